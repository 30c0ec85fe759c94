package io.tenon.op;

import io.tenon.NumberText;
import io.tenon.Shape;
import io.tenon.ShapeError;
import io.tenon.Tensor;
import io.tenon.kernel.Borders;
import java.util.List;
import java.util.Locale;

/**
 * {@code pad} of the last two dimensions with constants, reflection, replication or wrapping
 * around.
 */
public record Pad(Padding padding, Mode mode, float value) implements Op {
  /** Where the elements of the border come from. */
  public enum Mode {
    /** They are {@code value}. */
    CONSTANT,
    /** Mirrored at the edge, which is not repeated. */
    REFLECT,
    /** The edge, repeated. */
    REPLICATE,
    /** The opposite side. */
    CIRCULAR;

    /** Which of {@code size} elements stands at {@code i}, outside 0 to size - 1; -1 for none. */
    public int source(int i, int size) {
      if (i >= 0 && i < size) {
        return i;
      }
      return switch (this) {
        case CONSTANT -> -1;
        case REFLECT -> i < 0 ? -i : 2 * (size - 1) - i;
        case REPLICATE -> i < 0 ? 0 : size - 1;
        case CIRCULAR -> Math.floorMod(i, size);
      };
    }
  }

  @Override
  public String name() {
    return "pad";
  }

  @Override
  public String attributes() {
    return "pad="
        + padding
        + ", mode="
        + mode.name().toLowerCase(Locale.ROOT)
        + ", value="
        + NumberText.of(value);
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape x = inputs.get(0);
    if (x.rank() < 2) {
      throw new ShapeError("pad: expected an input of at least 2 dimensions, but got " + x);
    }
    if (isTooLarge(Math.max(padding.top(), padding.bottom()), x.size(-2))
        || isTooLarge(Math.max(padding.left(), padding.right()), x.size(-1))) {
      throw new ShapeError("pad: padding " + padding + " is too large for an input of shape " + x);
    }
    return x.with(-2, x.size(-2) + padding.top() + padding.bottom())
        .with(-1, x.size(-1) + padding.left() + padding.right());
  }

  private boolean isTooLarge(int added, int size) {
    return mode == Mode.REFLECT && added >= size || mode == Mode.CIRCULAR && added > size;
  }

  @Override
  public void evaluate(List<Tensor> inputs, Tensor result) {
    Tensor x = inputs.get(0);
    int planes = x.shape().elements(0, x.dim() - 2);
    Borders.surround(
        mode,
        value,
        x.floats(),
        x.offset(),
        planes,
        x.size(-2),
        x.size(-1),
        1,
        padding.left(),
        padding.right(),
        padding.top(),
        padding.bottom(),
        result.floats(),
        result.offset());
  }
}

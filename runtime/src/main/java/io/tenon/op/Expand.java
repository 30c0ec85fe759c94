package io.tenon.op;

import io.tenon.DType;
import io.tenon.Shape;
import io.tenon.ShapeError;
import io.tenon.SizeNames;
import io.tenon.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * {@code expand}: dimensions of size 1 repeated, and new ones in front. The result is a copy,
 * because tensors are contiguous.
 */
public record Expand(Shape target) implements Op {

  /** The expansion of a tensor of shape {@code from} to {@code sizes}, where -1 keeps a size. */
  public static Expand of(Shape from, int... sizes) {
    int added = sizes.length - from.rank();
    if (added < 0) {
      throw new ShapeError(
          String.format(
              Locale.ROOT,
              "expand: the number of sizes provided (%d) must be greater or equal to the number of"
                  + " dimensions in the tensor (%d): %s to %s",
              sizes.length,
              from.rank(),
              from,
              text(sizes)));
    }
    int[] resolved = sizes.clone();
    for (int d = 0; d < sizes.length; d++) {
      if (d < added && sizes[d] < 0) {
        throw new ShapeError(
            "expand: The expanded size of the tensor ("
                + sizes[d]
                + ") isn't allowed in a leading, non-existing dimension "
                + d);
      }
      int size = d < added ? 1 : from.size(d - added);
      resolved[d] = sizes[d] == -1 ? size : sizes[d];
      if (resolved[d] < 0 || size != 1 && size != resolved[d]) {
        throw new ShapeError(
            String.format(
                Locale.ROOT,
                "expand: The expanded size of the tensor (%s) must match the existing size (%s) at"
                    + " non-singleton dimension %d. Target sizes: %s. Tensor sizes: %s",
                text(sizes[d]),
                SizeNames.of(size),
                d,
                text(sizes),
                from));
      }
    }
    return new Expand(Shape.of(resolved));
  }

  private static String text(int size) {
    return size < 0 ? Integer.toString(size) : SizeNames.of(size);
  }

  private static String text(int[] sizes) {
    return Arrays.stream(sizes).mapToObj(Expand::text).collect(Collectors.joining(", ", "[", "]"));
  }

  @Override
  public String name() {
    return "expand";
  }

  @Override
  public String attributes() {
    return target.toString();
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return target;
  }

  @Override
  public DType dtype(List<DType> inputs) {
    return inputs.get(0);
  }

  @Override
  public void evaluate(List<Tensor> inputs, Tensor result) {
    Tensor x = inputs.get(0);
    int added = target.rank() - x.dim();
    int[] steps = new int[target.rank()];
    int step = 1;
    for (int d = target.rank() - 1; d >= added; d--) {
      steps[d] = x.size(d - added) == 1 ? 0 : step;
      step *= x.size(d - added);
    }
    Strided.copy(x, steps, result);
  }
}

package io.tenon.op;

import io.tenon.NumberText;
import io.tenon.Shape;
import io.tenon.ShapeError;
import io.tenon.Tensor;
import java.util.List;
import java.util.Locale;

/**
 * A loss of each element of an input and its target, reduced: {@code mse_loss}, {@code l1_loss} and
 * the like. Inputs: x, y, then an optional weight, broadcast to x.
 *
 * @param number what the kind's formula explains; 0 for most
 */
public record PairLoss(Kind kind, Reduction reduction, double number) implements Op {
  /** The formulas, those of PyTorch's documentation; x the input, y the target. */
  public enum Kind {
    /** (x - y)². */
    MSE_LOSS((x, y, n) -> (x - y) * (x - y)),
    /** |x - y|. */
    L1_LOSS((x, y, n) -> Math.abs(x - y)),
    /** (x - y)² / 2β where |x - y| is below β, else |x - y| - β / 2. */
    SMOOTH_L1_LOSS(
        (x, y, n) -> {
          double d = Math.abs(x - y);
          return d < n ? d * d / (2 * n) : d - n / 2;
        }),
    /** (x - y)² / 2 where |x - y| is at most δ, else δ · (|x - y| - δ / 2). */
    HUBER_LOSS(
        (x, y, n) -> {
          double d = Math.abs(x - y);
          return d <= n ? d * d / 2 : n * (d - n / 2);
        }),
    /** -(y · ln x + (1 - y) · ln(1 - x)), logarithms at least -100. */
    BINARY_CROSS_ENTROPY(
        (x, y, n) -> -(y * Math.max(-100, Math.log(x)) + (1 - y) * Math.max(-100, Math.log1p(-x)))),
    /** y · (ln y - x). */
    KL_DIV((x, y, n) -> y > 0 ? y * (Math.log(y) - x) : 0),
    /** eʸ · (y - x), the target being a logarithm. */
    KL_DIV_LOG((x, y, n) -> Math.exp(y) * (y - x));

    private interface Formula {
      double of(double x, double y, double number);
    }

    private final Formula formula;

    Kind(Formula formula) {
      this.formula = formula;
    }
  }

  @Override
  public String name() {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String attributes() {
    return "reduction=" + reduction.name().toLowerCase(Locale.ROOT) + ", " + NumberText.of(number);
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    if (!inputs.get(0).equals(inputs.get(1))) {
      throw new ShapeError(
          name() + ": the input has shape " + inputs.get(0) + ", but the target " + inputs.get(1),
          "give both the same shape");
    }
    for (Shape weight : inputs.subList(2, inputs.size())) {
      Arithmetic.requireBroadcast(name(), weight, inputs.get(0));
    }
    return reduction.shape(inputs.get(0));
  }

  @Override
  public void evaluate(List<Tensor> inputs, Tensor result) {
    Tensor x = inputs.get(0);
    Tensor y = inputs.get(1);
    float[] weights =
        inputs.size() > 2
            ? Ops.add(inputs.get(2), Tensor.zeros(x.shape().toArray())).toArray()
            : null;
    double[] losses = new double[x.numel()];
    for (int i = 0; i < losses.length; i++) {
      float value = x.floats()[x.offset() + i];
      if (kind == Kind.BINARY_CROSS_ENTROPY && !(value >= 0 && value <= 1)) {
        throw new IllegalArgumentException("all elements of input should be between 0 and 1");
      }
      losses[i] = kind.formula.of(value, y.floats()[y.offset() + i], number);
      losses[i] *= weights == null ? 1 : weights[i];
    }
    reduction.store(losses, losses.length, x.dim() == 0 ? 1 : x.size(0), result);
  }
}

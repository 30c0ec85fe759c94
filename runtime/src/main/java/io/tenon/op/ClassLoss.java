package io.tenon.op;

import io.tenon.DType;
import io.tenon.NumberText;
import io.tenon.Shape;
import io.tenon.ShapeError;
import io.tenon.SizeNames;
import io.tenon.Tensor;
import java.util.List;
import java.util.Locale;

/**
 * {@code cross_entropy} of logits, or {@code nll_loss} of their logarithms, x [N, C, *] or, of one
 * sample, [C], and classes [N, *] or, of probabilities, [N, C, *]. Inputs: x, the target, an
 * optional weight [C].
 *
 * @param logits whether x are logits, rather than logarithms of probabilities
 */
public record ClassLoss(
    boolean logits, Reduction reduction, long ignoreIndex, double labelSmoothing) implements Op {
  @Override
  public String name() {
    return logits ? "cross_entropy" : "nll_loss";
  }

  @Override
  public String attributes() {
    return "reduction="
        + reduction.name().toLowerCase(Locale.ROOT)
        + ", ignore_index="
        + ignoreIndex
        + ", label_smoothing="
        + NumberText.of(labelSmoothing);
  }

  @Override
  public DType dtype(List<DType> inputs) {
    if (inputs.get(0) != DType.FLOAT32 || !logits && inputs.get(1) != DType.INT64) {
      throw new IllegalArgumentException(
          name()
              + ": expected logits of torch.float32 and classes of torch.int64, but got "
              + inputs.get(0)
              + " and "
              + inputs.get(1));
    }
    return DType.FLOAT32;
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape x = inputs.get(0);
    Shape target = inputs.get(1);
    if (x.rank() < 1) {
      throw new ShapeError(name() + ": expected an input [N, C, *] or [C], but got " + x);
    }
    if (inputs.size() > 2 && !inputs.get(2).equals(Shape.of(x.size(channel(x))))) {
      throw new ShapeError(
          String.format(
              Locale.ROOT,
              "%s: weight tensor should be defined either for all %s classes or no classes but got"
                  + " weight tensor of shape: %s",
              name(),
              SizeNames.of(x.size(channel(x))),
              inputs.get(2)));
    }
    if (target.equals(x)) {
      return reduction.shape(classes(x));
    }
    if (!target.equals(classes(x))) {
      throw new ShapeError(
          name()
              + ": an input of "
              + x
              + " needs a target of "
              + classes(x)
              + ", but got "
              + target);
    }
    return reduction.shape(target);
  }

  private static int channel(Shape x) {
    return x.rank() == 1 ? 0 : 1;
  }

  private static Shape classes(Shape x) {
    int[] sizes = new int[x.rank() - 1];
    for (int d = 0; d < sizes.length; d++) {
      sizes[d] = x.size(d == 0 ? 0 : d + 1);
    }
    return Shape.of(sizes);
  }

  @Override
  public void evaluate(List<Tensor> inputs, Tensor result) {
    Tensor x = inputs.get(0);
    Tensor target = inputs.get(1);
    float[] weight = inputs.size() > 2 ? inputs.get(2).toArray() : null;
    int channel = channel(x.shape());
    int classes = x.size(channel);
    int inner = x.shape().elements(channel + 1, x.dim());
    int samples = channel == 0 ? 1 : x.size(0);
    double[] losses = new double[samples * inner];
    double[] logs = new double[classes];
    boolean probabilities = target.dtype() == DType.FLOAT32;
    if (probabilities && ignoreIndex >= 0) {
      throw new IllegalArgumentException("ignore_index is not supported for floating point target");
    }
    double weights = probabilities ? losses.length : 0;
    for (int i = 0; i < losses.length; i++) {
      int at = i / inner * classes * inner + i % inner;
      logarithms(x, at, inner, logs);
      if (probabilities) {
        losses[i] = expected(target, at, inner, logs, weight);
      } else {
        long label = target.longs()[target.offset() + i];
        if (label != ignoreIndex) {
          losses[i] = loss(label, logs, weight);
          weights += weight == null ? 1 : weight[(int) label];
        }
      }
    }
    reduction.store(losses, weights, samples, result);
  }

  /** The logarithms of one position's probabilities. */
  private void logarithms(Tensor x, int at, int inner, double[] logs) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < logs.length; c++) {
      logs[c] = x.floats()[x.offset() + at + c * inner];
      largest = Math.max(largest, logs[c]);
    }
    if (logits) {
      double sum = 0;
      for (double log : logs) {
        sum += Math.exp(log - largest);
      }
      double shift = largest + Math.log(sum);
      for (int c = 0; c < logs.length; c++) {
        logs[c] -= shift;
      }
    }
  }

  private double loss(long label, double[] logs, float[] weight) {
    if (label < 0 || label >= logs.length) {
      throw new IndexOutOfBoundsException("Target " + label + " is out of bounds.");
    }
    double factor = weight == null ? 1 : weight[(int) label];
    double loss = -(1 - labelSmoothing) * factor * logs[(int) label];
    for (int c = 0; labelSmoothing > 0 && c < logs.length; c++) {
      loss -= labelSmoothing / logs.length * (weight == null ? 1 : weight[c]) * logs[c];
    }
    return loss;
  }

  private double expected(Tensor target, int at, int inner, double[] logs, float[] weight) {
    double loss = 0;
    for (int c = 0; c < logs.length; c++) {
      double given = target.floats()[target.offset() + at + c * inner];
      double share = given * (1 - labelSmoothing) + labelSmoothing / logs.length;
      loss -= share * (weight == null ? 1 : weight[c]) * logs[c];
    }
    return loss;
  }
}

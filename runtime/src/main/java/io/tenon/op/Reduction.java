package io.tenon.op;

import io.tenon.Shape;
import io.tenon.Tensor;

/** What becomes of the losses of single elements, PyTorch's {@code reduction}. */
public enum Reduction {
  /** Nothing: the result has as many. */
  NONE,
  /** Their mean. */
  MEAN,
  /** Their sum. */
  SUM,
  /** Their sum over the number of samples. */
  BATCHMEAN;

  /**
   * The reduction, {@link #BATCHMEAN} excepted, which one loss alone knows, of PyTorch's name.
   *
   * @throws IllegalArgumentException if there is none, in PyTorch's words
   */
  public static Reduction named(String name) {
    return switch (name) {
      case "none" -> NONE;
      case "mean" -> MEAN;
      case "sum" -> SUM;
      default -> throw new IllegalArgumentException(name + " is not a valid value for reduction");
    };
  }

  /** The result's shape for losses of this shape. */
  Shape shape(Shape losses) {
    return this == NONE ? losses : Shape.of();
  }

  /**
   * Stores the reduced losses.
   *
   * @param weights what a mean divides by
   */
  void store(double[] losses, double weights, int samples, Tensor result) {
    float[] to = result.floats();
    if (this == NONE) {
      for (int i = 0; i < losses.length; i++) {
        to[result.offset() + i] = (float) losses[i];
      }
      return;
    }
    double sum = 0;
    for (double loss : losses) {
      sum += loss;
    }
    double divisor = this == MEAN ? weights : this == BATCHMEAN ? samples : 1;
    to[result.offset()] = (float) (sum / divisor);
  }
}

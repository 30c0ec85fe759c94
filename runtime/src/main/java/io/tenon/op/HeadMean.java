package io.tenon.op;

import io.tenon.Shape;
import io.tenon.ShapeError;
import io.tenon.Tensor;
import java.util.List;

/** Attention weights [N, heads, L, S] averaged over the heads: [N, L, S]. */
public record HeadMean() implements Op {
  @Override
  public String name() {
    return "head_mean";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape weights = inputs.get(0);
    if (weights.rank() != 4) {
      throw new ShapeError(
          "attention: expected weights of 4 dimensions [N, heads, L, S], but got " + weights);
    }
    return Shape.of(weights.size(0), weights.size(2), weights.size(3));
  }

  @Override
  public void evaluate(List<Tensor> inputs, Tensor result) {
    Tensor weights = inputs.get(0);
    float[] x = weights.floats();
    float[] y = result.floats();
    int heads = weights.size(1);
    int plane = weights.size(2) * weights.size(3);
    for (int n = 0; n < weights.size(0); n++) {
      int to = result.offset() + n * plane;
      for (int head = 0; head < heads; head++) {
        int from = weights.offset() + (n * heads + head) * plane;
        for (int i = 0; i < plane; i++) {
          y[to + i] = head == 0 ? x[from + i] : y[to + i] + x[from + i];
        }
      }
      for (int i = 0; i < plane; i++) {
        y[to + i] /= heads;
      }
    }
  }
}

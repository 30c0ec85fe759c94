package io.tenon.op;

import io.tenon.Shape;
import io.tenon.ShapeError;
import io.tenon.Tensor;
import io.tenon.kernel.Attention;
import io.tenon.kernel.Kernels;
import java.util.List;

/**
 * The values as {@link AttentionWeights} weigh them: weights [N, heads, L, S] and values v [N, S,
 * E], heads side by side in E; result [N, L, E].
 */
public record AttentionValues() implements Op {
  @Override
  public String name() {
    return "attention_values";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape weights = inputs.get(0);
    Shape v = inputs.get(1);
    boolean fits =
        weights.rank() == 4
            && v.rank() == 3
            && weights.size(0) == v.size(0)
            && weights.size(3) == v.size(1)
            && v.size(2) % weights.size(1) == 0;
    if (!fits) {
      throw new ShapeError(
          "attention: weights [N, heads, L, S] and values [N, S, E] don't fit: "
              + weights
              + " and "
              + v,
          "keys and values have the same samples and the same length");
    }
    return Shape.of(v.size(0), weights.size(2), v.size(2));
  }

  @Override
  public long multiplyAdds(List<Shape> inputs, Shape result) {
    return result.product() * inputs.get(0).size(3);
  }

  @Override
  public void evaluate(List<Tensor> inputs, Tensor result) {
    Attention.values(Kernels.active(), inputs.get(0), inputs.get(1), result);
  }
}

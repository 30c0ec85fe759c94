package io.tenon.op;

import io.tenon.NumberText;
import io.tenon.Shape;
import io.tenon.ShapeError;
import io.tenon.Tensor;
import io.tenon.kernel.Kernels;
import io.tenon.kernel.RowNorms;
import java.util.List;

/**
 * {@code layer_norm}: (x - mean) / √(variance + eps) · weight + bias, over the last dimensions,
 * those of {@code normalized}. Inputs: x, then an optional weight and an optional bias.
 */
public record LayerNormalization(Shape normalized, double eps) implements Op {
  @Override
  public String name() {
    return "layer_norm";
  }

  @Override
  public String attributes() {
    return "normalized_shape=" + normalized + ", eps=" + NumberText.of(eps);
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape x = inputs.get(0);
    int outer = x.rank() - normalized.rank();
    boolean fits = outer >= 0;
    for (int d = 0; fits && d < normalized.rank(); d++) {
      fits = x.size(outer + d) == normalized.size(d);
    }
    if (!fits) {
      throw new ShapeError(
          "layer_norm: normalizes the last dimensions "
              + normalized
              + ", but the input has shape "
              + x);
    }
    return x;
  }

  @Override
  public void evaluate(List<Tensor> inputs, Tensor result) {
    Tensor x = inputs.get(0);
    int width = normalized.elements();
    float[] weight = inputs.size() > 1 ? inputs.get(1).toArray() : null;
    float[] bias = inputs.size() > 2 ? inputs.get(2).toArray() : null;
    if (width > 0) {
      RowNorms.layerNorm(
          Kernels.active(),
          x.floats(),
          x.offset(),
          x.numel() / width,
          width,
          weight,
          bias,
          (float) eps,
          result.floats(),
          result.offset());
    }
  }
}

package io.tenon.op;

import io.tenon.NumberText;
import io.tenon.Shape;
import io.tenon.ShapeError;
import io.tenon.SizeNames;
import io.tenon.Tensor;
import io.tenon.kernel.Kernels;
import io.tenon.kernel.RowNorms;
import java.util.List;
import java.util.Locale;

/**
 * {@code group_norm}: (x - mean) / √(variance + eps) · weight + bias for x [N, C, *], where mean
 * and variance are those of a sample's group of channels; a group for each channel is {@code
 * instance_norm}. Inputs: x, then an optional weight [C] and bias [C].
 */
public record GroupNormalization(String name, int groups, double eps) implements Op {
  @Override
  public String attributes() {
    return "num_groups=" + groups + ", eps=" + NumberText.of(eps);
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape x = inputs.get(0);
    if (x.rank() < 2) {
      throw new ShapeError(name + ": expected an input of at least 2 dimensions, but got " + x);
    }
    for (Shape perChannel : inputs.subList(1, inputs.size())) {
      if (perChannel.size(0) != x.size(1)) {
        throw new ShapeError(
            String.format(
                Locale.ROOT,
                "%s: input has %s channels, but the layer normalizes %s (input %s)",
                name,
                SizeNames.of(x.size(1)),
                SizeNames.of(perChannel.size(0)),
                x),
            "give the layer " + SizeNames.of(x.size(1)) + " channels");
      }
    }
    return x;
  }

  @Override
  public void evaluate(List<Tensor> inputs, Tensor result) {
    Tensor x = inputs.get(0);
    int channels = x.size(1);
    int plane = x.shape().elements(2, x.dim());
    float[] weight = inputs.size() > 1 ? inputs.get(1).toArray() : null;
    float[] bias = inputs.size() > 2 ? inputs.get(2).toArray() : null;
    RowNorms.groupNorm(
        Kernels.active(),
        x.floats(),
        x.offset(),
        x.size(0) * groups,
        groups,
        channels / groups,
        plane,
        weight,
        bias,
        eps,
        result.floats(),
        result.offset());
  }
}

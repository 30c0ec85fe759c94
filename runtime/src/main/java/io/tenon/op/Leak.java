package io.tenon.op;

import io.tenon.Shape;
import io.tenon.ShapeError;
import io.tenon.SizeNames;
import io.tenon.Tensor;
import java.util.List;
import java.util.Locale;

/**
 * {@code prelu}: x [N, C, *], below zero times a weight [C], one for each channel, or [1], one for
 * all (He et al., 2015).
 */
public record Leak() implements Op {
  @Override
  public String name() {
    return "prelu";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape x = inputs.get(0);
    int weights = inputs.get(1).size(0);
    int channels = x.rank() < 2 ? 1 : x.size(1);
    if (weights != 1 && weights != channels) {
      throw new ShapeError(
          String.format(
              Locale.ROOT,
              "prelu: Mismatch of parameter numbers and input channel size. Found parameter numbers"
                  + " = %s and channel size = %s.",
              SizeNames.of(weights),
              SizeNames.of(channels)),
          "give the layer 1 parameter, or as many as the input has channels");
    }
    return x;
  }

  @Override
  public void evaluate(List<Tensor> inputs, Tensor result) {
    Tensor x = inputs.get(0);
    float[] weights = inputs.get(1).toArray();
    int inner = x.dim() < 2 ? x.numel() : x.shape().elements(2, x.dim());
    for (int i = 0; i < x.numel(); i++) {
      float v = x.floats()[x.offset() + i];
      float slope = weights[weights.length == 1 ? 0 : i / inner % weights.length];
      result.floats()[result.offset() + i] = v < 0 ? v * slope : v;
    }
  }
}

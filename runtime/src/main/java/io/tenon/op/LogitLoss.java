package io.tenon.op;

import io.tenon.Shape;
import io.tenon.ShapeError;
import io.tenon.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * {@code binary_cross_entropy_with_logits}: (1 - y)·x + (1 + (p - 1)·y)·ln(1 + e⁻ˣ), times a
 * weight; in a form that does not overflow. Inputs: x, y, then, as {@code weighted} and {@code
 * positive} say, a weight and p, the weight of positives, broadcast to x.
 */
public record LogitLoss(Reduction reduction, boolean weighted, boolean positive) implements Op {
  @Override
  public String name() {
    return "binary_cross_entropy_with_logits";
  }

  @Override
  public String attributes() {
    return "reduction=" + reduction.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape x = inputs.get(0);
    if (!x.equals(inputs.get(1))) {
      throw new ShapeError(
          "Target size (" + inputs.get(1) + ") must be the same as input size (" + x + ")",
          "give both the same shape");
    }
    for (Shape weight : inputs.subList(2, inputs.size())) {
      Arithmetic.requireBroadcast(name(), weight, x);
    }
    return reduction.shape(x);
  }

  @Override
  public void evaluate(List<Tensor> inputs, Tensor result) {
    Tensor x = inputs.get(0);
    List<float[]> factors = new ArrayList<>();
    for (Tensor weight : inputs.subList(2, inputs.size())) {
      factors.add(Ops.add(weight, Tensor.zeros(x.shape().toArray())).toArray());
    }
    float[] weights = weighted ? factors.get(0) : null;
    float[] positives = positive ? factors.get(weighted ? 1 : 0) : null;
    double[] losses = new double[x.numel()];
    for (int i = 0; i < losses.length; i++) {
      double v = x.floats()[x.offset() + i];
      double y = inputs.get(1).floats()[inputs.get(1).offset() + i];
      double log = Math.max(-v, 0) + Math.log1p(Math.exp(-Math.abs(v)));
      double share = positives == null ? 1 : 1 + (positives[i] - 1) * y;
      losses[i] = ((1 - y) * v + share * log) * (weights == null ? 1 : weights[i]);
    }
    reduction.store(losses, losses.length, x.dim() == 0 ? 1 : x.size(0), result);
  }
}

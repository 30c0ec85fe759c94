package io.tenon.op;

import io.tenon.NumberText;
import io.tenon.Shape;
import io.tenon.Tensor;
import io.tenon.kernel.Noise;
import java.util.List;

/**
 * {@code dropout} in training: each element is zero with probability p, the others are divided by 1
 * - p. Which are, the process's random numbers decide, one for each element in their order.
 */
public record DropoutNoise(double p) implements Op {
  @Override
  public String name() {
    return "dropout";
  }

  @Override
  public String attributes() {
    return "p=" + NumberText.of(p);
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return inputs.get(0);
  }

  @Override
  public boolean hasEffects() {
    return true;
  }

  @Override
  public void evaluate(List<Tensor> inputs, Tensor result) {
    Tensor x = inputs.get(0);
    Noise.drop(x.floats(), x.offset(), x.numel(), p, result.floats(), result.offset());
  }
}

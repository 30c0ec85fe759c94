package io.tenon.op;

import io.tenon.NumberText;
import io.tenon.Seeds;
import io.tenon.Shape;
import io.tenon.Tensor;
import java.util.List;

/**
 * {@code dropout} in training: each element is zero with probability p, the others are divided by 1
 * - p.
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
  public boolean isRandom() {
    return true;
  }

  @Override
  public void evaluate(List<Tensor> inputs, Tensor result) {
    Tensor x = inputs.get(0);
    float scale = p == 1 ? 0 : (float) (1 / (1 - p));
    for (int i = 0; i < x.numel(); i++) {
      boolean kept = Seeds.uniform() >= p;
      result.floats()[result.offset() + i] = kept ? x.floats()[x.offset() + i] * scale : 0;
    }
  }
}

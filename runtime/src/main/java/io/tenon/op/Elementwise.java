package io.tenon.op;

import io.tenon.NumberText;
import io.tenon.Shape;
import io.tenon.Tensor;
import java.util.List;

/**
 * A function of each element by itself, with up to two numbers that the function's constant
 * explains.
 */
public record Elementwise(UnaryFunction function, float a, float b) implements Op {
  /** A function without numbers of its own. */
  public Elementwise(UnaryFunction function) {
    this(function, 0, 0);
  }

  @Override
  public String name() {
    return function.torchName();
  }

  @Override
  public String attributes() {
    return a == 0 && b == 0 ? "" : NumberText.of(a) + ", " + NumberText.of(b);
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return inputs.get(0);
  }

  @Override
  public void evaluate(List<Tensor> inputs, Tensor result) {
    Tensor x = inputs.get(0);
    function.apply(x.floats(), x.offset(), result.floats(), result.offset(), x.numel(), a, b);
  }
}

package io.tenon.op;

import io.tenon.DType;
import io.tenon.Shape;
import io.tenon.Tensor;
import java.util.List;

/**
 * {@code to}: the same numbers in another type. Floats lose what is behind the point, integers are
 * rounded to floats.
 */
public record Cast(DType target) implements Op {
  @Override
  public String name() {
    return "to";
  }

  @Override
  public String attributes() {
    return target.toString();
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return inputs.get(0);
  }

  @Override
  public DType dtype(List<DType> inputs) {
    return target;
  }

  @Override
  public void evaluate(List<Tensor> inputs, Tensor result) {
    result.copy_(inputs.get(0));
  }
}

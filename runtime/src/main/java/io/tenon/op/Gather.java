package io.tenon.op;

import io.tenon.DType;
import io.tenon.Shape;
import io.tenon.Tensor;
import java.util.Arrays;
import java.util.List;

/** {@code embedding}: rows of a weight [V, E] for ids [*], integers; result [*, E]. */
public record Gather() implements Op {
  @Override
  public String name() {
    return "embedding";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    int[] ids = inputs.get(0).toArray();
    int[] sizes = Arrays.copyOf(ids, ids.length + 1);
    sizes[ids.length] = inputs.get(1).size(1);
    return Shape.of(sizes);
  }

  @Override
  public DType dtype(List<DType> inputs) {
    if (inputs.get(0) != DType.INT64) {
      throw new IllegalArgumentException(
          "embedding: expected ids of " + DType.INT64 + ", but got " + inputs.get(0));
    }
    return DType.FLOAT32;
  }

  @Override
  public void evaluate(List<Tensor> inputs, Tensor result) {
    Tensor ids = inputs.get(0);
    Tensor weight = inputs.get(1);
    int width = weight.size(1);
    for (int i = 0; i < ids.numel(); i++) {
      long id = ids.longs()[ids.offset() + i];
      if (id < 0 || id >= weight.size(0)) {
        throw new IndexOutOfBoundsException(
            "embedding: id "
                + id
                + " at position "
                + i
                + " is out of range: there are "
                + weight.size(0));
      }
      System.arraycopy(
          weight.floats(),
          weight.offset() + (int) id * width,
          result.floats(),
          result.offset() + i * width,
          width);
    }
  }
}

package io.tenon.op;

import io.tenon.DType;
import io.tenon.Shape;
import io.tenon.Tensor;
import io.tenon.kernel.EmbeddingRows;
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
    EmbeddingRows.gather(
        ids.numel(),
        ids.longs(),
        ids.offset(),
        weight.floats(),
        weight.offset(),
        weight.size(0),
        weight.size(1),
        result.floats(),
        result.offset());
  }
}

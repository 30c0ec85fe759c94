package io.tenon.op;

import io.tenon.Shape;
import io.tenon.Tensor;
import io.tenon.kernel.Kernels;
import io.tenon.kernel.RowNorms;
import java.util.List;

/** {@code softmax} or {@code log_softmax} along one dimension, counted from the front. */
public record Softmax(int dim, boolean log) implements Op {
  @Override
  public String name() {
    return log ? "log_softmax" : "softmax";
  }

  @Override
  public String attributes() {
    return "dim=" + dim;
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    inputs.get(0).dimension(dim);
    return inputs.get(0);
  }

  @Override
  public void evaluate(List<Tensor> inputs, Tensor result) {
    Tensor x = inputs.get(0);
    RowNorms.softmax(
        Kernels.active(),
        log,
        x.floats(),
        x.offset(),
        x.shape().elements(0, dim),
        x.size(dim),
        x.shape().elements(dim + 1, x.dim()),
        result.floats(),
        result.offset());
  }
}

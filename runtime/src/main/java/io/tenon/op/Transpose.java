package io.tenon.op;

import io.tenon.DType;
import io.tenon.Shape;
import io.tenon.Tensor;
import java.util.List;

/**
 * {@code transpose}: two dimensions, counted from the front, change places. The result is a copy in
 * the new order, because tensors are contiguous.
 */
public record Transpose(int dim0, int dim1) implements Op {
  @Override
  public String name() {
    return "transpose";
  }

  @Override
  public String attributes() {
    return "dim0=" + dim0 + ", dim1=" + dim1;
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape x = inputs.get(0);
    return x.with(dim0, x.size(dim1)).with(dim1, x.size(dim0));
  }

  @Override
  public DType dtype(List<DType> inputs) {
    return inputs.get(0);
  }

  @Override
  public void evaluate(List<Tensor> inputs, Tensor result) {
    Tensor x = inputs.get(0);
    int first = Math.min(dim0, dim1);
    int second = Math.max(dim0, dim1);
    if (first == second) {
      result.copy_(x);
      return;
    }
    // [outer, a, between, b, inner] becomes [outer, b, between, a, inner]
    int outer = x.shape().elements(0, first);
    int a = x.size(first);
    int between = x.shape().elements(first + 1, second);
    int b = x.size(second);
    int inner = x.shape().elements(second + 1, x.dim());
    boolean floats = x.dtype() == DType.FLOAT32;
    Object from = floats ? x.floats() : x.longs();
    Object to = floats ? result.floats() : result.longs();
    int at = result.offset();
    for (int o = 0; o < outer; o++) {
      for (int j = 0; j < b; j++) {
        for (int m = 0; m < between; m++) {
          for (int i = 0; i < a; i++) {
            int source = (((o * a + i) * between + m) * b + j) * inner;
            System.arraycopy(from, x.offset() + source, to, at, inner);
            at += inner;
          }
        }
      }
    }
  }
}

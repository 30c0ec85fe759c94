package io.tenon.op;

import io.tenon.DType;
import io.tenon.Shape;
import io.tenon.ShapeError;
import io.tenon.SizeNames;
import io.tenon.Tensor;
import java.util.List;

/**
 * {@code arange}: the integers from {@code start} to below {@code end}, [end - start]. It has no
 * inputs: a sequence's length, which {@code end} often is, may be a symbol.
 */
public record Arange(int start, int end) implements Op {
  @Override
  public String name() {
    return "arange";
  }

  @Override
  public String attributes() {
    return "start=" + SizeNames.of(start) + ", end=" + SizeNames.of(end);
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    if (end < start) {
      throw new ShapeError(
          "arange: upper bound and lower bound inconsistent with step sign: from "
              + SizeNames.of(start)
              + " to "
              + SizeNames.of(end));
    }
    return Shape.of(Math.subtractExact(end, start));
  }

  @Override
  public DType dtype(List<DType> inputs) {
    return DType.INT64;
  }

  @Override
  public void evaluate(List<Tensor> inputs, Tensor result) {
    for (int i = 0; i < result.numel(); i++) {
      result.longs()[result.offset() + i] = start + (long) i;
    }
  }
}

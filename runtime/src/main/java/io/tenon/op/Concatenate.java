package io.tenon.op;

import io.tenon.DType;
import io.tenon.Shape;
import io.tenon.ShapeError;
import io.tenon.SizeNames;
import io.tenon.Tensor;
import java.util.List;
import java.util.Locale;

/** {@code cat}: tensors one after the other along a dimension, counted from the front. */
public record Concatenate(int dim) implements Op {
  @Override
  public String name() {
    return "cat";
  }

  @Override
  public String attributes() {
    return "dim=" + dim;
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape first = inputs.get(0);
    int total = 0;
    for (Shape other : inputs) {
      requireFits(first, other);
      total = Math.addExact(total, other.size(dim));
    }
    return first.with(dim, total);
  }

  private void requireFits(Shape first, Shape other) {
    if (other.rank() != first.rank()) {
      throw new ShapeError(
          "cat: tensors must have the same number of dimensions, but got "
              + first
              + " and "
              + other);
    }
    for (int d = 0; d < first.rank(); d++) {
      if (d != dim && other.size(d) != first.size(d)) {
        throw new ShapeError(
            String.format(
                Locale.ROOT,
                "cat: sizes must match except in dimension %d, but dimension %d has sizes %s and %s (%s and %s)",
                dim,
                d,
                SizeNames.of(first.size(d)),
                SizeNames.of(other.size(d)),
                first,
                other));
      }
    }
  }

  @Override
  public DType dtype(List<DType> inputs) {
    for (DType input : inputs) {
      if (input != inputs.get(0)) {
        throw new IllegalArgumentException(
            "cat: expected tensors of one type, but got " + inputs.get(0) + " and " + input);
      }
    }
    return inputs.get(0);
  }

  @Override
  public void evaluate(List<Tensor> inputs, Tensor result) {
    int outer = result.shape().elements(0, dim);
    int step = result.shape().elements(dim, result.dim());
    boolean floats = result.dtype() == DType.FLOAT32;
    Object to = floats ? result.floats() : result.longs();
    int at = result.offset();
    for (Tensor x : inputs) {
      int width = x.shape().elements(dim, x.dim());
      Object from = floats ? x.floats() : x.longs();
      for (int o = 0; o < outer; o++) {
        System.arraycopy(from, x.offset() + o * width, to, at + o * step, width);
      }
      at += width;
    }
  }
}

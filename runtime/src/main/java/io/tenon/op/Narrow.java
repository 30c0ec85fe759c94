package io.tenon.op;

import io.tenon.DType;
import io.tenon.Shape;
import io.tenon.ShapeError;
import io.tenon.SizeNames;
import io.tenon.Tensor;
import java.util.List;
import java.util.Locale;

/**
 * {@code narrow}: {@code length} indices along a dimension, from {@code start} on.
 *
 * @param dim counted from the front
 * @param start negative counts from the end: -1 stays -1, whatever the size
 * @param length may be a symbol, as may {@code start}
 */
public record Narrow(int dim, int start, int length) implements Op {
  @Override
  public String name() {
    return "narrow";
  }

  @Override
  public String attributes() {
    return "dim=" + dim + ", start=" + text(start) + ", length=" + text(length);
  }

  private static String text(int number) {
    return number < 0 ? Integer.toString(number) : SizeNames.of(number);
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape x = inputs.get(0);
    int size = x.size(dim);
    if (length < 0) {
      throw new ShapeError("narrow: length must be non-negative, but got " + length);
    }
    if (start > size || start < -size) {
      throw new ShapeError(
          String.format(
              Locale.ROOT,
              "narrow: start out of range (expected to be in range of [-%s, %s], but got %s)",
              SizeNames.of(size),
              SizeNames.of(size),
              text(start)));
    }
    if (length > size - first(size)) {
      throw new ShapeError(
          String.format(
              Locale.ROOT,
              "narrow: start (%s) + length (%s) exceeds dimension size (%s) of dimension %d (input"
                  + " %s)",
              text(start),
              text(length),
              SizeNames.of(size),
              dim,
              x));
    }
    return x.with(dim, length);
  }

  /** Where the part begins in a dimension of this size. */
  private int first(int size) {
    return start < 0 ? start + size : start;
  }

  @Override
  public DType dtype(List<DType> inputs) {
    return inputs.get(0);
  }

  @Override
  public void evaluate(List<Tensor> inputs, Tensor result) {
    Tensor x = inputs.get(0);
    int inner = x.shape().elements(dim + 1, x.dim());
    int step = x.size(dim) * inner;
    int width = length * inner;
    int from = x.offset() + first(x.size(dim)) * inner;
    boolean floats = x.dtype() == DType.FLOAT32;
    Object source = floats ? x.floats() : x.longs();
    Object to = floats ? result.floats() : result.longs();
    for (int o = 0; o < x.shape().elements(0, dim); o++) {
      System.arraycopy(source, from + o * step, to, result.offset() + o * width, width);
    }
  }
}

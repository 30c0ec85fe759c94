package io.tenon.op;

import io.tenon.DType;
import io.tenon.Shape;
import io.tenon.ShapeError;
import io.tenon.SizeNames;
import io.tenon.Tensor;
import java.util.List;

/**
 * {@code select}: one index along a dimension, which goes away.
 *
 * @param dim counted from the front
 * @param index negative counts from the end: -1 stays -1, whatever the size
 */
public record Select(int dim, int index) implements Op {
  @Override
  public String name() {
    return "select";
  }

  @Override
  public String attributes() {
    return "dim=" + dim + ", index=" + index;
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape x = inputs.get(0);
    int size = x.size(dim);
    if (index >= size || index < -size) {
      throw new ShapeError(
          "select: index "
              + index
              + " is out of range for dimension "
              + dim
              + " of size "
              + SizeNames.of(size)
              + " (input "
              + x
              + ")");
    }
    int[] sizes = new int[x.rank() - 1];
    for (int d = 0; d < sizes.length; d++) {
      sizes[d] = x.size(d < dim ? d : d + 1);
    }
    return Shape.of(sizes);
  }

  @Override
  public DType dtype(List<DType> inputs) {
    return inputs.get(0);
  }

  @Override
  public void evaluate(List<Tensor> inputs, Tensor result) {
    Tensor x = inputs.get(0);
    int size = x.size(dim);
    int outer = x.shape().elements(0, dim);
    int inner = x.shape().elements(dim + 1, x.dim());
    int chosen = index < 0 ? index + size : index;
    boolean floats = x.dtype() == DType.FLOAT32;
    Object from = floats ? x.floats() : x.longs();
    Object to = floats ? result.floats() : result.longs();
    for (int o = 0; o < outer; o++) {
      int source = x.offset() + (o * size + chosen) * inner;
      System.arraycopy(from, source, to, result.offset() + o * inner, inner);
    }
  }
}

package io.tenon.op;

import io.tenon.DType;
import io.tenon.Shape;
import io.tenon.ShapeError;
import io.tenon.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * {@code permute}: dimension d of the result is dimension {@code dims[d]} of the input. The result
 * is a copy in the new order, because tensors are contiguous.
 *
 * @param dims each dimension once, counted from the front
 */
public record Permute(List<Integer> dims) implements Op {
  /** Keeps a copy of the list. */
  public Permute {
    dims = List.copyOf(dims);
  }

  /** The permutation of a tensor of shape {@code from}; negative dimensions count from the end. */
  public static Permute of(Shape from, int... dims) {
    if (dims.length != from.rank()) {
      throw new ShapeError(
          String.format(
              Locale.ROOT,
              "permute: number of dimensions in the tensor input does not match the length of the"
                  + " desired ordering of dimensions i.e. input.dim() = %d is not equal to"
                  + " len(dims) = %d (input %s)",
              from.rank(),
              dims.length,
              from));
    }
    List<Integer> order = new ArrayList<>();
    for (int dim : dims) {
      int counted = from.dimension(dim);
      if (order.contains(counted)) {
        throw new ShapeError("permute: duplicate dims are not allowed: " + Arrays.toString(dims));
      }
      order.add(counted);
    }
    return new Permute(order);
  }

  @Override
  public String name() {
    return "permute";
  }

  @Override
  public String attributes() {
    return "dims=" + dims;
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape x = inputs.get(0);
    return Shape.of(dims.stream().mapToInt(x::size).toArray());
  }

  @Override
  public DType dtype(List<DType> inputs) {
    return inputs.get(0);
  }

  @Override
  public void evaluate(List<Tensor> inputs, Tensor result) {
    Tensor x = inputs.get(0);
    int[] steps = dims.stream().mapToInt(d -> x.shape().elements(d + 1, x.dim())).toArray();
    Strided.copy(x, steps, result);
  }
}

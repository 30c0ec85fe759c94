package io.tenon.op;

import io.tenon.DType;
import io.tenon.Shape;
import io.tenon.ShapeError;
import io.tenon.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * {@code sum} or {@code mean} over dimensions, which go away, or stay with size 1.
 *
 * @param dims each once, counted from the front, in order
 */
public record DimReduction(Kind kind, List<Integer> dims, boolean keepdim) implements Op {
  /** What is made of the elements. */
  public enum Kind {
    /** Their sum. */
    SUM,
    /** Their sum over their number; NaN for none. */
    MEAN
  }

  /** Keeps a copy of the list. */
  public DimReduction {
    dims = List.copyOf(dims);
  }

  /** The reduction of a tensor of shape {@code from}; no dimensions stand for all of them. */
  public static DimReduction of(Kind kind, Shape from, int[] dims, boolean keepdim) {
    List<Integer> counted = new ArrayList<>();
    for (int dim : dims) {
      int fromFront = from.dimension(dim);
      if (counted.contains(fromFront)) {
        throw new ShapeError(
            kind.name().toLowerCase(Locale.ROOT)
                + ": dim "
                + fromFront
                + " appears multiple times in the list of dims");
      }
      counted.add(fromFront);
    }
    for (int d = 0; dims.length == 0 && d < from.rank(); d++) {
      counted.add(d);
    }
    counted.sort(null);
    return new DimReduction(kind, counted, keepdim);
  }

  @Override
  public String name() {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String attributes() {
    return "dims=" + dims + ", keepdim=" + keepdim;
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape x = inputs.get(0);
    List<Integer> sizes = new ArrayList<>();
    for (int d = 0; d < x.rank(); d++) {
      if (!dims.contains(d)) {
        sizes.add(x.size(d));
      } else if (keepdim) {
        sizes.add(1);
      }
    }
    return Shape.of(sizes.stream().mapToInt(Integer::intValue).toArray());
  }

  /** A sum has its elements' type; integers have no mean. */
  @Override
  public DType dtype(List<DType> inputs) {
    if (kind == Kind.MEAN && inputs.get(0) != DType.FLOAT32) {
      throw new IllegalArgumentException(
          "mean: could not infer output dtype. Input dtype must be either a floating point or"
              + " complex dtype. Got: "
              + inputs.get(0)
              + "\n  Fix: to(DType.FLOAT32) first");
    }
    return inputs.get(0);
  }

  @Override
  public void evaluate(List<Tensor> inputs, Tensor result) {
    Tensor x = inputs.get(0);
    int[] steps = new int[x.dim()]; // of the result, along the input's dimensions
    int step = 1;
    int divisor = 1;
    for (int d = x.dim() - 1; d >= 0; d--) {
      if (dims.contains(d)) {
        divisor *= x.size(d);
      } else {
        steps[d] = step;
        step *= x.size(d);
      }
    }
    if (x.dtype() == DType.INT64) {
      long[] to = result.longs();
      walk(x, steps, (from, at) -> to[result.offset() + at] += x.longs()[from]);
      return;
    }
    double[] sums = new double[result.numel()];
    walk(x, steps, (from, at) -> sums[at] += x.floats()[from]);
    for (int i = 0; i < sums.length; i++) {
      double value = kind == Kind.MEAN ? sums[i] / divisor : sums[i];
      result.floats()[result.offset() + i] = (float) value;
    }
  }

  private interface Visit {
    void add(int from, int to);
  }

  private static void walk(Tensor x, int[] steps, Visit each) {
    int[] index = new int[steps.length];
    int to = 0;
    for (int i = 0; i < x.numel(); i++) {
      each.add(x.offset() + i, to);
      for (int d = steps.length - 1; d >= 0; d--) {
        to += steps[d];
        if (++index[d] < x.size(d)) {
          break;
        }
        to -= steps[d] * index[d];
        index[d] = 0;
      }
    }
  }
}

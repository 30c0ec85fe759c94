package io.tenon.op;

import io.tenon.DType;
import io.tenon.Shape;
import io.tenon.ShapeError;
import io.tenon.SizeNames;
import io.tenon.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The same elements in another shape: {@code view}, {@code reshape}, {@code flatten}, {@code
 * unflatten}.
 */
public record View(Shape target) implements Op {

  /** The view of a tensor of shape {@code from} as {@code sizes}, of which one may be -1. */
  public static View of(Shape from, int... sizes) {
    int unknown = -1;
    long known = 1;
    for (int d = 0; d < sizes.length; d++) {
      if (sizes[d] == -1 && unknown < 0) {
        unknown = d;
      } else if (sizes[d] == -1) {
        throw new ShapeError("view: only one dimension can be inferred");
      } else if (sizes[d] < -1) {
        throw new ShapeError("view: invalid shape dimension " + sizes[d]);
      } else {
        known *= sizes[d];
      }
    }
    int[] resolved = sizes.clone();
    if (unknown >= 0) {
      if (known == 0) {
        throw new ShapeError("view: the size of -1 is ambiguous, because another size is 0");
      }
      resolved[unknown] = inferred(from, known);
      known *= resolved[unknown];
    }
    if (known != from.product()) {
      throw new ShapeError("view: shape " + text(sizes) + " is invalid for input of shape " + from);
    }
    return new View(Shape.of(resolved));
  }

  /** The size of -1; one that is too large stays one that does not fit. */
  private static int inferred(Shape from, long known) {
    long size = from.product() / known;
    return size > Integer.MAX_VALUE ? from.elements() : (int) size;
  }

  private static String text(int[] sizes) {
    String[] texts = new String[sizes.length];
    Arrays.setAll(texts, d -> sizes[d] < 0 ? Integer.toString(sizes[d]) : SizeNames.of(sizes[d]));
    return "[" + String.join(", ", texts) + "]";
  }

  /** The view that makes dimensions {@code startDim} to {@code endDim}, both inclusive, one. */
  public static View flatten(Shape from, int startDim, int endDim) {
    if (from.rank() == 0) {
      return new View(Shape.of(1));
    }
    int start = from.dimension(startDim);
    int end = from.dimension(endDim);
    if (start > end) {
      throw new ShapeError("flatten() has invalid args: start_dim cannot come after end_dim");
    }
    int[] sizes = new int[from.rank() - (end - start)];
    for (int d = 0; d < sizes.length; d++) {
      sizes[d] =
          d < start
              ? from.size(d)
              : d == start ? from.elements(start, end + 1) : from.size(d + end - start);
    }
    return new View(Shape.of(sizes));
  }

  /** The view that puts in a dimension of size 1; negative numbers count from the result's end. */
  public static View unsqueeze(Shape from, int dim) {
    int[] longer = Arrays.copyOf(from.toArray(), from.rank() + 1);
    int at = Shape.of(longer).dimension(dim);
    System.arraycopy(longer, at, longer, at + 1, from.rank() - at);
    longer[at] = 1;
    return new View(Shape.of(longer));
  }

  /** The view that leaves a dimension out, if its size is 1. */
  public static View squeeze(Shape from, int dim) {
    int at = from.dimension(dim);
    int[] sizes =
        IntStream.range(0, from.rank())
            .filter(d -> d != at || from.size(d) != 1)
            .map(from::size)
            .toArray();
    return new View(Shape.of(sizes));
  }

  /** The view that leaves out all dimensions of size 1. */
  public static View squeeze(Shape from) {
    return new View(Shape.of(Arrays.stream(from.toArray()).filter(size -> size != 1).toArray()));
  }

  @Override
  public String name() {
    return "view";
  }

  @Override
  public String attributes() {
    return target.toString();
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return target;
  }

  @Override
  public DType dtype(List<DType> inputs) {
    return inputs.get(0);
  }

  @Override
  public boolean isView() {
    return true;
  }

  @Override
  public void evaluate(List<Tensor> inputs, Tensor result) {
    result.copy_(inputs.get(0).alias(target));
  }

  @Override
  public List<Tensor> gradient(List<Tensor> inputs, Tensor result, Tensor gradient) {
    return List.of(gradient.alias(inputs.get(0).shape()));
  }
}

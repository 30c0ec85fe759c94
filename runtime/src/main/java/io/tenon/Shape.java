package io.tenon;

import java.util.Arrays;
import java.util.StringJoiner;

/**
 * The sizes of a tensor's dimensions, outermost first. Immutable; prints as {@code [N, 6, 28, 28]}.
 */
public final class Shape {
  private final int[] sizes;

  private Shape(int[] sizes) {
    this.sizes = sizes;
  }

  /**
   * A shape of these sizes.
   *
   * @throws ShapeError if a size is negative
   */
  public static Shape of(int... sizes) {
    for (int size : sizes) {
      if (size < 0) {
        throw new ShapeError("a size can't be negative: " + Arrays.toString(sizes));
      }
    }
    return new Shape(sizes.clone());
  }

  /** The number of dimensions. */
  public int rank() {
    return sizes.length;
  }

  /** The size of dimension {@code dim}; negative counts from the end, as in PyTorch. */
  public int size(int dim) {
    return sizes[dimension(dim)];
  }

  /**
   * {@code dim} counted from the front.
   *
   * @throws ShapeError if there is no such dimension, in PyTorch's words
   */
  public int dimension(int dim) {
    int rank = sizes.length;
    int least = Math.min(-rank, -1);
    int most = Math.max(rank - 1, 0);
    if (dim < least || dim > most || rank == 0) {
      throw new ShapeError(
          "Dimension out of range (expected to be in range of ["
              + least
              + ", "
              + most
              + "], but got "
              + dim
              + ")");
    }
    return dim < 0 ? dim + rank : dim;
  }

  /**
   * The product of all sizes; 1 for a scalar.
   *
   * @throws ShapeError if it doesn't fit an {@code int}
   */
  public int elements() {
    return elements(0, sizes.length);
  }

  /** The product of the sizes of dimensions {@code from} (inclusive) to {@code to} (exclusive). */
  public int elements(int from, int to) {
    long product = 1;
    for (int d = from; d < to; d++) {
      product *= sizes[d];
      if (product > Integer.MAX_VALUE) {
        throw new ShapeError("a tensor of shape " + this + " has more than 2,147,483,647 elements");
      }
    }
    return (int) product;
  }

  /**
   * The product of all sizes, for shape rules: where sizes stand for symbols it is larger than any
   * tensor's.
   *
   * @throws ShapeError if it doesn't fit a {@code long}
   */
  public long product() {
    long product = 1;
    try {
      for (int size : sizes) {
        product = Math.multiplyExact(product, size);
      }
    } catch (ArithmeticException e) {
      throw new ShapeError("a tensor of shape " + this + " has too many elements");
    }
    return product;
  }

  /** This shape with the size of one dimension changed. */
  public Shape with(int dim, int size) {
    int[] changed = sizes.clone();
    changed[dimension(dim)] = size;
    return of(changed);
  }

  /** The sizes, in a new array. */
  public int[] toArray() {
    return sizes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape && Arrays.equals(sizes, ((Shape) other).sizes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sizes);
  }

  /** {@code [2, 3, 32, 32]}, with symbols such as {@code N} while tracing. */
  @Override
  public String toString() {
    StringJoiner text = new StringJoiner(", ", "[", "]");
    for (int size : sizes) {
      text.add(SizeNames.of(size));
    }
    return text.toString();
  }
}

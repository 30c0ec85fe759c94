package io.tenon;

import java.util.Arrays;
import java.util.Objects;

/**
 * A dense array of numbers with a shape: 32-bit floats for data, 64-bit integers for ids and
 * labels. Elements lie contiguously in row-major order; {@link #view} shares storage.
 *
 * <p>A shape-only tensor (PyTorch's "meta" tensor) has a shape and no data. Operations on one
 * compute shapes alone.
 *
 * <p>What can be computed with one stands in {@link TensorOperations}.
 */
public non-sealed class Tensor extends TensorOperations {
  private final Storage storage;
  private final int offset;
  private final Shape shape;
  private final DType dtype;

  Tensor(Storage storage, int offset, Shape shape, DType dtype) {
    this.storage = Objects.requireNonNull(storage);
    this.offset = offset;
    this.shape = Objects.requireNonNull(shape);
    this.dtype = Objects.requireNonNull(dtype);
  }

  /**
   * A float tensor over {@code values} itself, not a copy, as {@code torch.from_numpy} shares its
   * array.
   */
  public static Tensor of(float[] values, int... sizes) {
    Shape shape = Shape.of(sizes);
    requireElements(values.length, shape);
    return new Tensor(new Storage(values), 0, shape, DType.FLOAT32);
  }

  /** An integer tensor over {@code values} itself, not a copy. */
  public static Tensor of(long[] values, int... sizes) {
    Shape shape = Shape.of(sizes);
    requireElements(values.length, shape);
    return new Tensor(new Storage(values), 0, shape, DType.INT64);
  }

  private static void requireElements(int values, Shape shape) {
    if (values != shape.elements()) {
      throw new ShapeError(
          values
              + " values don't fill a tensor of shape "
              + shape
              + ", which has "
              + shape.elements()
              + " elements");
    }
  }

  /** A float tensor of zeros; shape-only inside a {@link ShapeOnly} scope. */
  public static Tensor zeros(int... sizes) {
    return zeros(Shape.of(sizes), DType.FLOAT32);
  }

  /** A tensor of zeros; shape-only inside a {@link ShapeOnly} scope. */
  public static Tensor zeros(Shape shape, DType dtype) {
    if (ShapeOnly.active()) {
      return shapeOnly(shape, dtype);
    }
    int elements = shape.elements();
    Storage storage =
        dtype == DType.FLOAT32 ? new Storage(new float[elements]) : new Storage(new long[elements]);
    return new Tensor(storage, 0, shape, dtype);
  }

  /** A float tensor of ones; shape-only inside a {@link ShapeOnly} scope. */
  public static Tensor ones(int... sizes) {
    return full(1f, sizes);
  }

  /**
   * A float tensor with every element {@code value}; shape-only inside a {@link ShapeOnly} scope.
   */
  public static Tensor full(float value, int... sizes) {
    return zeros(sizes).fill_(value);
  }

  /** A float scalar, of shape {@code []}. */
  public static Tensor scalar(float value) {
    return of(new float[] {value});
  }

  /** A tensor that has a shape and no data. */
  public static Tensor shapeOnly(Shape shape, DType dtype) {
    return new Tensor(Storage.shapeOnly(), 0, shape, dtype);
  }

  /** The sizes of all dimensions. */
  public final Shape shape() {
    return shape;
  }

  /** The size of one dimension; negative counts from the end. */
  public final int size(int dim) {
    return shape.size(dim);
  }

  /** The number of dimensions. */
  public final int dim() {
    return shape.rank();
  }

  /** The number of elements. */
  public final int numel() {
    return shape.elements();
  }

  /** The type of the elements. */
  public final DType dtype() {
    return dtype;
  }

  /** Whether this tensor has a shape and no data. */
  public final boolean isShapeOnly() {
    return storage.floats == null && storage.longs == null;
  }

  /** Whether both tensors lie in the same array. */
  public final boolean sharesStorage(Tensor other) {
    return storage == other.storage;
  }

  /**
   * The array this float tensor lies in, from element {@link #offset()} on. Call {@link
   * #markChanged()} after writing to it, or a compiled network keeps computing with the old values.
   */
  public final float[] floats() {
    if (storage.floats == null) {
      throw new IllegalStateException(
          isShapeOnly()
              ? "a shape-only tensor of shape " + shape + " has no data"
              : "expected a tensor of " + DType.FLOAT32 + ", but this one is " + dtype);
    }
    return storage.floats;
  }

  /** The array this integer tensor lies in, from element {@link #offset()} on. */
  public final long[] longs() {
    if (storage.longs == null) {
      throw new IllegalStateException(
          isShapeOnly()
              ? "a shape-only tensor of shape " + shape + " has no data"
              : "expected a tensor of " + DType.INT64 + ", but this one is " + dtype);
    }
    return storage.longs;
  }

  /** Where this tensor begins in its array, in elements. */
  public final int offset() {
    return offset;
  }

  /** How often the storage was changed in place. Views share it, as PyTorch's {@code _version}. */
  public final int version() {
    return storage.version();
  }

  /** Says that the array was written to directly; returns this. */
  public final Tensor markChanged() {
    storage.changed();
    return this;
  }

  final Storage storage() {
    return storage;
  }

  /** A tensor of another shape over the same elements, for operations that are views. */
  public final Tensor alias(Shape other) {
    if (other.elements() != numel()) {
      throw new ShapeError("shape " + other + " is invalid for input of size " + numel());
    }
    return new Tensor(storage, offset, other, dtype);
  }

  /** A plain tensor over the same elements. */
  public final Tensor detach() {
    return new Tensor(storage, offset, shape, dtype);
  }

  /** Sets every element; returns this. Does nothing to a shape-only tensor. */
  public final Tensor fill_(float value) {
    if (storage.floats != null) {
      Arrays.fill(storage.floats, offset, offset + numel(), value);
    } else if (storage.longs != null) {
      Arrays.fill(storage.longs, offset, offset + numel(), (long) value);
    }
    return markChanged();
  }

  /**
   * Copies all elements of a tensor of the same shape; returns this. Another type is converted:
   * floats lose what is behind the point, integers are rounded to floats.
   *
   * @throws ShapeError if the shapes differ
   */
  public final Tensor copy_(Tensor source) {
    if (!shape.equals(source.shape)) {
      throw new ShapeError(
          "copy_: can't copy a tensor of shape " + source.shape + " into one of shape " + shape);
    }
    if (isShapeOnly() || source.isShapeOnly()) {
      return this;
    }
    if (dtype == source.dtype) {
      Object from = dtype == DType.FLOAT32 ? source.floats() : source.longs();
      Object to = dtype == DType.FLOAT32 ? floats() : longs();
      System.arraycopy(from, source.offset, to, offset, numel());
    } else if (dtype == DType.FLOAT32) {
      for (int i = 0; i < numel(); i++) {
        floats()[offset + i] = source.longs()[source.offset + i];
      }
    } else {
      for (int i = 0; i < numel(); i++) {
        longs()[offset + i] = (long) source.floats()[source.offset + i];
      }
    }
    return markChanged();
  }

  /** A copy with storage of its own. */
  public final Tensor copy() {
    if (isShapeOnly()) {
      return shapeOnly(shape, dtype);
    }
    int end = offset + numel();
    Storage copied =
        dtype == DType.FLOAT32
            ? new Storage(Arrays.copyOfRange(storage.floats, offset, end))
            : new Storage(Arrays.copyOfRange(storage.longs, offset, end));
    return new Tensor(copied, 0, shape, dtype);
  }

  /** The float at this index, one number a dimension. */
  public final float get(int... index) {
    return floats()[position(index)];
  }

  /** Sets the float at an index; the index comes first, the value last. */
  public final Tensor set(float value, int... index) {
    floats()[position(index)] = value;
    return markChanged();
  }

  private int position(int[] index) {
    if (index.length != shape.rank()) {
      throw new IndexOutOfBoundsException(
          "an index into " + shape + " has " + shape.rank() + " numbers, not " + index.length);
    }
    int at = 0;
    for (int d = 0; d < index.length; d++) {
      at = at * shape.size(d) + Objects.checkIndex(index[d], shape.size(d));
    }
    return offset + at;
  }

  /** The only element of a one-element float tensor. */
  public final float item() {
    if (numel() != 1) {
      throw new IllegalStateException(
          "item() needs a tensor of one element, but this one has shape " + shape);
    }
    return floats()[offset];
  }

  /** All floats in row-major order, in a new array. */
  public final float[] toArray() {
    return Arrays.copyOfRange(floats(), offset, offset + numel());
  }

  /** All integers in row-major order, in a new array. */
  public final long[] toLongArray() {
    return Arrays.copyOfRange(longs(), offset, offset + numel());
  }

  /** {@code Tensor[2, 3] torch.float32}, and the values where they are few. */
  @Override
  public String toString() {
    String text = getClass().getSimpleName() + shape + " " + dtype;
    if (isShapeOnly()) {
      return text + " (shape only)";
    }
    if (numel() > 64) {
      return text;
    }
    return text
        + " "
        + (dtype == DType.FLOAT32 ? Arrays.toString(toArray()) : Arrays.toString(toLongArray()));
  }
}

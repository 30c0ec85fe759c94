package io.tenon.io;

import io.tenon.DType;
import io.tenon.Shape;
import io.tenon.ShapeError;
import io.tenon.Tensor;
import java.util.List;

/**
 * A tensor as a window into a storage, checked: no element lies outside. Transposed tensors, parts
 * of others and repeated ones (stride 0) are such windows.
 */
record StridedWindow(StorageRef storage, int offset, Shape shape, int[] strides) {
  /** PyTorch's limit, and short enough for a message. */
  private static final int MOST_DIMENSIONS = 64;

  /**
   * The window of a tensor.
   *
   * @param name the tensor's name for messages
   */
  static StridedWindow of(InputFile file, String name, TensorRef tensor)
      throws FileFormatException {
    StorageRef storage = tensor.storage();
    List<Object> size = tensor.size().items();
    List<Object> stride = tensor.stride().items();
    if (size.size() != stride.size() || size.size() > MOST_DIMENSIONS) {
      throw file.wrong(name + " has " + size.size() + " sizes and " + stride.size() + " strides");
    }
    if (storage.elements() > Integer.MAX_VALUE) {
      throw file.wrong(
          name + "'s storage has " + storage.elements() + " elements, more than 2,147,483,647");
    }
    int[] sizes = new int[size.size()];
    int[] strides = new int[size.size()];
    // The last element; below 2³¹ · 2³¹ · 64 in any step before it is found outside.
    long last = tensor.offset();
    for (int d = 0; d < sizes.length; d++) {
      if (!(size.get(d) instanceof Long s) || s < 0 || s > Integer.MAX_VALUE) {
        throw file.wrong(name + " has a size that is none");
      }
      if (!(stride.get(d) instanceof Long step) || step < 0) {
        throw file.wrong(name + " has a stride that is none");
      }
      sizes[d] = s.intValue();
      // A step that is never made may be any.
      strides[d] = s > 1 ? (int) Math.min(step, Integer.MAX_VALUE) : 0;
      last += s > 1 && last >= 0 && last < storage.elements() ? (s - 1) * strides[d] : 0;
    }
    Shape shape = Shape.of(sizes);
    int elements;
    try {
      elements = shape.elements();
    } catch (ShapeError e) {
      throw file.wrong(name + ": " + e.problem());
    }
    if (elements == 0) {
      return new StridedWindow(storage, 0, shape, strides);
    }
    if (tensor.offset() < 0 || last >= storage.elements()) {
      throw file.wrong(
          name
              + " of shape "
              + shape
              + " goes beyond its storage of "
              + storage.elements()
              + " elements");
    }
    return new StridedWindow(storage, (int) tensor.offset(), shape, strides);
  }

  /** Whether this is the whole storage in its order. */
  boolean isWhole() {
    int expected = 1;
    for (int d = strides.length - 1; d >= 0; d--) {
      int size = shape.size(d);
      if (size > 1 && strides[d] != expected) {
        return false;
      }
      expected *= size;
    }
    return offset == 0 && shape.elements() == storage.elements();
  }

  /** The window's elements, contiguous, out of all elements of the storage. */
  Tensor copy(Tensor whole) {
    Tensor copy = Elements.empty(shape, whole.dtype());
    int[] index = new int[strides.length];
    int from = offset;
    for (int to = 0; to < copy.numel(); to++) {
      if (whole.dtype() == DType.FLOAT32) {
        copy.floats()[to] = whole.floats()[from];
      } else {
        copy.longs()[to] = whole.longs()[from];
      }
      from += step(index);
    }
    return copy;
  }

  /** Moves to the next element, row-major; how far that is in the storage. */
  private int step(int[] index) {
    int moved = 0;
    for (int d = index.length - 1; d >= 0; d--) {
      if (++index[d] < shape.size(d)) {
        return moved + strides[d];
      }
      moved -= (index[d] - 1) * strides[d];
      index[d] = 0;
    }
    return moved;
  }
}

package io.tenon.io;

import io.tenon.DType;
import io.tenon.Shape;
import io.tenon.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Turns the bytes of a tensor's elements into the tensor, some at a time. */
final class Elements {
  /** Bytes that are moved at once. */
  static final int CHUNK = 1 << 16;

  private Elements() {}

  /** As many elements as the shape has, row-major. Whether they can be there is checked before. */
  static Tensor read(
      InputFile file, ByteSource source, StoredType type, ByteOrder order, Shape shape)
      throws IOException {
    file.reserve(shape, type.dtype());
    Tensor tensor = empty(shape, type.dtype());
    int bytes = type.bytes();
    ByteBuffer chunk =
        ByteBuffer.allocate((int) Math.min(CHUNK, (long) tensor.numel() * bytes)).order(order);
    for (int at = 0; at < tensor.numel(); ) {
      int count = Math.min(tensor.numel() - at, CHUNK / bytes);
      chunk.clear().limit(count * bytes);
      source.fill(chunk);
      if (!type.read(chunk.flip(), tensor, at)) {
        throw file.wrong("a tensor of type " + type + " has a number that torch.int64 can't hold");
      }
      at += count;
    }
    return tensor;
  }

  /** With data also where {@link Tensor#zeros} makes one without. */
  static Tensor empty(Shape shape, DType dtype) {
    int[] sizes = shape.toArray();
    return dtype == DType.FLOAT32
        ? Tensor.of(new float[shape.elements()], sizes)
        : Tensor.of(new long[shape.elements()], sizes);
  }

  /** Puts elements from {@code at} on into a buffer, as many as fit, and says how many. */
  static int write(Tensor tensor, int at, ByteBuffer chunk) {
    int bytes = tensor.dtype().bytes();
    int count = Math.min(tensor.numel() - at, CHUNK / bytes);
    chunk.clear();
    if (tensor.dtype() == DType.FLOAT32) {
      chunk.asFloatBuffer().put(tensor.floats(), tensor.offset() + at, count);
    } else {
      chunk.asLongBuffer().put(tensor.longs(), tensor.offset() + at, count);
    }
    chunk.limit(count * bytes);
    return count;
  }
}

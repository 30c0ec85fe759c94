package io.tenon.io;

import io.tenon.DType;
import io.tenon.Tensor;
import java.nio.ByteBuffer;
import java.nio.ShortBuffer;

/** A type of elements that a safetensors file may hold and that becomes one of {@link DType}. */
enum StoredType {
  F32(DType.FLOAT32, 4),
  I64(DType.INT64, 8),
  /** IEEE half precision; every half is a float. */
  F16(DType.FLOAT32, 2),
  /** The upper half of a float. */
  BF16(DType.FLOAT32, 2),
  /** Rounded to the nearest float. */
  F64(DType.FLOAT32, 8),
  /** A byte each; true becomes 1. Masks of integers mean the same as masks of bools. */
  BOOL(DType.INT64, 1);

  private final DType dtype;
  private final int bytes;

  StoredType(DType dtype, int bytes) {
    this.dtype = dtype;
    this.bytes = bytes;
  }

  /** The type of the tensor that is read. */
  DType dtype() {
    return dtype;
  }

  /** Bytes per element in the file. */
  int bytes() {
    return bytes;
  }

  /**
   * Moves all elements of {@code from}, little-endian, to {@code to} from element {@code at} on.
   */
  void read(ByteBuffer from, Tensor to, int at) {
    int count = from.remaining() / bytes;
    switch (this) {
      case F32 -> from.asFloatBuffer().get(to.floats(), at, count);
      case I64 -> from.asLongBuffer().get(to.longs(), at, count);
      case F16 -> {
        ShortBuffer halves = from.asShortBuffer();
        for (int i = 0; i < count; i++) {
          to.floats()[at + i] = half(halves.get(i));
        }
      }
      case BF16 -> {
        ShortBuffer halves = from.asShortBuffer();
        for (int i = 0; i < count; i++) {
          to.floats()[at + i] = Float.intBitsToFloat(halves.get(i) << 16);
        }
      }
      case BOOL -> {
        for (int i = 0; i < count; i++) {
          to.longs()[at + i] = from.get(from.position() + i) == 0 ? 0 : 1;
        }
      }
      case F64 -> {
        for (int i = 0; i < count; i++) {
          to.floats()[at + i] = (float) from.getDouble(from.position() + i * Double.BYTES);
        }
      }
    }
  }

  /** A half as a float. {@code Float.float16ToFloat} came with JDK 20. */
  static float half(short bits) {
    int exponent = bits >> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    int sign = bits & 0x8000;
    if (exponent == 0) {
      float magnitude = fraction * 0x1p-24f;
      return sign == 0 ? magnitude : -magnitude;
    }
    int widened = exponent == 0x1f ? 0xff : exponent - 15 + 127;
    return Float.intBitsToFloat(sign << 16 | widened << 23 | fraction << 13);
  }
}

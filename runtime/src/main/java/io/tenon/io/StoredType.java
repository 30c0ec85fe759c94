package io.tenon.io;

import io.tenon.DType;
import io.tenon.Tensor;
import java.nio.ByteBuffer;
import java.nio.ShortBuffer;

/** A type of elements that a file may hold and that becomes one of {@link DType}. */
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
  BOOL(DType.INT64, 1),
  I32(DType.INT64, 4),
  I16(DType.INT64, 2),
  I8(DType.INT64, 1),
  U8(DType.INT64, 1),
  U16(DType.INT64, 2),
  U32(DType.INT64, 4),
  /** Only numbers below 2⁶³ are read. */
  U64(DType.INT64, 8);

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
   * Moves all elements of {@code from}, in its byte order, to {@code to} from element {@code at}
   * on.
   *
   * @return whether {@code to} can hold them all
   */
  boolean read(ByteBuffer from, Tensor to, int at) {
    int count = from.remaining() / bytes;
    if (this == F32) {
      from.asFloatBuffer().get(to.floats(), at, count);
    } else if (dtype == DType.FLOAT32) {
      readFloats(from, to.floats(), at, count);
    } else {
      readLongs(from, to.longs(), at, count);
    }
    return this != U64 || noneNegative(to.longs(), at, count);
  }

  private void readFloats(ByteBuffer from, float[] to, int at, int count) {
    if (this == F64) {
      for (int i = 0; i < count; i++) {
        to[at + i] = (float) from.getDouble();
      }
      return;
    }
    ShortBuffer halves = from.asShortBuffer();
    for (int i = 0; i < count; i++) {
      short bits = halves.get(i);
      to[at + i] = this == F16 ? half(bits) : Float.intBitsToFloat(bits << 16);
    }
  }

  private void readLongs(ByteBuffer from, long[] to, int at, int count) {
    for (int i = at; i < at + count; i++) {
      to[i] =
          switch (this) {
            case BOOL -> from.get() == 0 ? 0 : 1;
            case I8 -> from.get();
            case U8 -> Byte.toUnsignedLong(from.get());
            case I16 -> from.getShort();
            case U16 -> Short.toUnsignedLong(from.getShort());
            case I32 -> from.getInt();
            case U32 -> Integer.toUnsignedLong(from.getInt());
            case I64, U64 -> from.getLong();
            case F16, BF16, F32, F64 -> throw new AssertionError(this);
          };
    }
  }

  private static boolean noneNegative(long[] numbers, int at, int count) {
    for (int i = at; i < at + count; i++) {
      if (numbers[i] < 0) {
        return false;
      }
    }
    return true;
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

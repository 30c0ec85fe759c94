package io.tenon.onnx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A protocol buffers message under construction: fields by number, in the order they are added. A
 * message inside is taken as it is when it is added, without a copy of its bytes.
 */
final class ProtoMessage {
  private static final int VARINT = 0;
  private static final int LENGTH = 2;
  private static final int FIXED_32 = 5;

  private final List<byte[]> parts = new ArrayList<>();
  private long length;

  /** How many bytes the message has. */
  long length() {
    return length;
  }

  /** An integer, or the number of an enum's constant. */
  ProtoMessage number(int field, long value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    varint(bytes, (long) field << 3 | VARINT);
    varint(bytes, value);
    return add(bytes.toByteArray());
  }

  /** A 32-bit float. */
  ProtoMessage decimal(int field, float value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    varint(bytes, (long) field << 3 | FIXED_32);
    int bits = Float.floatToIntBits(value);
    for (int shift = 0; shift < 32; shift += 8) {
      bytes.write(bits >>> shift);
    }
    return add(bytes.toByteArray());
  }

  /** A string. */
  ProtoMessage text(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  /** Bytes, which are not copied. */
  ProtoMessage bytes(int field, byte[] value) {
    begin(field, value.length);
    return add(value);
  }

  /** A message, whole: what is added to it later is lost. */
  ProtoMessage message(int field, ProtoMessage value) {
    begin(field, value.length);
    value.parts.forEach(this::add);
    return this;
  }

  private void begin(int field, long size) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    varint(bytes, (long) field << 3 | LENGTH);
    varint(bytes, size);
    add(bytes.toByteArray());
  }

  private ProtoMessage add(byte[] part) {
    parts.add(part);
    length += part.length;
    return this;
  }

  /** Seven bits a byte, the lowest first; the eighth says that more follow. */
  private static void varint(ByteArrayOutputStream bytes, long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes.write((int) (rest & 0x7F | 0x80));
      rest >>>= 7;
    }
    bytes.write((int) rest);
  }

  /** Whether two messages that were made alike have the same bytes. */
  boolean sameAs(ProtoMessage other) {
    boolean same = length == other.length && parts.size() == other.parts.size();
    for (int i = 0; same && i < parts.size(); i++) {
      same = Arrays.equals(parts.get(i), other.parts.get(i));
    }
    return same;
  }

  /** Writes all bytes. */
  void writeTo(WritableByteChannel channel) throws IOException {
    for (byte[] part : parts) {
      ByteBuffer buffer = ByteBuffer.wrap(part);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    }
  }
}

package io.tenon.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Little-endian numbers, one after the other, out of a part of a file that has a name and an end.
 */
final class ByteReader implements ByteSource {
  private final InputFile file;
  private final String what;
  private final ByteSource source;
  private final long length;
  private final ByteBuffer buffer =
      ByteBuffer.allocate(1 << 13).order(ByteOrder.LITTLE_ENDIAN).limit(0);
  private long filled;

  /**
   * Reads a part of a file.
   *
   * @param what its name in messages: {@code its data.pkl}
   * @param length its bytes
   */
  ByteReader(InputFile file, String what, ByteSource source, long length) {
    this.file = file;
    this.what = what;
    this.source = source;
    this.length = length;
  }

  /** How many bytes were read. */
  long position() {
    return filled - buffer.remaining();
  }

  /** How many bytes follow. */
  long remaining() {
    return length - position();
  }

  /** The exception for what is wrong where this stands. */
  FileFormatException wrong(String problem) {
    return file.wrong(what + " at byte " + position() + ": " + problem);
  }

  int u1() throws IOException {
    require(1);
    return buffer.get() & 0xff;
  }

  int u2() throws IOException {
    require(2);
    return buffer.getShort() & 0xffff;
  }

  int i4() throws IOException {
    require(4);
    return buffer.getInt();
  }

  long u4() throws IOException {
    return i4() & 0xffffffffL;
  }

  long i8() throws IOException {
    require(8);
    return buffer.getLong();
  }

  /**
   * So many bytes.
   *
   * @param count unsigned, as it was read
   * @param most how many make sense
   */
  byte[] bytes(long count, int most) throws IOException {
    if (count < 0 || count > remaining()) {
      throw wrong("it claims " + Long.toUnsignedString(count) + " bytes of " + remaining());
    }
    if (count > most) {
      throw wrong("it has " + count + " bytes where " + most + " are the most that is read");
    }
    byte[] bytes = new byte[(int) count];
    for (int at = 0; at < bytes.length; ) {
      require(1);
      int part = Math.min(buffer.remaining(), bytes.length - at);
      buffer.get(bytes, at, part);
      at += part;
    }
    return bytes;
  }

  @Override
  public void fill(ByteBuffer target) throws IOException {
    while (target.hasRemaining()) {
      require(1);
      ByteBuffer part = buffer.slice();
      part.limit(Math.min(part.limit(), target.remaining()));
      buffer.position(buffer.position() + part.limit());
      target.put(part);
    }
  }

  private void require(int count) throws IOException {
    if (buffer.remaining() >= count) {
      return;
    }
    if (remaining() < count) {
      throw wrong("it is cut off");
    }
    buffer.compact();
    int more = (int) Math.min(buffer.remaining(), length - filled);
    buffer.limit(buffer.position() + more);
    source.fill(buffer);
    filled += more;
    buffer.flip();
  }
}

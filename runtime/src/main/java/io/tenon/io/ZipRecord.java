package io.tenon.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * One file of a zip archive, as the archive's directory describes it.
 *
 * @param header where its local header begins
 * @param stored how many bytes it takes in the archive
 * @param size how many bytes it is
 * @param crc their checksum
 * @param end where the next record or the directory begins: its bytes can't go beyond
 */
record ZipRecord(
    String name, boolean deflated, long header, long stored, long size, int crc, long end) {
  /** Bytes of a local header before the name. */
  static final int LOCAL_LENGTH = 30;

  private static final int ENTRY = 0x02014b50;

  /** Deflate's own limit: no byte stands for more. */
  private static final long MOST_INFLATED = 1032;

  /** What a field of four bytes holds when the number is in the extra field. */
  private static final long ELSEWHERE = 0xffffffffL;

  /** Reads an entry of the directory, which is yet to be {@link #bounded}. */
  static ZipRecord read(ByteReader reader) throws IOException {
    if (reader.i4() != ENTRY) {
      throw reader.wrong("no entry begins here");
    }
    reader.i4();
    int flags = reader.u2();
    int method = reader.u2();
    reader.i4();
    int crc = reader.i4();
    long stored = reader.u4();
    long size = reader.u4();
    int nameLength = reader.u2();
    int extraLength = reader.u2();
    int commentLength = reader.u2();
    reader.i8();
    long header = reader.u4();
    // Names that are not UTF-8 are not names of tensors either; they are only told apart.
    String name = new String(reader.bytes(nameLength, nameLength), StandardCharsets.UTF_8);
    ByteBuffer extra = ByteBuffer.wrap(reader.bytes(extraLength, extraLength));
    reader.bytes(commentLength, commentLength);
    if ((flags & 1) != 0 || method != 0 && method != 8) {
      throw reader.wrong(
          "its entry '"
              + JsonText.shown(name)
              + "' is "
              + ((flags & 1) != 0 ? "encrypted" : "compressed by method " + method)
              + "; only stored and deflated entries are read");
    }
    ByteBuffer large = zip64(extra.order(ByteOrder.LITTLE_ENDIAN));
    // Only those that didn't fit are there, in this order.
    size = widened(size, large);
    stored = widened(stored, large);
    header = widened(header, large);
    return new ZipRecord(name, method == 8, header, stored, size, crc, 0);
  }

  /** The part of an extra field that has the large numbers; empty if there is none. */
  private static ByteBuffer zip64(ByteBuffer extra) {
    while (extra.remaining() >= 4) {
      int kind = extra.getShort();
      int length = Math.min(extra.getShort() & 0xffff, extra.remaining());
      if (kind == 1) {
        return extra.limit(extra.position() + length);
      }
      extra.position(extra.position() + length);
    }
    return extra.limit(extra.position());
  }

  private static long widened(long number, ByteBuffer large) {
    return number == ELSEWHERE && large.remaining() >= 8 ? large.getLong() : number;
  }

  /**
   * This record, whose bytes are all before {@code end}.
   *
   * @throws FileFormatException if they can't be
   */
  ZipRecord bounded(InputFile file, long end) throws FileFormatException {
    long room = end - header - LOCAL_LENGTH;
    if (header < 0 || stored < 0 || stored > room) {
      throw file.wrong(
          "its entry "
              + quoted()
              + " claims bytes that are not there or are another's: the file is cut off or damaged");
    }
    long most = deflated ? stored * MOST_INFLATED : stored;
    if (size < 0 || size > most || !deflated && size != stored) {
      throw file.wrong(
          "its entry "
              + quoted()
              + " claims "
              + Long.toUnsignedString(size)
              + " bytes, but the "
              + stored
              + " that are stored can't be those");
    }
    return new ZipRecord(name, deflated, header, stored, size, crc, end);
  }

  /** The name for messages. */
  String quoted() {
    return "'" + JsonText.shown(name) + "'";
  }
}

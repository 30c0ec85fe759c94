package io.tenon.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/** The bytes of a zip archive's record, whose checksum is compared when the last was read. */
final class CheckedBytes implements ByteSource {
  private final InputFile file;
  private final ZipRecord record;
  private final ByteSource bytes;
  private final CRC32 crc = new CRC32();
  private long left;

  CheckedBytes(InputFile file, ZipRecord record, ByteSource bytes) {
    this.file = file;
    this.record = record;
    this.bytes = bytes;
    this.left = record.size();
  }

  @Override
  public void fill(ByteBuffer buffer) throws IOException {
    ByteBuffer filled = buffer.slice();
    bytes.fill(buffer);
    left -= filled.remaining();
    crc.update(filled);
    if (left == 0 && (int) crc.getValue() != record.crc()) {
      throw file.wrong("its entry " + record.quoted() + " is damaged");
    }
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }
}

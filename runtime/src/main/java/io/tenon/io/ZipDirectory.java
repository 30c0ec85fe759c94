package io.tenon.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The directory at the end of a zip archive, checked: no name stands twice, no two records share
 * bytes, and none claims more than its bytes can inflate to. So all records together are never much
 * larger than the file is, however they are made.
 *
 * <p>{@code java.util.zip.ZipFile} checks none of the three. Names are keys here; nothing is ever
 * unpacked to a path.
 */
final class ZipDirectory {
  private static final int END = 0x06054b50;
  private static final int ZIP64_END = 0x06064b50;
  private static final int ZIP64_LOCATOR = 0x07064b50;
  private static final int LOCAL = 0x04034b50;
  private static final int END_LENGTH = 22;
  private static final int LONGEST_COMMENT = 0xffff;
  private static final int ENTRY_LENGTH = 46;
  private static final int MOST_RECORDS = 1_000_000;

  private final InputFile file;
  private final Map<String, ZipRecord> records;

  private ZipDirectory(InputFile file, Map<String, ZipRecord> records) {
    this.file = file;
    this.records = records;
  }

  /** Reads the directory of a file that begins as a zip archive does. */
  static ZipDirectory of(InputFile file) throws IOException {
    int tail = (int) Math.min(file.size(), END_LENGTH + LONGEST_COMMENT);
    ByteBuffer bytes = file.peek(file.size() - tail, tail);
    int at = tail - END_LENGTH;
    while (at >= 0 && !(bytes.getInt(at) == END && comment(bytes, at) == tail - END_LENGTH - at)) {
      at--;
    }
    if (at < 0) {
      throw file.wrong("it is a zip archive that is cut off: its directory at the end is missing");
    }
    long end = file.size() - tail + at;
    long count = bytes.getShort(at + 10) & 0xffff;
    long length = bytes.getInt(at + 12) & 0xffffffffL;
    long start = bytes.getInt(at + 16) & 0xffffffffL;
    ByteBuffer locator = file.peek(Math.max(0, end - 20), 20);
    if (locator.remaining() == 20 && locator.getInt(0) == ZIP64_LOCATOR) {
      long large = locator.getLong(8);
      ByteBuffer zip64 = large < 0 || large > end ? locator : file.peek(large, 56);
      if (zip64.remaining() < 56 || zip64.getInt(0) != ZIP64_END) {
        throw file.wrong("its zip64 directory is not where it says");
      }
      end = large;
      count = zip64.getLong(32);
      length = zip64.getLong(40);
      start = zip64.getLong(48);
    }
    if (start < 0 || length < 0 || start > end || length > end - start) {
      throw file.wrong("its zip directory claims bytes that are not there: it is cut off");
    }
    if (count < 0 || count > MOST_RECORDS || count * ENTRY_LENGTH > length) {
      throw file.wrong("its zip directory claims " + count + " entries in " + length + " bytes");
    }
    return new ZipDirectory(file, records(file, start, length, count));
  }

  private static int comment(ByteBuffer bytes, int at) {
    return bytes.getShort(at + 20) & 0xffff;
  }

  private static Map<String, ZipRecord> records(InputFile file, long start, long length, long count)
      throws IOException {
    ByteReader reader = new ByteReader(file, "its zip directory", file.from(start), length);
    List<ZipRecord> inOrder = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      inOrder.add(ZipRecord.read(reader));
    }
    List<ZipRecord> byPlace = new ArrayList<>(inOrder);
    byPlace.sort(Comparator.comparingLong(ZipRecord::header));
    Map<String, ZipRecord> bounded = new LinkedHashMap<>();
    for (ZipRecord record : inOrder) {
      if (bounded.put(record.name(), record) != null) {
        throw file.wrong("its entry " + record.quoted() + " stands there twice");
      }
    }
    for (int i = 0; i < byPlace.size(); i++) {
      ZipRecord record = byPlace.get(i);
      long end = i + 1 < byPlace.size() ? byPlace.get(i + 1).header() : start;
      bounded.put(record.name(), record.bounded(file, end));
    }
    return bounded;
  }

  /** All records by name, in the directory's order. */
  Map<String, ZipRecord> records() {
    return records;
  }

  /** The bytes of a record, inflated if need be. */
  ByteSource open(ZipRecord record) throws IOException {
    ByteBuffer local = file.peek(record.header(), ZipRecord.LOCAL_LENGTH);
    if (local.remaining() < ZipRecord.LOCAL_LENGTH || local.getInt(0) != LOCAL) {
      throw file.wrong("its entry " + record.quoted() + " is not where the zip directory says");
    }
    long name = local.getShort(26) & 0xffff;
    long extra = local.getShort(28) & 0xffff;
    long start = record.header() + ZipRecord.LOCAL_LENGTH + name + extra;
    if (record.stored() > record.end() - start) {
      throw file.wrong("its entry " + record.quoted() + " goes on into what follows it");
    }
    ByteSource bytes = file.from(start);
    return record.deflated()
        ? new InflatedBytes(file, "its entry " + record.quoted(), bytes, record.stored())
        : bytes;
  }

  /** As {@link #open}, and all of its bytes have to have the checksum that the directory says. */
  ByteSource openChecked(ZipRecord record) throws IOException {
    return new CheckedBytes(file, record, open(record));
  }
}

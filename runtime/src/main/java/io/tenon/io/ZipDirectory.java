package io.tenon.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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
  private static final int ENTRY = 0x02014b50;
  private static final int LOCAL = 0x04034b50;
  private static final int END_LENGTH = 22;
  private static final int LONGEST_COMMENT = 0xffff;
  private static final int ENTRY_LENGTH = 46;
  private static final int LOCAL_LENGTH = 30;
  private static final int MOST_RECORDS = 1_000_000;

  /** Deflate's own limit: no byte stands for more. */
  private static final long MOST_INFLATED = 1032;

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
      inOrder.add(record(reader));
    }
    List<ZipRecord> byPlace = new ArrayList<>(inOrder);
    byPlace.sort(Comparator.comparingLong(ZipRecord::header));
    Map<String, ZipRecord> bounded = new LinkedHashMap<>();
    for (ZipRecord record : inOrder) {
      if (bounded.put(record.name(), record) != null) {
        throw file.wrong("its entry " + quoted(record) + " stands there twice");
      }
    }
    for (int i = 0; i < byPlace.size(); i++) {
      ZipRecord record = byPlace.get(i);
      long end = i + 1 < byPlace.size() ? byPlace.get(i + 1).header() : start;
      bounded.put(record.name(), bounded(file, record, end));
    }
    return bounded;
  }

  private static ZipRecord record(ByteReader reader) throws IOException {
    if (reader.i4() != ENTRY) {
      throw reader.wrong("no entry begins here");
    }
    reader.i4();
    int flags = reader.u2();
    int method = reader.u2();
    reader.i8();
    long stored = reader.u4();
    long size = reader.u4();
    int name = reader.u2();
    int extra = reader.u2();
    int comment = reader.u2();
    reader.i8();
    long header = reader.u4();
    // Names that are not UTF-8 are not names of tensors either; they are only told apart.
    String text = new String(reader.bytes(name, name), StandardCharsets.UTF_8);
    for (int left = extra; left >= 4; ) {
      int kind = reader.u2();
      int bytes = reader.u2();
      left -= 4 + bytes;
      if (left < 0) {
        throw reader.wrong("its entry '" + JsonText.shown(text) + "' has a broken extra field");
      }
      int used = 0;
      if (kind == 1) {
        // Only those that didn't fit, in this order.
        if (size == 0xffffffffL && used + 8 <= bytes) {
          size = reader.i8();
          used += 8;
        }
        if (stored == 0xffffffffL && used + 8 <= bytes) {
          stored = reader.i8();
          used += 8;
        }
        if (header == 0xffffffffL && used + 8 <= bytes) {
          header = reader.i8();
          used += 8;
        }
      }
      reader.bytes(bytes - used, 0xffff);
      if (left < 4) {
        reader.bytes(left, 4);
      }
      extra = 0;
    }
    reader.bytes(extra + comment, 2 * 0xffff);
    if ((flags & 1) != 0 || method != 0 && method != 8) {
      throw reader.wrong(
          "its entry '"
              + JsonText.shown(text)
              + "' is "
              + ((flags & 1) != 0 ? "encrypted" : "compressed by method " + method)
              + "; only stored and deflated entries are read");
    }
    return new ZipRecord(text, method == 8, header, 0, stored, size);
  }

  private static ZipRecord bounded(InputFile file, ZipRecord record, long end)
      throws FileFormatException {
    long room = end - record.header() - LOCAL_LENGTH;
    if (record.header() < 0 || record.stored() < 0 || record.stored() > room) {
      throw file.wrong(
          "its entry "
              + quoted(record)
              + " claims bytes that are not there or are another's: the file is cut off or damaged");
    }
    long most = record.deflated() ? record.stored() * MOST_INFLATED : record.stored();
    if (record.size() < 0 || record.size() > most || !record.deflated() && record.size() != most) {
      throw file.wrong(
          "its entry "
              + quoted(record)
              + " claims "
              + Long.toUnsignedString(record.size())
              + " bytes, but the "
              + record.stored()
              + " that are stored can't be those");
    }
    return new ZipRecord(
        record.name(), record.deflated(), record.header(), end, record.stored(), record.size());
  }

  /** All records by name, in the directory's order. */
  Map<String, ZipRecord> records() {
    return records;
  }

  /** The bytes of a record, inflated if need be. */
  ByteSource open(ZipRecord record) throws IOException {
    ByteBuffer local = file.peek(record.header(), LOCAL_LENGTH);
    if (local.remaining() < LOCAL_LENGTH || local.getInt(0) != LOCAL) {
      throw file.wrong("its entry " + quoted(record) + " is not where the zip directory says");
    }
    long name = local.getShort(26) & 0xffff;
    long extra = local.getShort(28) & 0xffff;
    long start = record.header() + LOCAL_LENGTH + name + extra;
    if (record.stored() > record.end() - start) {
      throw file.wrong("its entry " + quoted(record) + " goes on into what follows it");
    }
    ByteSource bytes = file.from(start);
    return record.deflated()
        ? new InflatedBytes(file, "its entry " + quoted(record), bytes, record.stored())
        : bytes;
  }

  /** A record's name for messages. */
  static String quoted(ZipRecord record) {
    return "'" + JsonText.shown(record.name()) + "'";
  }
}

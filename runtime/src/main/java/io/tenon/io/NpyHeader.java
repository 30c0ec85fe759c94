package io.tenon.io;

import io.tenon.Shape;
import io.tenon.ShapeError;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What stands before the numbers of a {@code .npy} file, versions 1.0 to 3.0: a dict in Python's
 * words. Only these three keys, in the forms that numpy writes, are understood; nothing is
 * evaluated.
 *
 * @param fortran whether the first dimension's elements stand together, not the last's
 */
record NpyHeader(StoredType type, ByteOrder order, boolean fortran, Shape shape) {
  /** numpy's own limit. */
  private static final int LONGEST = 10_000;

  private static final int MOST_DIMENSIONS = 64;

  private static final Map<String, StoredType> TYPES =
      Map.ofEntries(
          Map.entry("f2", StoredType.F16),
          Map.entry("f4", StoredType.F32),
          Map.entry("f8", StoredType.F64),
          Map.entry("i1", StoredType.I8),
          Map.entry("i2", StoredType.I16),
          Map.entry("i4", StoredType.I32),
          Map.entry("i8", StoredType.I64),
          Map.entry("u1", StoredType.U8),
          Map.entry("u2", StoredType.U16),
          Map.entry("u4", StoredType.U32),
          Map.entry("u8", StoredType.U64),
          Map.entry("b1", StoredType.BOOL));

  /** Reads the header from a file's first byte on, and leaves the reader at the first number. */
  static NpyHeader of(ByteReader in) throws IOException {
    if (in.u1() != 0x93 || !ascii(in.bytes(5, 5)).equals("NUMPY")) {
      throw in.wrong("it is no .npy file: that begins with \\x93NUMPY");
    }
    int major = in.u1();
    int minor = in.u1();
    if (major < 1 || major > 3 || minor != 0) {
      throw in.wrong("its version is " + major + "." + minor + ", but 1.0, 2.0 and 3.0 are read");
    }
    long length = major == 1 ? in.u2() : in.u4();
    return new Parser(in, ascii(in.bytes(length, LONGEST))).header();
  }

  /** Names beyond ASCII are those of fields, which are refused whatever they are. */
  private static String ascii(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** How many bytes the numbers take. */
  long bytes() {
    return (long) shape.elements() * type.bytes();
  }

  /** The dict, read word by word. */
  private static final class Parser {
    private final ByteReader in;
    private final String text;
    private int at;

    private StoredType type;
    private ByteOrder order;
    private Boolean fortran;
    private Shape shape;

    Parser(ByteReader in, String text) {
      this.in = in;
      this.text = text;
    }

    NpyHeader header() throws FileFormatException {
      expect('{');
      while (!follows('}')) {
        entry();
        if (!follows(',')) {
          expect('}');
          break;
        }
      }
      space();
      if (at != text.length() || type == null || fortran == null || shape == null) {
        throw wrong("it should be a dict of descr, fortran_order and shape");
      }
      return new NpyHeader(type, order, fortran, shape);
    }

    private void entry() throws FileFormatException {
      String key = string();
      expect(':');
      if (key.equals("descr") && type == null) {
        descr();
      } else if (key.equals("fortran_order") && fortran == null) {
        fortran = follows("True");
        if (!fortran && !follows("False")) {
          throw wrong("fortran_order is neither True nor False");
        }
      } else if (key.equals("shape") && shape == null) {
        shape();
      } else {
        throw wrong("it has the key '" + JsonText.shown(key) + "' twice or too much");
      }
    }

    private void descr() throws FileFormatException {
      space();
      if (at < text.length() && text.charAt(at) == '[') {
        throw wrong("arrays of records are not read. Fix: save each field as an array");
      }
      String descr = string();
      if (descr.endsWith("O")) {
        throw wrong(
            "arrays of objects are pickles and not read. Fix: save numbers, with"
                + " array.astype('float32')");
      }
      type = descr.length() == 3 ? TYPES.get(descr.substring(1)) : null;
      int prefix = type == null ? -1 : "<>|".indexOf(descr.charAt(0));
      if (prefix < 0 || prefix == 2 && type.bytes() > 1) {
        throw wrong(
            "its type is '"
                + JsonText.shown(descr)
                + "', but only numbers of 1 to 8 bytes and bools are read. Fix:"
                + " array.astype('float32') or array.astype('int64')");
      }
      order = prefix == 1 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    private void shape() throws FileFormatException {
      expect('(');
      List<Integer> sizes = new ArrayList<>();
      boolean comma = true;
      while (!follows(')')) {
        if (!comma || sizes.size() == MOST_DIMENSIONS) {
          throw wrong("its shape is none of at most " + MOST_DIMENSIONS + " dimensions");
        }
        sizes.add(size());
        comma = follows(',');
      }
      if (sizes.size() == 1 && !comma) {
        throw wrong("its shape is a number, not a tuple");
      }
      shape = Shape.of(sizes.stream().mapToInt(Integer::intValue).toArray());
      try {
        shape.elements();
      } catch (ShapeError e) {
        throw wrong(e.problem());
      }
    }

    private int size() throws FileFormatException {
      space();
      long size = 0;
      int start = at;
      while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
        size = Math.min(size * 10 + text.charAt(at++) - '0', Integer.MAX_VALUE + 1L);
      }
      if (at == start || size > Integer.MAX_VALUE) {
        throw wrong("its shape has a size that is none");
      }
      // Python 2's long numbers.
      follows('L');
      return (int) size;
    }

    private String string() throws FileFormatException {
      space();
      char quote = at < text.length() ? text.charAt(at) : ' ';
      int end = quote == '\'' || quote == '"' ? text.indexOf(quote, at + 1) : -1;
      if (end < 0 || text.substring(at, end).indexOf('\\') >= 0) {
        throw wrong("expected a text at character " + at);
      }
      String string = text.substring(at + 1, end);
      at = end + 1;
      return string;
    }

    private void expect(char wanted) throws FileFormatException {
      if (!follows(wanted)) {
        throw wrong("expected '" + wanted + "' at character " + at);
      }
    }

    private boolean follows(char wanted) {
      return follows(String.valueOf(wanted));
    }

    private boolean follows(String wanted) {
      space();
      boolean follows = text.startsWith(wanted, at);
      at += follows ? wanted.length() : 0;
      return follows;
    }

    private void space() {
      while (at < text.length() && " \n".indexOf(text.charAt(at)) >= 0) {
        at++;
      }
    }

    private FileFormatException wrong(String problem) {
      return in.wrong("the header is not what it should be: " + problem);
    }
  }
}

package io.tenon.io;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A strict reader of the JSON that safetensors headers are written in: objects, arrays, strings and
 * whole numbers. Bounded in depth; refuses a key that stands twice, and whatever else two readers
 * could understand differently.
 *
 * <p>Values are {@code Map<String, Object>} in the order of the text, {@code List<Object>}, {@code
 * String} and {@code Long}.
 */
final class JsonText {
  private static final int DEEPEST = 8;
  private static final int LONGEST_SHOWN = 80;

  private final String text;
  private int at;

  private JsonText(String text) {
    this.text = text;
  }

  /**
   * The object that the text is; spaces may follow.
   *
   * @throws IllegalArgumentException if it is none; the message says what is wrong, and where
   */
  static Map<String, Object> object(String text) {
    JsonText reader = new JsonText(text);
    Map<String, Object> object = reader.object(0);
    reader.space();
    if (reader.at < text.length()) {
      throw reader.wrong("the end");
    }
    return object;
  }

  private Object value(int depth) {
    if (depth > DEEPEST) {
      throw new IllegalArgumentException("it is nested too deeply at character " + at);
    }
    return switch (peek()) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> string();
      default -> number();
    };
  }

  private Map<String, Object> object(int depth) {
    Map<String, Object> object = new LinkedHashMap<>();
    expect('{');
    if (peek() == '}') {
      at++;
      return object;
    }
    do {
      int start = at;
      String key = string();
      expect(':');
      if (object.containsKey(key)) {
        throw new IllegalArgumentException(
            "the key \"" + shown(key) + "\" stands there twice, again at character " + start);
      }
      object.put(key, value(depth + 1));
    } while (follows('}'));
    return object;
  }

  private List<Object> array(int depth) {
    List<Object> array = new ArrayList<>();
    expect('[');
    if (peek() == ']') {
      at++;
      return array;
    }
    do {
      array.add(value(depth + 1));
    } while (follows(']'));
    return array;
  }

  /** Whether a comma follows, rather than the end. */
  private boolean follows(char end) {
    char next = peek();
    if (next != ',' && next != end) {
      throw wrong("',' or '" + end + "'");
    }
    at++;
    return next == ',';
  }

  private String string() {
    expect('"');
    StringBuilder string = new StringBuilder();
    while (true) {
      char c = next();
      if (c == '"') {
        return whole(string);
      } else if (c == '\\') {
        string.append(escaped());
      } else if (c < ' ') {
        throw wrong("no control character");
      } else {
        string.append(c);
      }
    }
  }

  /** Half a surrogate pair, which only an escape can write, could not be written again. */
  private String whole(CharSequence string) {
    if (string
        .codePoints()
        .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
      throw wrong("no half of a surrogate pair before this,");
    }
    return string.toString();
  }

  private char escaped() {
    char c = next();
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> throw wrong("an escape");
    };
  }

  private char unicode() {
    int code = 0;
    for (int i = 0; i < 4; i++) {
      char c = next();
      // Character.digit knows the digits of other scripts too.
      int digit = c < 128 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        throw wrong("four hexadecimal digits");
      }
      code = code * 16 + digit;
    }
    return (char) code;
  }

  private Long number() {
    int start = at;
    boolean negative = at < text.length() && text.charAt(at) == '-';
    at += negative ? 1 : 0;
    int digits = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    boolean zeros = at - digits > 1 && text.charAt(digits) == '0';
    if (at == digits || at - digits > 18 || zeros || negative) {
      at = start;
      throw wrong("a whole number that fits a file");
    }
    return Long.parseLong(text.substring(digits, at));
  }

  private void expect(char wanted) {
    if (peek() != wanted) {
      throw wrong("'" + wanted + "'");
    }
    at++;
  }

  private char peek() {
    space();
    if (at >= text.length()) {
      throw wrong("more");
    }
    return text.charAt(at);
  }

  private char next() {
    if (at >= text.length()) {
      throw wrong("more");
    }
    return text.charAt(at++);
  }

  private void space() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private IllegalArgumentException wrong(String expected) {
    return new IllegalArgumentException("expected " + expected + " at character " + at);
  }

  /** A string in quotes, for a writer. */
  static String quoted(String string) {
    return '"' + escaped(string) + '"';
  }

  /** A string that a message can quote: one line, and not a long one, whatever it holds. */
  static String shown(String string) {
    return string.length() <= LONGEST_SHOWN
        ? escaped(string)
        : escaped(string.substring(0, LONGEST_SHOWN)) + "...";
  }

  private static String escaped(String string) {
    StringBuilder quoted = new StringBuilder();
    for (char c : string.toCharArray()) {
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
        quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.toString();
  }
}

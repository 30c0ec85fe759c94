package io.tenon.processor.discover;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What {@code @Shape("N, 3, 32, 32")} says: sizes that are numbers or names. */
public record ShapeSpec(List<String> sizes) {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9]*");

  /**
   * Reads the annotation's text.
   *
   * @throws IllegalArgumentException if it can't be read; the message says why
   */
  static ShapeSpec parse(String text) {
    List<String> sizes = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      String size = part.strip();
      if (size.isEmpty()) {
        throw new IllegalArgumentException(
            text.isBlank() ? "it is empty" : "a size is missing between commas");
      }
      if (NUMBER.matcher(size).matches()) {
        if (Integer.parseInt(size) == 0) {
          throw new IllegalArgumentException("a size can't be 0");
        }
      } else if (!NAME.matcher(size).matches()) {
        throw new IllegalArgumentException("'" + size + "' is neither a number nor a name");
      }
      sizes.add(size);
    }
    return new ShapeSpec(List.copyOf(sizes));
  }

  /** Whether size {@code dim} is a name. */
  public boolean isSymbol(int dim) {
    return !Character.isDigit(sizes.get(dim).charAt(0));
  }

  /** {@code N, 3, 32, 32}. */
  @Override
  public String toString() {
    return String.join(", ", sizes);
  }
}

package io.tenon.nn;

import io.tenon.NumberText;
import io.tenon.op.Pair;
import java.util.Locale;

/** How Python writes values in a {@code repr}. */
final class Reprs {
  private Reprs() {}

  static String bool(boolean value) {
    return value ? "True" : "False";
  }

  /** A pair of equal numbers as the one number that it was given as. */
  static String pair(Pair pair) {
    return pair.h() == pair.w() ? Integer.toString(pair.h()) : pair.toString();
  }

  /** A number that PyTorch's default gives as an integer. */
  static String integral(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : number(value);
  }

  /** The shortest digits, {@code 1e-05} for small ones, {@code 0.1} for others. */
  static String number(double value) {
    double magnitude = Math.abs(value);
    if (magnitude != 0 && (magnitude < 1e-4 || magnitude >= 1e16)) {
      String[] parts = NumberText.of(value).toLowerCase(Locale.ROOT).split("e");
      String digits =
          parts[0].endsWith(".0") ? parts[0].substring(0, parts[0].length() - 2) : parts[0];
      int exponent = Integer.parseInt(parts[1]);
      return digits
          + "e"
          + (exponent < 0 ? "-" : "+")
          + String.format(Locale.ROOT, "%02d", Math.abs(exponent));
    }
    if (magnitude != 0 && (magnitude < 1e-3 || magnitude >= 1e7)) {
      String plain = new java.math.BigDecimal(NumberText.of(value)).toPlainString();
      return plain.contains(".") ? plain : plain + ".0";
    }
    return NumberText.of(value);
  }
}

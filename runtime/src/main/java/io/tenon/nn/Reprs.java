package io.tenon.nn;

import io.tenon.NumberText;
import java.math.BigDecimal;
import java.util.Locale;

/** How Python writes values in a {@code repr}. */
final class Reprs {
  /** Between these Python writes a float without an exponent. */
  private static final double PLAIN_FROM = 1e-4;

  private static final double EXPONENT_FROM = 1e16;

  private Reprs() {}

  /** A module's text as it stands inside another's. */
  static String indented(String text) {
    return text.replace("\n", "\n  ");
  }

  static String bool(boolean value) {
    return value ? "True" : "False";
  }

  /** A number that PyTorch's default gives as an integer. */
  static String integral(double value) {
    return value == Math.rint(value) && Math.abs(value) < EXPONENT_FROM
        ? Long.toString((long) value)
        : number(value);
  }

  /** The shortest digits, {@code 1e-05} for small ones, {@code 0.1} for others. */
  static String number(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
    }
    if (value == 0) {
      return Double.toString(value);
    }
    BigDecimal decimal = new BigDecimal(NumberText.of(value)).stripTrailingZeros();
    if (Math.abs(value) < PLAIN_FROM || Math.abs(value) >= EXPONENT_FROM) {
      int exponent = decimal.precision() - decimal.scale() - 1;
      return decimal.scaleByPowerOfTen(-exponent).toPlainString()
          + "e"
          + (exponent < 0 ? "-" : "+")
          + String.format(Locale.ROOT, "%02d", Math.abs(exponent));
    }
    String plain = decimal.toPlainString();
    return plain.contains(".") ? plain : plain + ".0";
  }
}

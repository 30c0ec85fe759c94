package io.tenon;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Numbers as text: the fewest digits that read back as the same number, the same on every JDK.
 * {@code Double.toString} has more digits than that before JDK 19, and text that decides whether
 * two graphs are alike must not depend on who wrote it.
 */
public final class NumberText {
  private static final int MOST_DIGITS = 17;

  private NumberText() {}

  /** {@code 0.1}, {@code 1.0E-5}; Java's syntax for all but infinities and NaN. */
  public static String of(double value) {
    if (value == 0 || Double.isNaN(value) || Double.isInfinite(value)) {
      return Double.toString(value);
    }
    BigDecimal exact = new BigDecimal(value);
    for (int digits = 1; digits < MOST_DIGITS; digits++) {
      BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      if (rounded.doubleValue() == value) {
        return text(rounded);
      }
    }
    return text(exact.round(new MathContext(MOST_DIGITS, RoundingMode.HALF_EVEN)));
  }

  /** {@code 0.1}, {@code 1.0E-5}, without the {@code f} of a literal. */
  public static String of(float value) {
    if (value == 0 || Float.isNaN(value) || Float.isInfinite(value)) {
      return Float.toString(value);
    }
    BigDecimal exact = new BigDecimal(value);
    for (int digits = 1; digits < MOST_DIGITS; digits++) {
      BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      if (rounded.floatValue() == value) {
        return text(rounded);
      }
    }
    return text(exact);
  }

  /** As Double.toString lays digits out: plain from 0.001 to 10,000,000, with an exponent else. */
  private static String text(BigDecimal value) {
    BigDecimal stripped = value.stripTrailingZeros();
    String digits = stripped.unscaledValue().abs().toString();
    String sign = stripped.signum() < 0 ? "-" : "";
    int exponent = digits.length() - 1 - stripped.scale();
    if (exponent >= -3 && exponent < 7) {
      String plain = stripped.abs().toPlainString();
      return sign + (plain.contains(".") ? plain : plain + ".0");
    }
    String rest = digits.length() == 1 ? "0" : digits.substring(1);
    return sign + digits.charAt(0) + "." + rest + "E" + exponent;
  }
}

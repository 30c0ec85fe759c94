package io.tenon;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.function.Predicate;

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
    return text(shortest(new BigDecimal(value), decimal -> decimal.doubleValue() == value));
  }

  /** {@code 0.1}, {@code 1.0E-5}, without the {@code f} of a literal. */
  public static String of(float value) {
    if (value == 0 || Float.isNaN(value) || Float.isInfinite(value)) {
      return Float.toString(value);
    }
    return text(shortest(new BigDecimal(value), decimal -> decimal.floatValue() == value));
  }

  private static BigDecimal shortest(BigDecimal exact, Predicate<BigDecimal> readsBack) {
    for (int digits = 1; digits < MOST_DIGITS; digits++) {
      BigDecimal closest = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      if (readsBack.test(closest)) {
        return closest;
      }
      // Below a power of two the numbers lie twice as close as above it: the closest decimal may
      // be a neighbour's where the one on the other side, farther away, is this number's.
      boolean below = closest.abs().compareTo(exact.abs()) < 0;
      BigDecimal other =
          exact.round(new MathContext(digits, below ? RoundingMode.UP : RoundingMode.DOWN));
      if (readsBack.test(other)) {
        return other;
      }
    }
    return exact.round(new MathContext(MOST_DIGITS, RoundingMode.HALF_EVEN));
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

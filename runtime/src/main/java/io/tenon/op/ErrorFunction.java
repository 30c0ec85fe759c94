package io.tenon.op;

/**
 * The error function erf(x) = 2/√π ∫₀ˣ e^(-t²) dt, which the JDK lacks. Below 3 in magnitude by its
 * Maclaurin series in the form without alternating signs, above by the continued fraction of erfc
 * (Abramowitz and Stegun, 7.1.6 and 7.1.14); both converge to double precision there.
 */
public final class ErrorFunction {
  private static final double TWO_OVER_ROOT_PI = 1.1283791670955126;
  private static final double SERIES_BELOW = 3;
  private static final int FRACTION_DEPTH = 60;

  private ErrorFunction() {}

  /** The function. */
  public static double erf(double x) {
    double magnitude = Math.abs(x);
    if (Double.isNaN(x) || magnitude < SERIES_BELOW) {
      return series(x);
    }
    if (magnitude > 6) {
      return Math.signum(x); // erfc(6) is 2e-17
    }
    double tail = 0;
    for (int k = FRACTION_DEPTH; k > 0; k--) {
      tail = k / 2.0 / (magnitude + tail);
    }
    double complement = Math.exp(-x * x) * TWO_OVER_ROOT_PI / 2 / (magnitude + tail);
    return Math.signum(x) * (1 - complement);
  }

  private static double series(double x) {
    double term = x;
    double sum = x;
    for (int n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
      term *= 2 * x * x / (2 * n + 1);
      sum += term;
    }
    return TWO_OVER_ROOT_PI * Math.exp(-x * x) * sum;
  }

  /**
   * The inverse, for -1 to 1: Winitzki's approximation (2008), then Newton's steps until they
   * change nothing.
   */
  public static double inverse(double y) {
    if (!(Math.abs(y) < 1)) {
      return Math.abs(y) == 1 ? y * Double.POSITIVE_INFINITY : Double.NaN;
    }
    double log = Math.log1p(-y * y);
    double first = 2 / (Math.PI * 0.147) + log / 2;
    double x = Math.copySign(Math.sqrt(Math.sqrt(first * first - log / 0.147) - first), y);
    for (int i = 0; i < 4; i++) {
      x -= (erf(x) - y) / (TWO_OVER_ROOT_PI * Math.exp(-x * x));
    }
    return x;
  }
}

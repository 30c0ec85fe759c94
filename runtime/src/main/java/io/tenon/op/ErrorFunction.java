package io.tenon.op;

/**
 * The error function erf(x) = 2/√π ∫₀ˣ e^(-t²) dt, which the JDK lacks. Below 3 in magnitude by its
 * Maclaurin series in the form without alternating signs, above by the continued fraction of erfc
 * (Abramowitz and Stegun, 7.1.6 and 7.1.14); both converge to double precision there.
 */
final class ErrorFunction {
  private static final double TWO_OVER_ROOT_PI = 1.1283791670955126;
  private static final double SERIES_BELOW = 3;
  private static final int FRACTION_DEPTH = 60;

  private ErrorFunction() {}

  static double erf(double x) {
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
}

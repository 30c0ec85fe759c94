package io.tenon.processor.emit;

import io.tenon.NumberText;

/** Numbers as Java writes them, the same on every JDK. */
final class Literals {
  private Literals() {}

  static String of(double value) {
    return java(NumberText.of(value));
  }

  /** {@code 1e-5} for {@code 1.0E-5}. */
  private static String java(String number) {
    return number.replace(".0E", "E").replace('E', 'e');
  }

  static String of(float value) {
    if (Float.isInfinite(value)) {
      return value > 0 ? "Float.POSITIVE_INFINITY" : "Float.NEGATIVE_INFINITY";
    }
    return Float.isNaN(value)
        ? "Float.NaN"
        : value == (int) value ? (int) value + "" : java(NumberText.of(value)) + "f";
  }
}

package io.tenon.processor.emit;

import io.tenon.NumberText;

/** Numbers as Java writes them, the same on every JDK. */
final class Literals {
  private Literals() {}

  static String of(double value) {
    return NumberText.of(value);
  }

  static String of(float value) {
    if (Float.isInfinite(value)) {
      return value > 0 ? "Float.POSITIVE_INFINITY" : "Float.NEGATIVE_INFINITY";
    }
    return Float.isNaN(value)
        ? "Float.NaN"
        : value == (int) value ? (int) value + "" : NumberText.of(value) + "f";
  }
}

package io.tenon.kernel;

import io.tenon.op.Arithmetic;

/**
 * Elements with those of another value, or with a number. A loop for each operator: C2 makes no
 * vectors of one that calls.
 */
final class ScalarPairs {
  private ScalarPairs() {}

  /** {@link Kernels#combine} of two values. */
  static void combine(
      Arithmetic.Operator operator,
      float[] a,
      int aAt,
      float[] b,
      int bAt,
      float[] y,
      int yAt,
      int count) {
    switch (operator) {
      case ADD -> {
        for (int i = 0; i < count; i++) {
          y[yAt + i] = a[aAt + i] + b[bAt + i];
        }
      }
      case SUB -> {
        for (int i = 0; i < count; i++) {
          y[yAt + i] = a[aAt + i] - b[bAt + i];
        }
      }
      case MUL -> {
        for (int i = 0; i < count; i++) {
          y[yAt + i] = a[aAt + i] * b[bAt + i];
        }
      }
      case DIV -> {
        for (int i = 0; i < count; i++) {
          y[yAt + i] = a[aAt + i] / b[bAt + i];
        }
      }
    }
  }

  /** {@link Kernels#combine} of a value and a number. */
  static void combine(
      Arithmetic.Operator operator, float[] x, int xAt, float by, float[] y, int yAt, int count) {
    switch (operator) {
      case ADD -> {
        for (int i = 0; i < count; i++) {
          y[yAt + i] = x[xAt + i] + by;
        }
      }
      case SUB -> {
        for (int i = 0; i < count; i++) {
          y[yAt + i] = x[xAt + i] - by;
        }
      }
      case MUL -> {
        for (int i = 0; i < count; i++) {
          y[yAt + i] = x[xAt + i] * by;
        }
      }
      case DIV -> {
        for (int i = 0; i < count; i++) {
          y[yAt + i] = x[xAt + i] / by;
        }
      }
    }
  }
}

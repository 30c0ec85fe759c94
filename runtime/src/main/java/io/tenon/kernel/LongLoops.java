package io.tenon.kernel;

/**
 * The loops of the scalar twin that C2 makes vectors of, on JDK 17 and 25 alike. What they have in
 * common, all measured: each array is read and written at the loop's own index and nowhere else,
 * since otherwise C2 must suppose that what is stored is read again at another offset; there are
 * few products, as JDK 17 makes no vectors of six; there is no branch; and no sum is carried from
 * one turn to the next.
 *
 * <p>Products are added in the order of the terms, one by one, as plain sums are: so each of the
 * ways to cover results gives the same bits.
 */
final class LongLoops {
  private LongLoops() {}

  /** {@code sums[j] += v0 · w0[j] + …}, for j of {@code from} to before {@code to}. */
  static void addFour(
      float[] sums,
      int from,
      int to,
      float v0,
      float[] w0,
      float v1,
      float[] w1,
      float v2,
      float[] w2,
      float v3,
      float[] w3) {
    for (int j = from; j < to; j++) {
      sums[j] = sums[j] + v0 * w0[j] + v1 * w1[j] + v2 * w2[j] + v3 * w3[j];
    }
  }

  /** {@code sums[j] += v · w[j]}, for j of {@code from} to before {@code to}. */
  static void addOne(float[] sums, int from, int to, float v, float[] w) {
    for (int j = from; j < to; j++) {
      sums[j] += v * w[j];
    }
  }

  /**
   * {@code sums[j] += v0[j] · w0[j] + …}, for j below {@code count}. With a fourth product JDK 17
   * makes no vectors.
   */
  static void addThree(
      float[] sums,
      int count,
      float[] v0,
      float[] w0,
      float[] v1,
      float[] w1,
      float[] v2,
      float[] w2) {
    for (int j = 0; j < count; j++) {
      sums[j] = sums[j] + v0[j] * w0[j] + v1[j] * w1[j] + v2[j] * w2[j];
    }
  }

  /** {@code sums[j] += v[j] · w[j]}, for j below {@code count}. */
  static void addOne(float[] sums, int count, float[] v, float[] w) {
    for (int j = 0; j < count; j++) {
      sums[j] += v[j] * w[j];
    }
  }

  /** {@code y = a + b}. */
  static void sum(float[] y, int count, float[] a, float[] b) {
    for (int j = 0; j < count; j++) {
      y[j] = a[j] + b[j];
    }
  }

  /** {@code y = a - b}. */
  static void difference(float[] y, int count, float[] a, float[] b) {
    for (int j = 0; j < count; j++) {
      y[j] = a[j] - b[j];
    }
  }

  /** {@code y = a + b + (c + d)}. */
  static void sumOfFour(float[] y, int count, float[] a, float[] b, float[] c, float[] d) {
    for (int j = 0; j < count; j++) {
      y[j] = a[j] + b[j] + (c[j] + d[j]);
    }
  }

  /** {@code y = a · u + b · v + c · w}. */
  static void combine(
      float[] y, int count, float a, float[] u, float b, float[] v, float c, float[] w) {
    for (int j = 0; j < count; j++) {
      y[j] = a * u[j] + b * v[j] + c * w[j];
    }
  }

  /** {@code y = a · u + b · v}. */
  static void combine(float[] y, int count, float a, float[] u, float b, float[] v) {
    for (int j = 0; j < count; j++) {
      y[j] = a * u[j] + b * v[j];
    }
  }

  /** {@code y = (y - a) · factor}. */
  static void takeAndScale(float[] y, int count, float[] a, float factor) {
    for (int j = 0; j < count; j++) {
      y[j] = (y[j] - a[j]) * factor;
    }
  }

  /** {@code y = a - b + 5.25 · (c - d)}: values at 0 or infinity, of eight rows. */
  static void end(float[] y, int count, float[] a, float[] b, float[] c, float[] d) {
    for (int j = 0; j < count; j++) {
      y[j] = a[j] - b[j] + 5.25f * (c[j] - d[j]);
    }
  }

  /** Whichever is larger of y and a; NaN wins. */
  static void larger(float[] y, int count, float[] a) {
    for (int j = 0; j < count; j++) {
      y[j] = Math.max(y[j], a[j]);
    }
  }

  /** Adds a number of its own to each sum, and does the epilogue; NaN stays NaN. */
  static void finish(float[] sums, int from, int to, float[] bias, Epilogue epilogue) {
    switch (epilogue) {
      case NONE -> {
        for (int j = from; j < to; j++) {
          sums[j] = sums[j] + bias[j];
        }
      }
      case RELU -> {
        for (int j = from; j < to; j++) {
          sums[j] = Math.max(sums[j] + bias[j], 0);
        }
      }
      case RELU6 -> {
        for (int j = from; j < to; j++) {
          sums[j] = Math.min(Math.max(sums[j] + bias[j], 0), 6);
        }
      }
    }
  }

  /** Adds a number to all sums, and does the epilogue; NaN stays NaN. */
  static void finish(float[] sums, int from, int to, float bias, Epilogue epilogue) {
    switch (epilogue) {
      case NONE -> {
        for (int j = from; j < to; j++) {
          sums[j] = sums[j] + bias;
        }
      }
      case RELU -> {
        for (int j = from; j < to; j++) {
          sums[j] = Math.max(sums[j] + bias, 0);
        }
      }
      case RELU6 -> {
        for (int j = from; j < to; j++) {
          sums[j] = Math.min(Math.max(sums[j] + bias, 0), 6);
        }
      }
    }
  }
}

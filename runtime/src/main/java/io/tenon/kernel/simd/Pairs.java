package io.tenon.kernel.simd;

import static io.tenon.kernel.simd.Columns.LENGTH;
import static io.tenon.kernel.simd.Columns.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * Elements with those of another value, or with a number. By hand for the same reason as {@link
 * SimdKernels#add}: C2 makes no vectors of a loop over values that lie in one array.
 */
final class Pairs {
  private Pairs() {}

  /** {@code a - b}. */
  static void sub(float[] a, int aAt, float[] b, int bAt, float[] y, int yAt, int count) {
    int i = 0;
    for (; i <= count - LENGTH; i += LENGTH) {
      FloatVector v = FloatVector.fromArray(SPECIES, b, bAt + i);
      FloatVector.fromArray(SPECIES, a, aAt + i).sub(v).intoArray(y, yAt + i);
    }
    for (; i < count; i++) {
      y[yAt + i] = a[aAt + i] - b[bAt + i];
    }
  }

  /** {@code a * b}. */
  static void mul(float[] a, int aAt, float[] b, int bAt, float[] y, int yAt, int count) {
    int i = 0;
    for (; i <= count - LENGTH; i += LENGTH) {
      FloatVector v = FloatVector.fromArray(SPECIES, b, bAt + i);
      FloatVector.fromArray(SPECIES, a, aAt + i).mul(v).intoArray(y, yAt + i);
    }
    for (; i < count; i++) {
      y[yAt + i] = a[aAt + i] * b[bAt + i];
    }
  }

  /** {@code a / b}. */
  static void div(float[] a, int aAt, float[] b, int bAt, float[] y, int yAt, int count) {
    int i = 0;
    for (; i <= count - LENGTH; i += LENGTH) {
      FloatVector v = FloatVector.fromArray(SPECIES, b, bAt + i);
      FloatVector.fromArray(SPECIES, a, aAt + i).div(v).intoArray(y, yAt + i);
    }
    for (; i < count; i++) {
      y[yAt + i] = a[aAt + i] / b[bAt + i];
    }
  }

  /** {@code x + by}. */
  static void add(float[] x, int xAt, float by, float[] y, int yAt, int count) {
    FloatVector same = FloatVector.broadcast(SPECIES, by);
    int i = 0;
    for (; i <= count - LENGTH; i += LENGTH) {
      FloatVector.fromArray(SPECIES, x, xAt + i).add(same).intoArray(y, yAt + i);
    }
    for (; i < count; i++) {
      y[yAt + i] = x[xAt + i] + by;
    }
  }

  /** {@code x * by}. */
  static void mul(float[] x, int xAt, float by, float[] y, int yAt, int count) {
    FloatVector same = FloatVector.broadcast(SPECIES, by);
    int i = 0;
    for (; i <= count - LENGTH; i += LENGTH) {
      FloatVector.fromArray(SPECIES, x, xAt + i).mul(same).intoArray(y, yAt + i);
    }
    for (; i < count; i++) {
      y[yAt + i] = x[xAt + i] * by;
    }
  }

  /** {@code x / by}. */
  static void div(float[] x, int xAt, float by, float[] y, int yAt, int count) {
    FloatVector same = FloatVector.broadcast(SPECIES, by);
    int i = 0;
    for (; i <= count - LENGTH; i += LENGTH) {
      FloatVector.fromArray(SPECIES, x, xAt + i).div(same).intoArray(y, yAt + i);
    }
    for (; i < count; i++) {
      y[yAt + i] = x[xAt + i] / by;
    }
  }
}

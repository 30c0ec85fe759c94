package io.tenon.kernel.simd;

import static io.tenon.kernel.simd.Columns.LENGTH;
import static io.tenon.kernel.simd.Columns.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * Elementwise loops over a row: normalisation, softmax, gates. By hand, like {@code
 * SimdKernels.add}: C2 leaves a loop scalar whose operands and results may lie in one array.
 */
final class RowLoops {
  private RowLoops() {}

  static void scale(float[] x, int xAt, int count, float factor, float[] y, int yAt) {
    FloatVector same = FloatVector.broadcast(SPECIES, factor);
    int i = 0;
    for (; i <= count - LENGTH; i += LENGTH) {
      FloatVector.fromArray(SPECIES, x, xAt + i).mul(same).intoArray(y, yAt + i);
    }
    for (; i < count; i++) {
      y[yAt + i] = x[xAt + i] * factor;
    }
  }

  static void normalize(
      float[] x,
      int xAt,
      int count,
      float mean,
      float factor,
      float[] weight,
      float[] bias,
      float[] y,
      int yAt) {
    FloatVector less = FloatVector.broadcast(SPECIES, mean);
    FloatVector same = FloatVector.broadcast(SPECIES, factor);
    int i = 0;
    for (; i <= count - LENGTH; i += LENGTH) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xAt + i).sub(less).mul(same);
      FloatVector w = FloatVector.fromArray(SPECIES, weight, i);
      v.fma(w, FloatVector.fromArray(SPECIES, bias, i)).intoArray(y, yAt + i);
    }
    for (; i < count; i++) {
      y[yAt + i] = (x[xAt + i] - mean) * factor * weight[i] + bias[i];
    }
  }

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

  static void mulAdd(
      float[] a, int aAt, float[] b, int bAt, float[] c, int cAt, float[] y, int yAt, int count) {
    int i = 0;
    for (; i <= count - LENGTH; i += LENGTH) {
      FloatVector v = FloatVector.fromArray(SPECIES, b, bAt + i);
      FloatVector w = FloatVector.fromArray(SPECIES, c, cAt + i);
      FloatVector.fromArray(SPECIES, a, aAt + i).fma(v, w).intoArray(y, yAt + i);
    }
    for (; i < count; i++) {
      y[yAt + i] = a[aAt + i] * b[bAt + i] + c[cAt + i];
    }
  }

  static void lerp(
      float[] start,
      int startAt,
      float[] end,
      int endAt,
      float[] weight,
      int weightAt,
      float[] y,
      int yAt,
      int count) {
    int i = 0;
    for (; i <= count - LENGTH; i += LENGTH) {
      FloatVector from = FloatVector.fromArray(SPECIES, start, startAt + i);
      FloatVector way = FloatVector.fromArray(SPECIES, end, endAt + i).sub(from);
      FloatVector part = FloatVector.fromArray(SPECIES, weight, weightAt + i);
      part.fma(way, from).intoArray(y, yAt + i);
    }
    for (; i < count; i++) {
      float from = start[startAt + i];
      y[yAt + i] = from + weight[weightAt + i] * (end[endAt + i] - from);
    }
  }
}

package io.tenon.kernel.simd;

import static io.tenon.kernel.simd.Columns.LENGTH;
import static io.tenon.kernel.simd.Columns.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * Elementwise loops over a row of normalisation and softmax. By hand, like {@code SimdKernels.add}:
 * C2 leaves a loop scalar whose operands and results may lie in one array.
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
}

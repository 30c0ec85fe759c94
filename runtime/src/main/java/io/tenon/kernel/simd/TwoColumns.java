package io.tenon.kernel.simd;

import static io.tenon.kernel.simd.Columns.LENGTH;
import static io.tenon.kernel.simd.Columns.SPECIES;
import static io.tenon.kernel.simd.Columns.resultAt;
import static io.tenon.kernel.simd.Columns.weightsAt;
import static jdk.incubator.vector.VectorOperators.LT;

import io.tenon.kernel.Epilogue;
import io.tenon.kernel.Panel;
import jdk.incubator.vector.FloatVector;

/**
 * The register tiles of {@code Kernels.rows} for positions by 2 columns at any distance, written
 * out for the reasons that {@link FourColumns} gives.
 *
 * <p>12×2 is as fast as 6×4 on JDK 25. JDK 17 has too few registers for twelve offsets: 100
 * GFLOP/s.
 */
final class TwoColumns {
  private TwoColumns() {}

  /** 12 positions by 2 columns. */
  static void rows12x2(
      Panel p,
      int column,
      float[] x,
      int xAt,
      int xStep,
      float[] y,
      int yAt,
      int yStep,
      int yBlock,
      Epilogue epilogue) {
    float low = Columns.least(epilogue);
    float[] w = p.weights;
    int[] offsets = p.offsets;
    int w0 = weightsAt(p, column);
    int w1 = weightsAt(p, column + 1);
    int y0 = yAt + resultAt(p, column, yBlock);
    int y1 = yAt + resultAt(p, column + 1, yBlock);
    FloatVector s0c0 = FloatVector.zero(SPECIES);
    FloatVector s0c1 = FloatVector.zero(SPECIES);
    FloatVector s1c0 = FloatVector.zero(SPECIES);
    FloatVector s1c1 = FloatVector.zero(SPECIES);
    FloatVector s2c0 = FloatVector.zero(SPECIES);
    FloatVector s2c1 = FloatVector.zero(SPECIES);
    FloatVector s3c0 = FloatVector.zero(SPECIES);
    FloatVector s3c1 = FloatVector.zero(SPECIES);
    FloatVector s4c0 = FloatVector.zero(SPECIES);
    FloatVector s4c1 = FloatVector.zero(SPECIES);
    FloatVector s5c0 = FloatVector.zero(SPECIES);
    FloatVector s5c1 = FloatVector.zero(SPECIES);
    FloatVector s6c0 = FloatVector.zero(SPECIES);
    FloatVector s6c1 = FloatVector.zero(SPECIES);
    FloatVector s7c0 = FloatVector.zero(SPECIES);
    FloatVector s7c1 = FloatVector.zero(SPECIES);
    FloatVector s8c0 = FloatVector.zero(SPECIES);
    FloatVector s8c1 = FloatVector.zero(SPECIES);
    FloatVector s9c0 = FloatVector.zero(SPECIES);
    FloatVector s9c1 = FloatVector.zero(SPECIES);
    FloatVector s10c0 = FloatVector.zero(SPECIES);
    FloatVector s10c1 = FloatVector.zero(SPECIES);
    FloatVector s11c0 = FloatVector.zero(SPECIES);
    FloatVector s11c1 = FloatVector.zero(SPECIES);
    for (int k = 0; k < offsets.length; k++) {
      int at = xAt + offsets[k];
      FloatVector v0 = FloatVector.fromArray(SPECIES, w, w0 + k * Panel.LANES);
      FloatVector v1 = FloatVector.fromArray(SPECIES, w, w1 + k * Panel.LANES);
      FloatVector x0 = FloatVector.broadcast(SPECIES, x[at]);
      s0c0 = v0.fma(x0, s0c0);
      s0c1 = v1.fma(x0, s0c1);
      FloatVector x1 = FloatVector.broadcast(SPECIES, x[at + xStep]);
      s1c0 = v0.fma(x1, s1c0);
      s1c1 = v1.fma(x1, s1c1);
      FloatVector x2 = FloatVector.broadcast(SPECIES, x[at + 2 * xStep]);
      s2c0 = v0.fma(x2, s2c0);
      s2c1 = v1.fma(x2, s2c1);
      FloatVector x3 = FloatVector.broadcast(SPECIES, x[at + 3 * xStep]);
      s3c0 = v0.fma(x3, s3c0);
      s3c1 = v1.fma(x3, s3c1);
      FloatVector x4 = FloatVector.broadcast(SPECIES, x[at + 4 * xStep]);
      s4c0 = v0.fma(x4, s4c0);
      s4c1 = v1.fma(x4, s4c1);
      FloatVector x5 = FloatVector.broadcast(SPECIES, x[at + 5 * xStep]);
      s5c0 = v0.fma(x5, s5c0);
      s5c1 = v1.fma(x5, s5c1);
      FloatVector x6 = FloatVector.broadcast(SPECIES, x[at + 6 * xStep]);
      s6c0 = v0.fma(x6, s6c0);
      s6c1 = v1.fma(x6, s6c1);
      FloatVector x7 = FloatVector.broadcast(SPECIES, x[at + 7 * xStep]);
      s7c0 = v0.fma(x7, s7c0);
      s7c1 = v1.fma(x7, s7c1);
      FloatVector x8 = FloatVector.broadcast(SPECIES, x[at + 8 * xStep]);
      s8c0 = v0.fma(x8, s8c0);
      s8c1 = v1.fma(x8, s8c1);
      FloatVector x9 = FloatVector.broadcast(SPECIES, x[at + 9 * xStep]);
      s9c0 = v0.fma(x9, s9c0);
      s9c1 = v1.fma(x9, s9c1);
      FloatVector x10 = FloatVector.broadcast(SPECIES, x[at + 10 * xStep]);
      s10c0 = v0.fma(x10, s10c0);
      s10c1 = v1.fma(x10, s10c1);
      FloatVector x11 = FloatVector.broadcast(SPECIES, x[at + 11 * xStep]);
      s11c0 = v0.fma(x11, s11c0);
      s11c1 = v1.fma(x11, s11c1);
    }
    FloatVector bias0 = FloatVector.fromArray(SPECIES, p.bias, column * LENGTH);
    FloatVector bias1 = FloatVector.fromArray(SPECIES, p.bias, (column + 1) * LENGTH);
    FloatVector least = FloatVector.broadcast(SPECIES, low);
    FloatVector v = bias0.add(s0c0);
    v.blend(least, v.compare(LT, least)).intoArray(y, y0);
    v = bias1.add(s0c1);
    v.blend(least, v.compare(LT, least)).intoArray(y, y1);
    v = bias0.add(s1c0);
    v.blend(least, v.compare(LT, least)).intoArray(y, y0 + yStep);
    v = bias1.add(s1c1);
    v.blend(least, v.compare(LT, least)).intoArray(y, y1 + yStep);
    v = bias0.add(s2c0);
    v.blend(least, v.compare(LT, least)).intoArray(y, y0 + 2 * yStep);
    v = bias1.add(s2c1);
    v.blend(least, v.compare(LT, least)).intoArray(y, y1 + 2 * yStep);
    v = bias0.add(s3c0);
    v.blend(least, v.compare(LT, least)).intoArray(y, y0 + 3 * yStep);
    v = bias1.add(s3c1);
    v.blend(least, v.compare(LT, least)).intoArray(y, y1 + 3 * yStep);
    v = bias0.add(s4c0);
    v.blend(least, v.compare(LT, least)).intoArray(y, y0 + 4 * yStep);
    v = bias1.add(s4c1);
    v.blend(least, v.compare(LT, least)).intoArray(y, y1 + 4 * yStep);
    v = bias0.add(s5c0);
    v.blend(least, v.compare(LT, least)).intoArray(y, y0 + 5 * yStep);
    v = bias1.add(s5c1);
    v.blend(least, v.compare(LT, least)).intoArray(y, y1 + 5 * yStep);
    v = bias0.add(s6c0);
    v.blend(least, v.compare(LT, least)).intoArray(y, y0 + 6 * yStep);
    v = bias1.add(s6c1);
    v.blend(least, v.compare(LT, least)).intoArray(y, y1 + 6 * yStep);
    v = bias0.add(s7c0);
    v.blend(least, v.compare(LT, least)).intoArray(y, y0 + 7 * yStep);
    v = bias1.add(s7c1);
    v.blend(least, v.compare(LT, least)).intoArray(y, y1 + 7 * yStep);
    v = bias0.add(s8c0);
    v.blend(least, v.compare(LT, least)).intoArray(y, y0 + 8 * yStep);
    v = bias1.add(s8c1);
    v.blend(least, v.compare(LT, least)).intoArray(y, y1 + 8 * yStep);
    v = bias0.add(s9c0);
    v.blend(least, v.compare(LT, least)).intoArray(y, y0 + 9 * yStep);
    v = bias1.add(s9c1);
    v.blend(least, v.compare(LT, least)).intoArray(y, y1 + 9 * yStep);
    v = bias0.add(s10c0);
    v.blend(least, v.compare(LT, least)).intoArray(y, y0 + 10 * yStep);
    v = bias1.add(s10c1);
    v.blend(least, v.compare(LT, least)).intoArray(y, y1 + 10 * yStep);
    v = bias0.add(s11c0);
    v.blend(least, v.compare(LT, least)).intoArray(y, y0 + 11 * yStep);
    v = bias1.add(s11c1);
    v.blend(least, v.compare(LT, least)).intoArray(y, y1 + 11 * yStep);
  }

  /** 4 positions by 2 columns. */
  static void rows4x2(
      Panel p,
      int column,
      float[] x,
      int xAt,
      int xStep,
      float[] y,
      int yAt,
      int yStep,
      int yBlock,
      Epilogue epilogue) {
    float low = Columns.least(epilogue);
    float[] w = p.weights;
    int[] offsets = p.offsets;
    int w0 = weightsAt(p, column);
    int w1 = weightsAt(p, column + 1);
    int y0 = yAt + resultAt(p, column, yBlock);
    int y1 = yAt + resultAt(p, column + 1, yBlock);
    FloatVector s0c0 = FloatVector.zero(SPECIES);
    FloatVector s0c1 = FloatVector.zero(SPECIES);
    FloatVector s1c0 = FloatVector.zero(SPECIES);
    FloatVector s1c1 = FloatVector.zero(SPECIES);
    FloatVector s2c0 = FloatVector.zero(SPECIES);
    FloatVector s2c1 = FloatVector.zero(SPECIES);
    FloatVector s3c0 = FloatVector.zero(SPECIES);
    FloatVector s3c1 = FloatVector.zero(SPECIES);
    for (int k = 0; k < offsets.length; k++) {
      int at = xAt + offsets[k];
      FloatVector v0 = FloatVector.fromArray(SPECIES, w, w0 + k * Panel.LANES);
      FloatVector v1 = FloatVector.fromArray(SPECIES, w, w1 + k * Panel.LANES);
      FloatVector x0 = FloatVector.broadcast(SPECIES, x[at]);
      s0c0 = v0.fma(x0, s0c0);
      s0c1 = v1.fma(x0, s0c1);
      FloatVector x1 = FloatVector.broadcast(SPECIES, x[at + xStep]);
      s1c0 = v0.fma(x1, s1c0);
      s1c1 = v1.fma(x1, s1c1);
      FloatVector x2 = FloatVector.broadcast(SPECIES, x[at + 2 * xStep]);
      s2c0 = v0.fma(x2, s2c0);
      s2c1 = v1.fma(x2, s2c1);
      FloatVector x3 = FloatVector.broadcast(SPECIES, x[at + 3 * xStep]);
      s3c0 = v0.fma(x3, s3c0);
      s3c1 = v1.fma(x3, s3c1);
    }
    FloatVector bias0 = FloatVector.fromArray(SPECIES, p.bias, column * LENGTH);
    FloatVector bias1 = FloatVector.fromArray(SPECIES, p.bias, (column + 1) * LENGTH);
    FloatVector least = FloatVector.broadcast(SPECIES, low);
    FloatVector v = bias0.add(s0c0);
    v.blend(least, v.compare(LT, least)).intoArray(y, y0);
    v = bias1.add(s0c1);
    v.blend(least, v.compare(LT, least)).intoArray(y, y1);
    v = bias0.add(s1c0);
    v.blend(least, v.compare(LT, least)).intoArray(y, y0 + yStep);
    v = bias1.add(s1c1);
    v.blend(least, v.compare(LT, least)).intoArray(y, y1 + yStep);
    v = bias0.add(s2c0);
    v.blend(least, v.compare(LT, least)).intoArray(y, y0 + 2 * yStep);
    v = bias1.add(s2c1);
    v.blend(least, v.compare(LT, least)).intoArray(y, y1 + 2 * yStep);
    v = bias0.add(s3c0);
    v.blend(least, v.compare(LT, least)).intoArray(y, y0 + 3 * yStep);
    v = bias1.add(s3c1);
    v.blend(least, v.compare(LT, least)).intoArray(y, y1 + 3 * yStep);
  }
}

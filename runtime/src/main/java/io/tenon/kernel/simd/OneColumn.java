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
 * The register tiles of {@code Kernels.rows} for several positions by one column, written out for
 * the reasons that {@link FourColumns} gives.
 *
 * <p>With a constant distance between positions C2 merges the bounds checks: 85 against 68 GFLOP/s
 * for 12 positions. Where the distance is not known, 4 positions (81) beat 12. Twelve sums fit the
 * 16 registers of AVX2; 14 spilled there (53 against 90).
 */
final class OneColumn {
  private OneColumn() {}

  /** 12 positions, 16 apart (a map of blocked channels), by 1 column. */
  static void rows12x1Step16(
      Panel p,
      int column,
      float[] x,
      int xAt,
      float[] y,
      int yAt,
      int yStep,
      int yBlock,
      Epilogue epilogue) {
    float low = Columns.least(epilogue);
    float[] w = p.weights;
    int[] offsets = p.offsets;
    int w0 = weightsAt(p, column);
    int y0 = yAt + resultAt(p, column, yBlock);
    FloatVector s0c0 = FloatVector.zero(SPECIES);
    FloatVector s1c0 = FloatVector.zero(SPECIES);
    FloatVector s2c0 = FloatVector.zero(SPECIES);
    FloatVector s3c0 = FloatVector.zero(SPECIES);
    FloatVector s4c0 = FloatVector.zero(SPECIES);
    FloatVector s5c0 = FloatVector.zero(SPECIES);
    FloatVector s6c0 = FloatVector.zero(SPECIES);
    FloatVector s7c0 = FloatVector.zero(SPECIES);
    FloatVector s8c0 = FloatVector.zero(SPECIES);
    FloatVector s9c0 = FloatVector.zero(SPECIES);
    FloatVector s10c0 = FloatVector.zero(SPECIES);
    FloatVector s11c0 = FloatVector.zero(SPECIES);
    for (int k = 0; k < offsets.length; k++) {
      int at = xAt + offsets[k];
      FloatVector v0 = FloatVector.fromArray(SPECIES, w, w0 + k * Panel.LANES);
      FloatVector x0 = FloatVector.broadcast(SPECIES, x[at]);
      s0c0 = v0.fma(x0, s0c0);
      FloatVector x1 = FloatVector.broadcast(SPECIES, x[at + Panel.LANES]);
      s1c0 = v0.fma(x1, s1c0);
      FloatVector x2 = FloatVector.broadcast(SPECIES, x[at + 2 * Panel.LANES]);
      s2c0 = v0.fma(x2, s2c0);
      FloatVector x3 = FloatVector.broadcast(SPECIES, x[at + 3 * Panel.LANES]);
      s3c0 = v0.fma(x3, s3c0);
      FloatVector x4 = FloatVector.broadcast(SPECIES, x[at + 4 * Panel.LANES]);
      s4c0 = v0.fma(x4, s4c0);
      FloatVector x5 = FloatVector.broadcast(SPECIES, x[at + 5 * Panel.LANES]);
      s5c0 = v0.fma(x5, s5c0);
      FloatVector x6 = FloatVector.broadcast(SPECIES, x[at + 6 * Panel.LANES]);
      s6c0 = v0.fma(x6, s6c0);
      FloatVector x7 = FloatVector.broadcast(SPECIES, x[at + 7 * Panel.LANES]);
      s7c0 = v0.fma(x7, s7c0);
      FloatVector x8 = FloatVector.broadcast(SPECIES, x[at + 8 * Panel.LANES]);
      s8c0 = v0.fma(x8, s8c0);
      FloatVector x9 = FloatVector.broadcast(SPECIES, x[at + 9 * Panel.LANES]);
      s9c0 = v0.fma(x9, s9c0);
      FloatVector x10 = FloatVector.broadcast(SPECIES, x[at + 10 * Panel.LANES]);
      s10c0 = v0.fma(x10, s10c0);
      FloatVector x11 = FloatVector.broadcast(SPECIES, x[at + 11 * Panel.LANES]);
      s11c0 = v0.fma(x11, s11c0);
    }
    FloatVector bias0 = FloatVector.fromArray(SPECIES, p.bias, column * LENGTH);
    FloatVector least = FloatVector.broadcast(SPECIES, low);
    FloatVector v = bias0.add(s0c0);
    v.blend(least, v.compare(LT, least)).intoArray(y, y0);
    v = bias0.add(s1c0);
    v.blend(least, v.compare(LT, least)).intoArray(y, y0 + yStep);
    v = bias0.add(s2c0);
    v.blend(least, v.compare(LT, least)).intoArray(y, y0 + 2 * yStep);
    v = bias0.add(s3c0);
    v.blend(least, v.compare(LT, least)).intoArray(y, y0 + 3 * yStep);
    v = bias0.add(s4c0);
    v.blend(least, v.compare(LT, least)).intoArray(y, y0 + 4 * yStep);
    v = bias0.add(s5c0);
    v.blend(least, v.compare(LT, least)).intoArray(y, y0 + 5 * yStep);
    v = bias0.add(s6c0);
    v.blend(least, v.compare(LT, least)).intoArray(y, y0 + 6 * yStep);
    v = bias0.add(s7c0);
    v.blend(least, v.compare(LT, least)).intoArray(y, y0 + 7 * yStep);
    v = bias0.add(s8c0);
    v.blend(least, v.compare(LT, least)).intoArray(y, y0 + 8 * yStep);
    v = bias0.add(s9c0);
    v.blend(least, v.compare(LT, least)).intoArray(y, y0 + 9 * yStep);
    v = bias0.add(s10c0);
    v.blend(least, v.compare(LT, least)).intoArray(y, y0 + 10 * yStep);
    v = bias0.add(s11c0);
    v.blend(least, v.compare(LT, least)).intoArray(y, y0 + 11 * yStep);
  }

  /** 12 positions side by side (a map of one channel after the other) by 1 column. */
  static void rows12x1Step1(
      Panel p,
      int column,
      float[] x,
      int xAt,
      float[] y,
      int yAt,
      int yStep,
      int yBlock,
      Epilogue epilogue) {
    float low = Columns.least(epilogue);
    float[] w = p.weights;
    int[] offsets = p.offsets;
    int w0 = weightsAt(p, column);
    int y0 = yAt + resultAt(p, column, yBlock);
    FloatVector s0c0 = FloatVector.zero(SPECIES);
    FloatVector s1c0 = FloatVector.zero(SPECIES);
    FloatVector s2c0 = FloatVector.zero(SPECIES);
    FloatVector s3c0 = FloatVector.zero(SPECIES);
    FloatVector s4c0 = FloatVector.zero(SPECIES);
    FloatVector s5c0 = FloatVector.zero(SPECIES);
    FloatVector s6c0 = FloatVector.zero(SPECIES);
    FloatVector s7c0 = FloatVector.zero(SPECIES);
    FloatVector s8c0 = FloatVector.zero(SPECIES);
    FloatVector s9c0 = FloatVector.zero(SPECIES);
    FloatVector s10c0 = FloatVector.zero(SPECIES);
    FloatVector s11c0 = FloatVector.zero(SPECIES);
    for (int k = 0; k < offsets.length; k++) {
      int at = xAt + offsets[k];
      FloatVector v0 = FloatVector.fromArray(SPECIES, w, w0 + k * Panel.LANES);
      FloatVector x0 = FloatVector.broadcast(SPECIES, x[at]);
      s0c0 = v0.fma(x0, s0c0);
      FloatVector x1 = FloatVector.broadcast(SPECIES, x[at + 1]);
      s1c0 = v0.fma(x1, s1c0);
      FloatVector x2 = FloatVector.broadcast(SPECIES, x[at + 2]);
      s2c0 = v0.fma(x2, s2c0);
      FloatVector x3 = FloatVector.broadcast(SPECIES, x[at + 3]);
      s3c0 = v0.fma(x3, s3c0);
      FloatVector x4 = FloatVector.broadcast(SPECIES, x[at + 4]);
      s4c0 = v0.fma(x4, s4c0);
      FloatVector x5 = FloatVector.broadcast(SPECIES, x[at + 5]);
      s5c0 = v0.fma(x5, s5c0);
      FloatVector x6 = FloatVector.broadcast(SPECIES, x[at + 6]);
      s6c0 = v0.fma(x6, s6c0);
      FloatVector x7 = FloatVector.broadcast(SPECIES, x[at + 7]);
      s7c0 = v0.fma(x7, s7c0);
      FloatVector x8 = FloatVector.broadcast(SPECIES, x[at + 8]);
      s8c0 = v0.fma(x8, s8c0);
      FloatVector x9 = FloatVector.broadcast(SPECIES, x[at + 9]);
      s9c0 = v0.fma(x9, s9c0);
      FloatVector x10 = FloatVector.broadcast(SPECIES, x[at + 10]);
      s10c0 = v0.fma(x10, s10c0);
      FloatVector x11 = FloatVector.broadcast(SPECIES, x[at + 11]);
      s11c0 = v0.fma(x11, s11c0);
    }
    FloatVector bias0 = FloatVector.fromArray(SPECIES, p.bias, column * LENGTH);
    FloatVector least = FloatVector.broadcast(SPECIES, low);
    FloatVector v = bias0.add(s0c0);
    v.blend(least, v.compare(LT, least)).intoArray(y, y0);
    v = bias0.add(s1c0);
    v.blend(least, v.compare(LT, least)).intoArray(y, y0 + yStep);
    v = bias0.add(s2c0);
    v.blend(least, v.compare(LT, least)).intoArray(y, y0 + 2 * yStep);
    v = bias0.add(s3c0);
    v.blend(least, v.compare(LT, least)).intoArray(y, y0 + 3 * yStep);
    v = bias0.add(s4c0);
    v.blend(least, v.compare(LT, least)).intoArray(y, y0 + 4 * yStep);
    v = bias0.add(s5c0);
    v.blend(least, v.compare(LT, least)).intoArray(y, y0 + 5 * yStep);
    v = bias0.add(s6c0);
    v.blend(least, v.compare(LT, least)).intoArray(y, y0 + 6 * yStep);
    v = bias0.add(s7c0);
    v.blend(least, v.compare(LT, least)).intoArray(y, y0 + 7 * yStep);
    v = bias0.add(s8c0);
    v.blend(least, v.compare(LT, least)).intoArray(y, y0 + 8 * yStep);
    v = bias0.add(s9c0);
    v.blend(least, v.compare(LT, least)).intoArray(y, y0 + 9 * yStep);
    v = bias0.add(s10c0);
    v.blend(least, v.compare(LT, least)).intoArray(y, y0 + 10 * yStep);
    v = bias0.add(s11c0);
    v.blend(least, v.compare(LT, least)).intoArray(y, y0 + 11 * yStep);
  }

  /** 4 positions by 1 column. */
  static void rows4x1(
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
    int y0 = yAt + resultAt(p, column, yBlock);
    FloatVector s0c0 = FloatVector.zero(SPECIES);
    FloatVector s1c0 = FloatVector.zero(SPECIES);
    FloatVector s2c0 = FloatVector.zero(SPECIES);
    FloatVector s3c0 = FloatVector.zero(SPECIES);
    for (int k = 0; k < offsets.length; k++) {
      int at = xAt + offsets[k];
      FloatVector v0 = FloatVector.fromArray(SPECIES, w, w0 + k * Panel.LANES);
      FloatVector x0 = FloatVector.broadcast(SPECIES, x[at]);
      s0c0 = v0.fma(x0, s0c0);
      FloatVector x1 = FloatVector.broadcast(SPECIES, x[at + xStep]);
      s1c0 = v0.fma(x1, s1c0);
      FloatVector x2 = FloatVector.broadcast(SPECIES, x[at + 2 * xStep]);
      s2c0 = v0.fma(x2, s2c0);
      FloatVector x3 = FloatVector.broadcast(SPECIES, x[at + 3 * xStep]);
      s3c0 = v0.fma(x3, s3c0);
    }
    FloatVector bias0 = FloatVector.fromArray(SPECIES, p.bias, column * LENGTH);
    FloatVector least = FloatVector.broadcast(SPECIES, low);
    FloatVector v = bias0.add(s0c0);
    v.blend(least, v.compare(LT, least)).intoArray(y, y0);
    v = bias0.add(s1c0);
    v.blend(least, v.compare(LT, least)).intoArray(y, y0 + yStep);
    v = bias0.add(s2c0);
    v.blend(least, v.compare(LT, least)).intoArray(y, y0 + 2 * yStep);
    v = bias0.add(s3c0);
    v.blend(least, v.compare(LT, least)).intoArray(y, y0 + 3 * yStep);
  }
}

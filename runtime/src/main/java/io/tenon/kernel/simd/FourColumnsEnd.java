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
 * The register tiles of {@code Kernels.rows} by 4 columns for the positions that 6×4 leaves: as
 * fast as {@link FourColumns}, for whose reasons they are written out.
 */
final class FourColumnsEnd {
  private FourColumnsEnd() {}

  /** 5 positions by 4 columns. */
  static void rows5x4(
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
    int w2 = weightsAt(p, column + 2);
    int w3 = weightsAt(p, column + 3);
    int y0 = yAt + resultAt(p, column, yBlock);
    int y1 = yAt + resultAt(p, column + 1, yBlock);
    int y2 = yAt + resultAt(p, column + 2, yBlock);
    int y3 = yAt + resultAt(p, column + 3, yBlock);
    FloatVector s0c0 = FloatVector.zero(SPECIES);
    FloatVector s0c1 = FloatVector.zero(SPECIES);
    FloatVector s0c2 = FloatVector.zero(SPECIES);
    FloatVector s0c3 = FloatVector.zero(SPECIES);
    FloatVector s1c0 = FloatVector.zero(SPECIES);
    FloatVector s1c1 = FloatVector.zero(SPECIES);
    FloatVector s1c2 = FloatVector.zero(SPECIES);
    FloatVector s1c3 = FloatVector.zero(SPECIES);
    FloatVector s2c0 = FloatVector.zero(SPECIES);
    FloatVector s2c1 = FloatVector.zero(SPECIES);
    FloatVector s2c2 = FloatVector.zero(SPECIES);
    FloatVector s2c3 = FloatVector.zero(SPECIES);
    FloatVector s3c0 = FloatVector.zero(SPECIES);
    FloatVector s3c1 = FloatVector.zero(SPECIES);
    FloatVector s3c2 = FloatVector.zero(SPECIES);
    FloatVector s3c3 = FloatVector.zero(SPECIES);
    FloatVector s4c0 = FloatVector.zero(SPECIES);
    FloatVector s4c1 = FloatVector.zero(SPECIES);
    FloatVector s4c2 = FloatVector.zero(SPECIES);
    FloatVector s4c3 = FloatVector.zero(SPECIES);
    for (int k = 0; k < offsets.length; k++) {
      int at = xAt + offsets[k];
      FloatVector v0 = FloatVector.fromArray(SPECIES, w, w0 + k * Panel.LANES);
      FloatVector v1 = FloatVector.fromArray(SPECIES, w, w1 + k * Panel.LANES);
      FloatVector v2 = FloatVector.fromArray(SPECIES, w, w2 + k * Panel.LANES);
      FloatVector v3 = FloatVector.fromArray(SPECIES, w, w3 + k * Panel.LANES);
      FloatVector x0 = FloatVector.broadcast(SPECIES, x[at]);
      s0c0 = v0.fma(x0, s0c0);
      s0c1 = v1.fma(x0, s0c1);
      s0c2 = v2.fma(x0, s0c2);
      s0c3 = v3.fma(x0, s0c3);
      FloatVector x1 = FloatVector.broadcast(SPECIES, x[at + xStep]);
      s1c0 = v0.fma(x1, s1c0);
      s1c1 = v1.fma(x1, s1c1);
      s1c2 = v2.fma(x1, s1c2);
      s1c3 = v3.fma(x1, s1c3);
      FloatVector x2 = FloatVector.broadcast(SPECIES, x[at + 2 * xStep]);
      s2c0 = v0.fma(x2, s2c0);
      s2c1 = v1.fma(x2, s2c1);
      s2c2 = v2.fma(x2, s2c2);
      s2c3 = v3.fma(x2, s2c3);
      FloatVector x3 = FloatVector.broadcast(SPECIES, x[at + 3 * xStep]);
      s3c0 = v0.fma(x3, s3c0);
      s3c1 = v1.fma(x3, s3c1);
      s3c2 = v2.fma(x3, s3c2);
      s3c3 = v3.fma(x3, s3c3);
      FloatVector x4 = FloatVector.broadcast(SPECIES, x[at + 4 * xStep]);
      s4c0 = v0.fma(x4, s4c0);
      s4c1 = v1.fma(x4, s4c1);
      s4c2 = v2.fma(x4, s4c2);
      s4c3 = v3.fma(x4, s4c3);
    }
    FloatVector bias0 = FloatVector.fromArray(SPECIES, p.bias, column * LENGTH);
    FloatVector bias1 = FloatVector.fromArray(SPECIES, p.bias, (column + 1) * LENGTH);
    FloatVector bias2 = FloatVector.fromArray(SPECIES, p.bias, (column + 2) * LENGTH);
    FloatVector bias3 = FloatVector.fromArray(SPECIES, p.bias, (column + 3) * LENGTH);
    FloatVector least = FloatVector.broadcast(SPECIES, low);
    FloatVector v = bias0.add(s0c0);
    v.blend(least, v.compare(LT, least)).intoArray(y, y0);
    v = bias1.add(s0c1);
    v.blend(least, v.compare(LT, least)).intoArray(y, y1);
    v = bias2.add(s0c2);
    v.blend(least, v.compare(LT, least)).intoArray(y, y2);
    v = bias3.add(s0c3);
    v.blend(least, v.compare(LT, least)).intoArray(y, y3);
    v = bias0.add(s1c0);
    v.blend(least, v.compare(LT, least)).intoArray(y, y0 + yStep);
    v = bias1.add(s1c1);
    v.blend(least, v.compare(LT, least)).intoArray(y, y1 + yStep);
    v = bias2.add(s1c2);
    v.blend(least, v.compare(LT, least)).intoArray(y, y2 + yStep);
    v = bias3.add(s1c3);
    v.blend(least, v.compare(LT, least)).intoArray(y, y3 + yStep);
    v = bias0.add(s2c0);
    v.blend(least, v.compare(LT, least)).intoArray(y, y0 + 2 * yStep);
    v = bias1.add(s2c1);
    v.blend(least, v.compare(LT, least)).intoArray(y, y1 + 2 * yStep);
    v = bias2.add(s2c2);
    v.blend(least, v.compare(LT, least)).intoArray(y, y2 + 2 * yStep);
    v = bias3.add(s2c3);
    v.blend(least, v.compare(LT, least)).intoArray(y, y3 + 2 * yStep);
    v = bias0.add(s3c0);
    v.blend(least, v.compare(LT, least)).intoArray(y, y0 + 3 * yStep);
    v = bias1.add(s3c1);
    v.blend(least, v.compare(LT, least)).intoArray(y, y1 + 3 * yStep);
    v = bias2.add(s3c2);
    v.blend(least, v.compare(LT, least)).intoArray(y, y2 + 3 * yStep);
    v = bias3.add(s3c3);
    v.blend(least, v.compare(LT, least)).intoArray(y, y3 + 3 * yStep);
    v = bias0.add(s4c0);
    v.blend(least, v.compare(LT, least)).intoArray(y, y0 + 4 * yStep);
    v = bias1.add(s4c1);
    v.blend(least, v.compare(LT, least)).intoArray(y, y1 + 4 * yStep);
    v = bias2.add(s4c2);
    v.blend(least, v.compare(LT, least)).intoArray(y, y2 + 4 * yStep);
    v = bias3.add(s4c3);
    v.blend(least, v.compare(LT, least)).intoArray(y, y3 + 4 * yStep);
  }

  /** 4 positions by 4 columns. */
  static void rows4x4(
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
    int w2 = weightsAt(p, column + 2);
    int w3 = weightsAt(p, column + 3);
    int y0 = yAt + resultAt(p, column, yBlock);
    int y1 = yAt + resultAt(p, column + 1, yBlock);
    int y2 = yAt + resultAt(p, column + 2, yBlock);
    int y3 = yAt + resultAt(p, column + 3, yBlock);
    FloatVector s0c0 = FloatVector.zero(SPECIES);
    FloatVector s0c1 = FloatVector.zero(SPECIES);
    FloatVector s0c2 = FloatVector.zero(SPECIES);
    FloatVector s0c3 = FloatVector.zero(SPECIES);
    FloatVector s1c0 = FloatVector.zero(SPECIES);
    FloatVector s1c1 = FloatVector.zero(SPECIES);
    FloatVector s1c2 = FloatVector.zero(SPECIES);
    FloatVector s1c3 = FloatVector.zero(SPECIES);
    FloatVector s2c0 = FloatVector.zero(SPECIES);
    FloatVector s2c1 = FloatVector.zero(SPECIES);
    FloatVector s2c2 = FloatVector.zero(SPECIES);
    FloatVector s2c3 = FloatVector.zero(SPECIES);
    FloatVector s3c0 = FloatVector.zero(SPECIES);
    FloatVector s3c1 = FloatVector.zero(SPECIES);
    FloatVector s3c2 = FloatVector.zero(SPECIES);
    FloatVector s3c3 = FloatVector.zero(SPECIES);
    for (int k = 0; k < offsets.length; k++) {
      int at = xAt + offsets[k];
      FloatVector v0 = FloatVector.fromArray(SPECIES, w, w0 + k * Panel.LANES);
      FloatVector v1 = FloatVector.fromArray(SPECIES, w, w1 + k * Panel.LANES);
      FloatVector v2 = FloatVector.fromArray(SPECIES, w, w2 + k * Panel.LANES);
      FloatVector v3 = FloatVector.fromArray(SPECIES, w, w3 + k * Panel.LANES);
      FloatVector x0 = FloatVector.broadcast(SPECIES, x[at]);
      s0c0 = v0.fma(x0, s0c0);
      s0c1 = v1.fma(x0, s0c1);
      s0c2 = v2.fma(x0, s0c2);
      s0c3 = v3.fma(x0, s0c3);
      FloatVector x1 = FloatVector.broadcast(SPECIES, x[at + xStep]);
      s1c0 = v0.fma(x1, s1c0);
      s1c1 = v1.fma(x1, s1c1);
      s1c2 = v2.fma(x1, s1c2);
      s1c3 = v3.fma(x1, s1c3);
      FloatVector x2 = FloatVector.broadcast(SPECIES, x[at + 2 * xStep]);
      s2c0 = v0.fma(x2, s2c0);
      s2c1 = v1.fma(x2, s2c1);
      s2c2 = v2.fma(x2, s2c2);
      s2c3 = v3.fma(x2, s2c3);
      FloatVector x3 = FloatVector.broadcast(SPECIES, x[at + 3 * xStep]);
      s3c0 = v0.fma(x3, s3c0);
      s3c1 = v1.fma(x3, s3c1);
      s3c2 = v2.fma(x3, s3c2);
      s3c3 = v3.fma(x3, s3c3);
    }
    FloatVector bias0 = FloatVector.fromArray(SPECIES, p.bias, column * LENGTH);
    FloatVector bias1 = FloatVector.fromArray(SPECIES, p.bias, (column + 1) * LENGTH);
    FloatVector bias2 = FloatVector.fromArray(SPECIES, p.bias, (column + 2) * LENGTH);
    FloatVector bias3 = FloatVector.fromArray(SPECIES, p.bias, (column + 3) * LENGTH);
    FloatVector least = FloatVector.broadcast(SPECIES, low);
    FloatVector v = bias0.add(s0c0);
    v.blend(least, v.compare(LT, least)).intoArray(y, y0);
    v = bias1.add(s0c1);
    v.blend(least, v.compare(LT, least)).intoArray(y, y1);
    v = bias2.add(s0c2);
    v.blend(least, v.compare(LT, least)).intoArray(y, y2);
    v = bias3.add(s0c3);
    v.blend(least, v.compare(LT, least)).intoArray(y, y3);
    v = bias0.add(s1c0);
    v.blend(least, v.compare(LT, least)).intoArray(y, y0 + yStep);
    v = bias1.add(s1c1);
    v.blend(least, v.compare(LT, least)).intoArray(y, y1 + yStep);
    v = bias2.add(s1c2);
    v.blend(least, v.compare(LT, least)).intoArray(y, y2 + yStep);
    v = bias3.add(s1c3);
    v.blend(least, v.compare(LT, least)).intoArray(y, y3 + yStep);
    v = bias0.add(s2c0);
    v.blend(least, v.compare(LT, least)).intoArray(y, y0 + 2 * yStep);
    v = bias1.add(s2c1);
    v.blend(least, v.compare(LT, least)).intoArray(y, y1 + 2 * yStep);
    v = bias2.add(s2c2);
    v.blend(least, v.compare(LT, least)).intoArray(y, y2 + 2 * yStep);
    v = bias3.add(s2c3);
    v.blend(least, v.compare(LT, least)).intoArray(y, y3 + 2 * yStep);
    v = bias0.add(s3c0);
    v.blend(least, v.compare(LT, least)).intoArray(y, y0 + 3 * yStep);
    v = bias1.add(s3c1);
    v.blend(least, v.compare(LT, least)).intoArray(y, y1 + 3 * yStep);
    v = bias2.add(s3c2);
    v.blend(least, v.compare(LT, least)).intoArray(y, y2 + 3 * yStep);
    v = bias3.add(s3c3);
    v.blend(least, v.compare(LT, least)).intoArray(y, y3 + 3 * yStep);
  }

  /** 3 positions by 4 columns. */
  static void rows3x4(
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
    int w2 = weightsAt(p, column + 2);
    int w3 = weightsAt(p, column + 3);
    int y0 = yAt + resultAt(p, column, yBlock);
    int y1 = yAt + resultAt(p, column + 1, yBlock);
    int y2 = yAt + resultAt(p, column + 2, yBlock);
    int y3 = yAt + resultAt(p, column + 3, yBlock);
    FloatVector s0c0 = FloatVector.zero(SPECIES);
    FloatVector s0c1 = FloatVector.zero(SPECIES);
    FloatVector s0c2 = FloatVector.zero(SPECIES);
    FloatVector s0c3 = FloatVector.zero(SPECIES);
    FloatVector s1c0 = FloatVector.zero(SPECIES);
    FloatVector s1c1 = FloatVector.zero(SPECIES);
    FloatVector s1c2 = FloatVector.zero(SPECIES);
    FloatVector s1c3 = FloatVector.zero(SPECIES);
    FloatVector s2c0 = FloatVector.zero(SPECIES);
    FloatVector s2c1 = FloatVector.zero(SPECIES);
    FloatVector s2c2 = FloatVector.zero(SPECIES);
    FloatVector s2c3 = FloatVector.zero(SPECIES);
    for (int k = 0; k < offsets.length; k++) {
      int at = xAt + offsets[k];
      FloatVector v0 = FloatVector.fromArray(SPECIES, w, w0 + k * Panel.LANES);
      FloatVector v1 = FloatVector.fromArray(SPECIES, w, w1 + k * Panel.LANES);
      FloatVector v2 = FloatVector.fromArray(SPECIES, w, w2 + k * Panel.LANES);
      FloatVector v3 = FloatVector.fromArray(SPECIES, w, w3 + k * Panel.LANES);
      FloatVector x0 = FloatVector.broadcast(SPECIES, x[at]);
      s0c0 = v0.fma(x0, s0c0);
      s0c1 = v1.fma(x0, s0c1);
      s0c2 = v2.fma(x0, s0c2);
      s0c3 = v3.fma(x0, s0c3);
      FloatVector x1 = FloatVector.broadcast(SPECIES, x[at + xStep]);
      s1c0 = v0.fma(x1, s1c0);
      s1c1 = v1.fma(x1, s1c1);
      s1c2 = v2.fma(x1, s1c2);
      s1c3 = v3.fma(x1, s1c3);
      FloatVector x2 = FloatVector.broadcast(SPECIES, x[at + 2 * xStep]);
      s2c0 = v0.fma(x2, s2c0);
      s2c1 = v1.fma(x2, s2c1);
      s2c2 = v2.fma(x2, s2c2);
      s2c3 = v3.fma(x2, s2c3);
    }
    FloatVector bias0 = FloatVector.fromArray(SPECIES, p.bias, column * LENGTH);
    FloatVector bias1 = FloatVector.fromArray(SPECIES, p.bias, (column + 1) * LENGTH);
    FloatVector bias2 = FloatVector.fromArray(SPECIES, p.bias, (column + 2) * LENGTH);
    FloatVector bias3 = FloatVector.fromArray(SPECIES, p.bias, (column + 3) * LENGTH);
    FloatVector least = FloatVector.broadcast(SPECIES, low);
    FloatVector v = bias0.add(s0c0);
    v.blend(least, v.compare(LT, least)).intoArray(y, y0);
    v = bias1.add(s0c1);
    v.blend(least, v.compare(LT, least)).intoArray(y, y1);
    v = bias2.add(s0c2);
    v.blend(least, v.compare(LT, least)).intoArray(y, y2);
    v = bias3.add(s0c3);
    v.blend(least, v.compare(LT, least)).intoArray(y, y3);
    v = bias0.add(s1c0);
    v.blend(least, v.compare(LT, least)).intoArray(y, y0 + yStep);
    v = bias1.add(s1c1);
    v.blend(least, v.compare(LT, least)).intoArray(y, y1 + yStep);
    v = bias2.add(s1c2);
    v.blend(least, v.compare(LT, least)).intoArray(y, y2 + yStep);
    v = bias3.add(s1c3);
    v.blend(least, v.compare(LT, least)).intoArray(y, y3 + yStep);
    v = bias0.add(s2c0);
    v.blend(least, v.compare(LT, least)).intoArray(y, y0 + 2 * yStep);
    v = bias1.add(s2c1);
    v.blend(least, v.compare(LT, least)).intoArray(y, y1 + 2 * yStep);
    v = bias2.add(s2c2);
    v.blend(least, v.compare(LT, least)).intoArray(y, y2 + 2 * yStep);
    v = bias3.add(s2c3);
    v.blend(least, v.compare(LT, least)).intoArray(y, y3 + 2 * yStep);
  }
}

package io.tenon.kernel.simd;

import static io.tenon.kernel.simd.Columns.LENGTH;
import static io.tenon.kernel.simd.Columns.SPECIES;
import static io.tenon.kernel.simd.Columns.resultAt;
import static io.tenon.kernel.simd.Columns.weightsAt;

import io.tenon.kernel.Panel;
import jdk.incubator.vector.FloatVector;

/**
 * The register tiles of {@code Kernels.rows} for one position: a linear layer's single sample, and
 * what is left of a row.
 *
 * <p>Each tile keeps its sums in registers through one loop over the terms: C2 boxes vectors that
 * are carried through two nested loops (JDK 17) or passed to a helper that it does not inline. So
 * the tiles are written out, and what they share is arithmetic on offsets alone.
 *
 * <p>Fewer than four sums wait for each addition's latency, so the widest tile that fits is taken:
 * 30 GFLOP/s for one column, 50 for two, 55 for eight (JDK 25; there the weights' way from L2 is
 * the limit).
 */
final class OnePosition {
  private OnePosition() {}

  /** 1 position by 8 columns. */
  static void rows1x8(Panel p, int column, float[] x, int xAt, float[] y, int yAt, int yBlock) {
    float[] w = p.weights;
    int[] offsets = p.offsets;
    int w0 = weightsAt(p, column);
    int w1 = weightsAt(p, column + 1);
    int w2 = weightsAt(p, column + 2);
    int w3 = weightsAt(p, column + 3);
    int w4 = weightsAt(p, column + 4);
    int w5 = weightsAt(p, column + 5);
    int w6 = weightsAt(p, column + 6);
    int w7 = weightsAt(p, column + 7);
    FloatVector s0c0 = FloatVector.zero(SPECIES);
    FloatVector s0c1 = FloatVector.zero(SPECIES);
    FloatVector s0c2 = FloatVector.zero(SPECIES);
    FloatVector s0c3 = FloatVector.zero(SPECIES);
    FloatVector s0c4 = FloatVector.zero(SPECIES);
    FloatVector s0c5 = FloatVector.zero(SPECIES);
    FloatVector s0c6 = FloatVector.zero(SPECIES);
    FloatVector s0c7 = FloatVector.zero(SPECIES);
    for (int k = 0; k < offsets.length; k++) {
      int at = xAt + offsets[k];
      FloatVector v0 = FloatVector.fromArray(SPECIES, w, w0 + k * Panel.LANES);
      FloatVector v1 = FloatVector.fromArray(SPECIES, w, w1 + k * Panel.LANES);
      FloatVector v2 = FloatVector.fromArray(SPECIES, w, w2 + k * Panel.LANES);
      FloatVector v3 = FloatVector.fromArray(SPECIES, w, w3 + k * Panel.LANES);
      FloatVector v4 = FloatVector.fromArray(SPECIES, w, w4 + k * Panel.LANES);
      FloatVector v5 = FloatVector.fromArray(SPECIES, w, w5 + k * Panel.LANES);
      FloatVector v6 = FloatVector.fromArray(SPECIES, w, w6 + k * Panel.LANES);
      FloatVector v7 = FloatVector.fromArray(SPECIES, w, w7 + k * Panel.LANES);
      FloatVector x0 = FloatVector.broadcast(SPECIES, x[at]);
      s0c0 = v0.fma(x0, s0c0);
      s0c1 = v1.fma(x0, s0c1);
      s0c2 = v2.fma(x0, s0c2);
      s0c3 = v3.fma(x0, s0c3);
      s0c4 = v4.fma(x0, s0c4);
      s0c5 = v5.fma(x0, s0c5);
      s0c6 = v6.fma(x0, s0c6);
      s0c7 = v7.fma(x0, s0c7);
    }
    FloatVector bias0 = FloatVector.fromArray(SPECIES, p.bias, column * LENGTH);
    FloatVector bias1 = FloatVector.fromArray(SPECIES, p.bias, (column + 1) * LENGTH);
    FloatVector bias2 = FloatVector.fromArray(SPECIES, p.bias, (column + 2) * LENGTH);
    FloatVector bias3 = FloatVector.fromArray(SPECIES, p.bias, (column + 3) * LENGTH);
    FloatVector bias4 = FloatVector.fromArray(SPECIES, p.bias, (column + 4) * LENGTH);
    FloatVector bias5 = FloatVector.fromArray(SPECIES, p.bias, (column + 5) * LENGTH);
    FloatVector bias6 = FloatVector.fromArray(SPECIES, p.bias, (column + 6) * LENGTH);
    FloatVector bias7 = FloatVector.fromArray(SPECIES, p.bias, (column + 7) * LENGTH);
    int y0 = yAt + resultAt(p, column, yBlock);
    int y1 = yAt + resultAt(p, column + 1, yBlock);
    int y2 = yAt + resultAt(p, column + 2, yBlock);
    int y3 = yAt + resultAt(p, column + 3, yBlock);
    int y4 = yAt + resultAt(p, column + 4, yBlock);
    int y5 = yAt + resultAt(p, column + 5, yBlock);
    int y6 = yAt + resultAt(p, column + 6, yBlock);
    int y7 = yAt + resultAt(p, column + 7, yBlock);
    bias0.add(s0c0).intoArray(y, y0);
    bias1.add(s0c1).intoArray(y, y1);
    bias2.add(s0c2).intoArray(y, y2);
    bias3.add(s0c3).intoArray(y, y3);
    bias4.add(s0c4).intoArray(y, y4);
    bias5.add(s0c5).intoArray(y, y5);
    bias6.add(s0c6).intoArray(y, y6);
    bias7.add(s0c7).intoArray(y, y7);
  }

  /** 1 position by 4 columns. */
  static void rows1x4(Panel p, int column, float[] x, int xAt, float[] y, int yAt, int yBlock) {
    float[] w = p.weights;
    int[] offsets = p.offsets;
    int w0 = weightsAt(p, column);
    int w1 = weightsAt(p, column + 1);
    int w2 = weightsAt(p, column + 2);
    int w3 = weightsAt(p, column + 3);
    FloatVector s0c0 = FloatVector.zero(SPECIES);
    FloatVector s0c1 = FloatVector.zero(SPECIES);
    FloatVector s0c2 = FloatVector.zero(SPECIES);
    FloatVector s0c3 = FloatVector.zero(SPECIES);
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
    }
    FloatVector bias0 = FloatVector.fromArray(SPECIES, p.bias, column * LENGTH);
    FloatVector bias1 = FloatVector.fromArray(SPECIES, p.bias, (column + 1) * LENGTH);
    FloatVector bias2 = FloatVector.fromArray(SPECIES, p.bias, (column + 2) * LENGTH);
    FloatVector bias3 = FloatVector.fromArray(SPECIES, p.bias, (column + 3) * LENGTH);
    int y0 = yAt + resultAt(p, column, yBlock);
    int y1 = yAt + resultAt(p, column + 1, yBlock);
    int y2 = yAt + resultAt(p, column + 2, yBlock);
    int y3 = yAt + resultAt(p, column + 3, yBlock);
    bias0.add(s0c0).intoArray(y, y0);
    bias1.add(s0c1).intoArray(y, y1);
    bias2.add(s0c2).intoArray(y, y2);
    bias3.add(s0c3).intoArray(y, y3);
  }

  /** 1 position by 2 columns. */
  static void rows1x2(Panel p, int column, float[] x, int xAt, float[] y, int yAt, int yBlock) {
    float[] w = p.weights;
    int[] offsets = p.offsets;
    int w0 = weightsAt(p, column);
    int w1 = weightsAt(p, column + 1);
    FloatVector s0c0 = FloatVector.zero(SPECIES);
    FloatVector s0c1 = FloatVector.zero(SPECIES);
    for (int k = 0; k < offsets.length; k++) {
      int at = xAt + offsets[k];
      FloatVector v0 = FloatVector.fromArray(SPECIES, w, w0 + k * Panel.LANES);
      FloatVector v1 = FloatVector.fromArray(SPECIES, w, w1 + k * Panel.LANES);
      FloatVector x0 = FloatVector.broadcast(SPECIES, x[at]);
      s0c0 = v0.fma(x0, s0c0);
      s0c1 = v1.fma(x0, s0c1);
    }
    FloatVector bias0 = FloatVector.fromArray(SPECIES, p.bias, column * LENGTH);
    FloatVector bias1 = FloatVector.fromArray(SPECIES, p.bias, (column + 1) * LENGTH);
    int y0 = yAt + resultAt(p, column, yBlock);
    int y1 = yAt + resultAt(p, column + 1, yBlock);
    bias0.add(s0c0).intoArray(y, y0);
    bias1.add(s0c1).intoArray(y, y1);
  }

  /** 1 position by 1 column. */
  static void rows1x1(Panel p, int column, float[] x, int xAt, float[] y, int yAt, int yBlock) {
    float[] w = p.weights;
    int[] offsets = p.offsets;
    int w0 = weightsAt(p, column);
    FloatVector s0c0 = FloatVector.zero(SPECIES);
    for (int k = 0; k < offsets.length; k++) {
      int at = xAt + offsets[k];
      FloatVector v0 = FloatVector.fromArray(SPECIES, w, w0 + k * Panel.LANES);
      s0c0 = v0.fma(FloatVector.broadcast(SPECIES, x[at]), s0c0);
    }
    FloatVector bias0 = FloatVector.fromArray(SPECIES, p.bias, column * LENGTH);
    int y0 = yAt + resultAt(p, column, yBlock);
    bias0.add(s0c0).intoArray(y, y0);
  }
}

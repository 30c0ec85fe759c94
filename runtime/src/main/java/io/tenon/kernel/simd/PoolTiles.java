package io.tenon.kernel.simd;

import static io.tenon.kernel.simd.Columns.LENGTH;
import static io.tenon.kernel.simd.Columns.SPECIES;
import static io.tenon.kernel.simd.Columns.ZERO;
import static io.tenon.kernel.simd.Columns.resultAt;
import static io.tenon.kernel.simd.Columns.weightsAt;

import io.tenon.kernel.Panel;
import jdk.incubator.vector.FloatVector;

/**
 * The register tiles of {@code Kernels.rowsMaxPool2}: four sums for each pooled position, and their
 * maximum.
 *
 * <p>Each tile keeps its sums in registers through one loop over the terms: C2 boxes vectors that
 * are carried through two nested loops (JDK 17) or passed to a helper that it does not inline. So
 * the tiles are written out, and what they share is arithmetic on offsets alone. Columns are
 * vectors of outputs; a block of 16 outputs has one to four.
 */
final class PoolTiles {
  private PoolTiles() {}

  /** 7 pooled positions, four sums each, of one column. */
  static void maxPool7(
      Panel p,
      int column,
      float[] x,
      int xAt,
      int xRow,
      int xStep,
      float[] y,
      int yAt,
      int yBlock) {
    float[] w = p.weights;
    int[] offsets = p.offsets;
    int w0 = weightsAt(p, column);
    FloatVector a0 = ZERO;
    FloatVector b0 = ZERO;
    FloatVector c0 = ZERO;
    FloatVector d0 = ZERO;
    FloatVector a1 = ZERO;
    FloatVector b1 = ZERO;
    FloatVector c1 = ZERO;
    FloatVector d1 = ZERO;
    FloatVector a2 = ZERO;
    FloatVector b2 = ZERO;
    FloatVector c2 = ZERO;
    FloatVector d2 = ZERO;
    FloatVector a3 = ZERO;
    FloatVector b3 = ZERO;
    FloatVector c3 = ZERO;
    FloatVector d3 = ZERO;
    FloatVector a4 = ZERO;
    FloatVector b4 = ZERO;
    FloatVector c4 = ZERO;
    FloatVector d4 = ZERO;
    FloatVector a5 = ZERO;
    FloatVector b5 = ZERO;
    FloatVector c5 = ZERO;
    FloatVector d5 = ZERO;
    FloatVector a6 = ZERO;
    FloatVector b6 = ZERO;
    FloatVector c6 = ZERO;
    FloatVector d6 = ZERO;
    for (int k = 0; k < offsets.length; k++) {
      int top = xAt + offsets[k];
      int bottom = top + xRow;
      FloatVector v = FloatVector.fromArray(SPECIES, w, w0 + k * Panel.LANES);
      a0 = v.fma(FloatVector.broadcast(SPECIES, x[top]), a0);
      b0 = v.fma(FloatVector.broadcast(SPECIES, x[top + xStep]), b0);
      c0 = v.fma(FloatVector.broadcast(SPECIES, x[bottom]), c0);
      d0 = v.fma(FloatVector.broadcast(SPECIES, x[bottom + xStep]), d0);
      a1 = v.fma(FloatVector.broadcast(SPECIES, x[top + 2 * xStep]), a1);
      b1 = v.fma(FloatVector.broadcast(SPECIES, x[top + 3 * xStep]), b1);
      c1 = v.fma(FloatVector.broadcast(SPECIES, x[bottom + 2 * xStep]), c1);
      d1 = v.fma(FloatVector.broadcast(SPECIES, x[bottom + 3 * xStep]), d1);
      a2 = v.fma(FloatVector.broadcast(SPECIES, x[top + 4 * xStep]), a2);
      b2 = v.fma(FloatVector.broadcast(SPECIES, x[top + 5 * xStep]), b2);
      c2 = v.fma(FloatVector.broadcast(SPECIES, x[bottom + 4 * xStep]), c2);
      d2 = v.fma(FloatVector.broadcast(SPECIES, x[bottom + 5 * xStep]), d2);
      a3 = v.fma(FloatVector.broadcast(SPECIES, x[top + 6 * xStep]), a3);
      b3 = v.fma(FloatVector.broadcast(SPECIES, x[top + 7 * xStep]), b3);
      c3 = v.fma(FloatVector.broadcast(SPECIES, x[bottom + 6 * xStep]), c3);
      d3 = v.fma(FloatVector.broadcast(SPECIES, x[bottom + 7 * xStep]), d3);
      a4 = v.fma(FloatVector.broadcast(SPECIES, x[top + 8 * xStep]), a4);
      b4 = v.fma(FloatVector.broadcast(SPECIES, x[top + 9 * xStep]), b4);
      c4 = v.fma(FloatVector.broadcast(SPECIES, x[bottom + 8 * xStep]), c4);
      d4 = v.fma(FloatVector.broadcast(SPECIES, x[bottom + 9 * xStep]), d4);
      a5 = v.fma(FloatVector.broadcast(SPECIES, x[top + 10 * xStep]), a5);
      b5 = v.fma(FloatVector.broadcast(SPECIES, x[top + 11 * xStep]), b5);
      c5 = v.fma(FloatVector.broadcast(SPECIES, x[bottom + 10 * xStep]), c5);
      d5 = v.fma(FloatVector.broadcast(SPECIES, x[bottom + 11 * xStep]), d5);
      a6 = v.fma(FloatVector.broadcast(SPECIES, x[top + 12 * xStep]), a6);
      b6 = v.fma(FloatVector.broadcast(SPECIES, x[top + 13 * xStep]), b6);
      c6 = v.fma(FloatVector.broadcast(SPECIES, x[bottom + 12 * xStep]), c6);
      d6 = v.fma(FloatVector.broadcast(SPECIES, x[bottom + 13 * xStep]), d6);
    }
    FloatVector bias = FloatVector.fromArray(SPECIES, p.bias, column * LENGTH);
    int y0 = yAt + resultAt(column, yBlock);
    a0.max(b0).max(c0.max(d0)).add(bias).intoArray(y, y0);
    a1.max(b1).max(c1.max(d1)).add(bias).intoArray(y, y0 + 1 * Panel.LANES);
    a2.max(b2).max(c2.max(d2)).add(bias).intoArray(y, y0 + 2 * Panel.LANES);
    a3.max(b3).max(c3.max(d3)).add(bias).intoArray(y, y0 + 3 * Panel.LANES);
    a4.max(b4).max(c4.max(d4)).add(bias).intoArray(y, y0 + 4 * Panel.LANES);
    a5.max(b5).max(c5.max(d5)).add(bias).intoArray(y, y0 + 5 * Panel.LANES);
    a6.max(b6).max(c6.max(d6)).add(bias).intoArray(y, y0 + 6 * Panel.LANES);
  }

  /** 5 pooled positions, four sums each, of one column. */
  static void maxPool5(
      Panel p,
      int column,
      float[] x,
      int xAt,
      int xRow,
      int xStep,
      float[] y,
      int yAt,
      int yBlock) {
    float[] w = p.weights;
    int[] offsets = p.offsets;
    int w0 = weightsAt(p, column);
    FloatVector a0 = ZERO;
    FloatVector b0 = ZERO;
    FloatVector c0 = ZERO;
    FloatVector d0 = ZERO;
    FloatVector a1 = ZERO;
    FloatVector b1 = ZERO;
    FloatVector c1 = ZERO;
    FloatVector d1 = ZERO;
    FloatVector a2 = ZERO;
    FloatVector b2 = ZERO;
    FloatVector c2 = ZERO;
    FloatVector d2 = ZERO;
    FloatVector a3 = ZERO;
    FloatVector b3 = ZERO;
    FloatVector c3 = ZERO;
    FloatVector d3 = ZERO;
    FloatVector a4 = ZERO;
    FloatVector b4 = ZERO;
    FloatVector c4 = ZERO;
    FloatVector d4 = ZERO;
    for (int k = 0; k < offsets.length; k++) {
      int top = xAt + offsets[k];
      int bottom = top + xRow;
      FloatVector v = FloatVector.fromArray(SPECIES, w, w0 + k * Panel.LANES);
      a0 = v.fma(FloatVector.broadcast(SPECIES, x[top]), a0);
      b0 = v.fma(FloatVector.broadcast(SPECIES, x[top + xStep]), b0);
      c0 = v.fma(FloatVector.broadcast(SPECIES, x[bottom]), c0);
      d0 = v.fma(FloatVector.broadcast(SPECIES, x[bottom + xStep]), d0);
      a1 = v.fma(FloatVector.broadcast(SPECIES, x[top + 2 * xStep]), a1);
      b1 = v.fma(FloatVector.broadcast(SPECIES, x[top + 3 * xStep]), b1);
      c1 = v.fma(FloatVector.broadcast(SPECIES, x[bottom + 2 * xStep]), c1);
      d1 = v.fma(FloatVector.broadcast(SPECIES, x[bottom + 3 * xStep]), d1);
      a2 = v.fma(FloatVector.broadcast(SPECIES, x[top + 4 * xStep]), a2);
      b2 = v.fma(FloatVector.broadcast(SPECIES, x[top + 5 * xStep]), b2);
      c2 = v.fma(FloatVector.broadcast(SPECIES, x[bottom + 4 * xStep]), c2);
      d2 = v.fma(FloatVector.broadcast(SPECIES, x[bottom + 5 * xStep]), d2);
      a3 = v.fma(FloatVector.broadcast(SPECIES, x[top + 6 * xStep]), a3);
      b3 = v.fma(FloatVector.broadcast(SPECIES, x[top + 7 * xStep]), b3);
      c3 = v.fma(FloatVector.broadcast(SPECIES, x[bottom + 6 * xStep]), c3);
      d3 = v.fma(FloatVector.broadcast(SPECIES, x[bottom + 7 * xStep]), d3);
      a4 = v.fma(FloatVector.broadcast(SPECIES, x[top + 8 * xStep]), a4);
      b4 = v.fma(FloatVector.broadcast(SPECIES, x[top + 9 * xStep]), b4);
      c4 = v.fma(FloatVector.broadcast(SPECIES, x[bottom + 8 * xStep]), c4);
      d4 = v.fma(FloatVector.broadcast(SPECIES, x[bottom + 9 * xStep]), d4);
    }
    FloatVector bias = FloatVector.fromArray(SPECIES, p.bias, column * LENGTH);
    int y0 = yAt + resultAt(column, yBlock);
    a0.max(b0).max(c0.max(d0)).add(bias).intoArray(y, y0);
    a1.max(b1).max(c1.max(d1)).add(bias).intoArray(y, y0 + 1 * Panel.LANES);
    a2.max(b2).max(c2.max(d2)).add(bias).intoArray(y, y0 + 2 * Panel.LANES);
    a3.max(b3).max(c3.max(d3)).add(bias).intoArray(y, y0 + 3 * Panel.LANES);
    a4.max(b4).max(c4.max(d4)).add(bias).intoArray(y, y0 + 4 * Panel.LANES);
  }

  /** 2 pooled positions, four sums each, of one column. */
  static void maxPool2(
      Panel p,
      int column,
      float[] x,
      int xAt,
      int xRow,
      int xStep,
      float[] y,
      int yAt,
      int yBlock) {
    float[] w = p.weights;
    int[] offsets = p.offsets;
    int w0 = weightsAt(p, column);
    FloatVector a0 = ZERO;
    FloatVector b0 = ZERO;
    FloatVector c0 = ZERO;
    FloatVector d0 = ZERO;
    FloatVector a1 = ZERO;
    FloatVector b1 = ZERO;
    FloatVector c1 = ZERO;
    FloatVector d1 = ZERO;
    for (int k = 0; k < offsets.length; k++) {
      int top = xAt + offsets[k];
      int bottom = top + xRow;
      FloatVector v = FloatVector.fromArray(SPECIES, w, w0 + k * Panel.LANES);
      a0 = v.fma(FloatVector.broadcast(SPECIES, x[top]), a0);
      b0 = v.fma(FloatVector.broadcast(SPECIES, x[top + xStep]), b0);
      c0 = v.fma(FloatVector.broadcast(SPECIES, x[bottom]), c0);
      d0 = v.fma(FloatVector.broadcast(SPECIES, x[bottom + xStep]), d0);
      a1 = v.fma(FloatVector.broadcast(SPECIES, x[top + 2 * xStep]), a1);
      b1 = v.fma(FloatVector.broadcast(SPECIES, x[top + 3 * xStep]), b1);
      c1 = v.fma(FloatVector.broadcast(SPECIES, x[bottom + 2 * xStep]), c1);
      d1 = v.fma(FloatVector.broadcast(SPECIES, x[bottom + 3 * xStep]), d1);
    }
    FloatVector bias = FloatVector.fromArray(SPECIES, p.bias, column * LENGTH);
    int y0 = yAt + resultAt(column, yBlock);
    a0.max(b0).max(c0.max(d0)).add(bias).intoArray(y, y0);
    a1.max(b1).max(c1.max(d1)).add(bias).intoArray(y, y0 + 1 * Panel.LANES);
  }

  /** 1 pooled position, four sums each, of one column. */
  static void maxPool1(
      Panel p,
      int column,
      float[] x,
      int xAt,
      int xRow,
      int xStep,
      float[] y,
      int yAt,
      int yBlock) {
    float[] w = p.weights;
    int[] offsets = p.offsets;
    int w0 = weightsAt(p, column);
    FloatVector a0 = ZERO;
    FloatVector b0 = ZERO;
    FloatVector c0 = ZERO;
    FloatVector d0 = ZERO;
    for (int k = 0; k < offsets.length; k++) {
      int top = xAt + offsets[k];
      int bottom = top + xRow;
      FloatVector v = FloatVector.fromArray(SPECIES, w, w0 + k * Panel.LANES);
      a0 = v.fma(FloatVector.broadcast(SPECIES, x[top]), a0);
      b0 = v.fma(FloatVector.broadcast(SPECIES, x[top + xStep]), b0);
      c0 = v.fma(FloatVector.broadcast(SPECIES, x[bottom]), c0);
      d0 = v.fma(FloatVector.broadcast(SPECIES, x[bottom + xStep]), d0);
    }
    FloatVector bias = FloatVector.fromArray(SPECIES, p.bias, column * LENGTH);
    int y0 = yAt + resultAt(column, yBlock);
    a0.max(b0).max(c0.max(d0)).add(bias).intoArray(y, y0);
  }
}

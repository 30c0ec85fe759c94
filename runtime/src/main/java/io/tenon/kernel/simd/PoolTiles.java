package io.tenon.kernel.simd;

import static io.tenon.kernel.simd.Columns.LENGTH;
import static io.tenon.kernel.simd.Columns.SPECIES;
import static io.tenon.kernel.simd.Columns.resultAt;
import static io.tenon.kernel.simd.Columns.weightsAt;

import io.tenon.kernel.Panel;
import jdk.incubator.vector.FloatVector;

/**
 * The register tiles of {@code Kernels.rowsMaxPool2} for positions at any distance: four sums for
 * each pooled position, and their maximum.
 *
 * <p>Each tile keeps its sums in registers through one loop over the terms: C2 boxes vectors that
 * are carried through two nested loops (JDK 17) or passed to a helper that it does not inline. So
 * the tiles are written out, and what they share is arithmetic on offsets alone.
 */
final class PoolTiles {
  private PoolTiles() {}

  /** 3 pooled positions, four sums each, of one column. */
  static void maxPool3(
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
    FloatVector a0 = FloatVector.zero(SPECIES);
    FloatVector b0 = FloatVector.zero(SPECIES);
    FloatVector c0 = FloatVector.zero(SPECIES);
    FloatVector d0 = FloatVector.zero(SPECIES);
    FloatVector a1 = FloatVector.zero(SPECIES);
    FloatVector b1 = FloatVector.zero(SPECIES);
    FloatVector c1 = FloatVector.zero(SPECIES);
    FloatVector d1 = FloatVector.zero(SPECIES);
    FloatVector a2 = FloatVector.zero(SPECIES);
    FloatVector b2 = FloatVector.zero(SPECIES);
    FloatVector c2 = FloatVector.zero(SPECIES);
    FloatVector d2 = FloatVector.zero(SPECIES);
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
    }
    FloatVector bias = FloatVector.fromArray(SPECIES, p.bias, column * LENGTH);
    int y0 = yAt + resultAt(p, column, yBlock);
    bias.add(a0.max(b0).max(c0.max(d0))).intoArray(y, y0);
    bias.add(a1.max(b1).max(c1.max(d1))).intoArray(y, y0 + Panel.LANES);
    bias.add(a2.max(b2).max(c2.max(d2))).intoArray(y, y0 + 2 * Panel.LANES);
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
    FloatVector a0 = FloatVector.zero(SPECIES);
    FloatVector b0 = FloatVector.zero(SPECIES);
    FloatVector c0 = FloatVector.zero(SPECIES);
    FloatVector d0 = FloatVector.zero(SPECIES);
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
    int y0 = yAt + resultAt(p, column, yBlock);
    bias.add(a0.max(b0).max(c0.max(d0))).intoArray(y, y0);
  }
}

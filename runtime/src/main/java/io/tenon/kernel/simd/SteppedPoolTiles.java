package io.tenon.kernel.simd;

import static io.tenon.kernel.simd.Columns.LENGTH;
import static io.tenon.kernel.simd.Columns.SPECIES;
import static io.tenon.kernel.simd.Columns.resultAt;
import static io.tenon.kernel.simd.Columns.weightsAt;

import io.tenon.kernel.Panel;
import jdk.incubator.vector.FloatVector;

/**
 * The register tiles of {@code Kernels.rowsMaxPool2} for the distances between positions that
 * networks have: 1 (a map of one channel after the other) and 16 (blocked channels). A constant
 * distance lets C2 merge the bounds checks: 83 to 87 GFLOP/s against 67 to 79.
 *
 * <p>Each tile keeps its sums in registers through one loop over the terms: C2 boxes vectors that
 * are carried through two nested loops (JDK 17) or passed to a helper that it does not inline. So
 * the tiles are written out, and what they share is arithmetic on offsets alone.
 *
 * <p>Twenty sums where the processor has 32 vector registers, twelve where it has 16.
 */
final class SteppedPoolTiles {
  private SteppedPoolTiles() {}

  /** 5 pooled positions of one column; positions side by side. */
  static void maxPool5Step1(
      Panel p, int column, float[] x, int xAt, int xRow, float[] y, int yAt, int yBlock) {
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
    FloatVector a3 = FloatVector.zero(SPECIES);
    FloatVector b3 = FloatVector.zero(SPECIES);
    FloatVector c3 = FloatVector.zero(SPECIES);
    FloatVector d3 = FloatVector.zero(SPECIES);
    FloatVector a4 = FloatVector.zero(SPECIES);
    FloatVector b4 = FloatVector.zero(SPECIES);
    FloatVector c4 = FloatVector.zero(SPECIES);
    FloatVector d4 = FloatVector.zero(SPECIES);
    for (int k = 0; k < offsets.length; k++) {
      int top = xAt + offsets[k];
      int bottom = top + xRow;
      FloatVector v = FloatVector.fromArray(SPECIES, w, w0 + k * Panel.LANES);
      a0 = v.fma(FloatVector.broadcast(SPECIES, x[top]), a0);
      b0 = v.fma(FloatVector.broadcast(SPECIES, x[top + 1]), b0);
      c0 = v.fma(FloatVector.broadcast(SPECIES, x[bottom]), c0);
      d0 = v.fma(FloatVector.broadcast(SPECIES, x[bottom + 1]), d0);
      a1 = v.fma(FloatVector.broadcast(SPECIES, x[top + 2]), a1);
      b1 = v.fma(FloatVector.broadcast(SPECIES, x[top + 3]), b1);
      c1 = v.fma(FloatVector.broadcast(SPECIES, x[bottom + 2]), c1);
      d1 = v.fma(FloatVector.broadcast(SPECIES, x[bottom + 3]), d1);
      a2 = v.fma(FloatVector.broadcast(SPECIES, x[top + 4]), a2);
      b2 = v.fma(FloatVector.broadcast(SPECIES, x[top + 5]), b2);
      c2 = v.fma(FloatVector.broadcast(SPECIES, x[bottom + 4]), c2);
      d2 = v.fma(FloatVector.broadcast(SPECIES, x[bottom + 5]), d2);
      a3 = v.fma(FloatVector.broadcast(SPECIES, x[top + 6]), a3);
      b3 = v.fma(FloatVector.broadcast(SPECIES, x[top + 7]), b3);
      c3 = v.fma(FloatVector.broadcast(SPECIES, x[bottom + 6]), c3);
      d3 = v.fma(FloatVector.broadcast(SPECIES, x[bottom + 7]), d3);
      a4 = v.fma(FloatVector.broadcast(SPECIES, x[top + 8]), a4);
      b4 = v.fma(FloatVector.broadcast(SPECIES, x[top + 9]), b4);
      c4 = v.fma(FloatVector.broadcast(SPECIES, x[bottom + 8]), c4);
      d4 = v.fma(FloatVector.broadcast(SPECIES, x[bottom + 9]), d4);
    }
    FloatVector bias = FloatVector.fromArray(SPECIES, p.bias, column * LENGTH);
    int y0 = yAt + resultAt(p, column, yBlock);
    bias.add(a0.max(b0).max(c0.max(d0))).intoArray(y, y0);
    bias.add(a1.max(b1).max(c1.max(d1))).intoArray(y, y0 + Panel.LANES);
    bias.add(a2.max(b2).max(c2.max(d2))).intoArray(y, y0 + 2 * Panel.LANES);
    bias.add(a3.max(b3).max(c3.max(d3))).intoArray(y, y0 + 3 * Panel.LANES);
    bias.add(a4.max(b4).max(c4.max(d4))).intoArray(y, y0 + 4 * Panel.LANES);
  }

  /** 5 pooled positions of one column; positions 16 apart. */
  static void maxPool5Step16(
      Panel p, int column, float[] x, int xAt, int xRow, float[] y, int yAt, int yBlock) {
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
    FloatVector a3 = FloatVector.zero(SPECIES);
    FloatVector b3 = FloatVector.zero(SPECIES);
    FloatVector c3 = FloatVector.zero(SPECIES);
    FloatVector d3 = FloatVector.zero(SPECIES);
    FloatVector a4 = FloatVector.zero(SPECIES);
    FloatVector b4 = FloatVector.zero(SPECIES);
    FloatVector c4 = FloatVector.zero(SPECIES);
    FloatVector d4 = FloatVector.zero(SPECIES);
    for (int k = 0; k < offsets.length; k++) {
      int top = xAt + offsets[k];
      int bottom = top + xRow;
      FloatVector v = FloatVector.fromArray(SPECIES, w, w0 + k * Panel.LANES);
      a0 = v.fma(FloatVector.broadcast(SPECIES, x[top]), a0);
      b0 = v.fma(FloatVector.broadcast(SPECIES, x[top + 16]), b0);
      c0 = v.fma(FloatVector.broadcast(SPECIES, x[bottom]), c0);
      d0 = v.fma(FloatVector.broadcast(SPECIES, x[bottom + 16]), d0);
      a1 = v.fma(FloatVector.broadcast(SPECIES, x[top + 32]), a1);
      b1 = v.fma(FloatVector.broadcast(SPECIES, x[top + 48]), b1);
      c1 = v.fma(FloatVector.broadcast(SPECIES, x[bottom + 32]), c1);
      d1 = v.fma(FloatVector.broadcast(SPECIES, x[bottom + 48]), d1);
      a2 = v.fma(FloatVector.broadcast(SPECIES, x[top + 64]), a2);
      b2 = v.fma(FloatVector.broadcast(SPECIES, x[top + 80]), b2);
      c2 = v.fma(FloatVector.broadcast(SPECIES, x[bottom + 64]), c2);
      d2 = v.fma(FloatVector.broadcast(SPECIES, x[bottom + 80]), d2);
      a3 = v.fma(FloatVector.broadcast(SPECIES, x[top + 96]), a3);
      b3 = v.fma(FloatVector.broadcast(SPECIES, x[top + 112]), b3);
      c3 = v.fma(FloatVector.broadcast(SPECIES, x[bottom + 96]), c3);
      d3 = v.fma(FloatVector.broadcast(SPECIES, x[bottom + 112]), d3);
      a4 = v.fma(FloatVector.broadcast(SPECIES, x[top + 128]), a4);
      b4 = v.fma(FloatVector.broadcast(SPECIES, x[top + 144]), b4);
      c4 = v.fma(FloatVector.broadcast(SPECIES, x[bottom + 128]), c4);
      d4 = v.fma(FloatVector.broadcast(SPECIES, x[bottom + 144]), d4);
    }
    FloatVector bias = FloatVector.fromArray(SPECIES, p.bias, column * LENGTH);
    int y0 = yAt + resultAt(p, column, yBlock);
    bias.add(a0.max(b0).max(c0.max(d0))).intoArray(y, y0);
    bias.add(a1.max(b1).max(c1.max(d1))).intoArray(y, y0 + Panel.LANES);
    bias.add(a2.max(b2).max(c2.max(d2))).intoArray(y, y0 + 2 * Panel.LANES);
    bias.add(a3.max(b3).max(c3.max(d3))).intoArray(y, y0 + 3 * Panel.LANES);
    bias.add(a4.max(b4).max(c4.max(d4))).intoArray(y, y0 + 4 * Panel.LANES);
  }

  /** 3 pooled positions of one column; positions side by side. */
  static void maxPool3Step1(
      Panel p, int column, float[] x, int xAt, int xRow, float[] y, int yAt, int yBlock) {
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
      b0 = v.fma(FloatVector.broadcast(SPECIES, x[top + 1]), b0);
      c0 = v.fma(FloatVector.broadcast(SPECIES, x[bottom]), c0);
      d0 = v.fma(FloatVector.broadcast(SPECIES, x[bottom + 1]), d0);
      a1 = v.fma(FloatVector.broadcast(SPECIES, x[top + 2]), a1);
      b1 = v.fma(FloatVector.broadcast(SPECIES, x[top + 3]), b1);
      c1 = v.fma(FloatVector.broadcast(SPECIES, x[bottom + 2]), c1);
      d1 = v.fma(FloatVector.broadcast(SPECIES, x[bottom + 3]), d1);
      a2 = v.fma(FloatVector.broadcast(SPECIES, x[top + 4]), a2);
      b2 = v.fma(FloatVector.broadcast(SPECIES, x[top + 5]), b2);
      c2 = v.fma(FloatVector.broadcast(SPECIES, x[bottom + 4]), c2);
      d2 = v.fma(FloatVector.broadcast(SPECIES, x[bottom + 5]), d2);
    }
    FloatVector bias = FloatVector.fromArray(SPECIES, p.bias, column * LENGTH);
    int y0 = yAt + resultAt(p, column, yBlock);
    bias.add(a0.max(b0).max(c0.max(d0))).intoArray(y, y0);
    bias.add(a1.max(b1).max(c1.max(d1))).intoArray(y, y0 + Panel.LANES);
    bias.add(a2.max(b2).max(c2.max(d2))).intoArray(y, y0 + 2 * Panel.LANES);
  }

  /** 3 pooled positions of one column; positions 16 apart. */
  static void maxPool3Step16(
      Panel p, int column, float[] x, int xAt, int xRow, float[] y, int yAt, int yBlock) {
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
      b0 = v.fma(FloatVector.broadcast(SPECIES, x[top + 16]), b0);
      c0 = v.fma(FloatVector.broadcast(SPECIES, x[bottom]), c0);
      d0 = v.fma(FloatVector.broadcast(SPECIES, x[bottom + 16]), d0);
      a1 = v.fma(FloatVector.broadcast(SPECIES, x[top + 32]), a1);
      b1 = v.fma(FloatVector.broadcast(SPECIES, x[top + 48]), b1);
      c1 = v.fma(FloatVector.broadcast(SPECIES, x[bottom + 32]), c1);
      d1 = v.fma(FloatVector.broadcast(SPECIES, x[bottom + 48]), d1);
      a2 = v.fma(FloatVector.broadcast(SPECIES, x[top + 64]), a2);
      b2 = v.fma(FloatVector.broadcast(SPECIES, x[top + 80]), b2);
      c2 = v.fma(FloatVector.broadcast(SPECIES, x[bottom + 64]), c2);
      d2 = v.fma(FloatVector.broadcast(SPECIES, x[bottom + 80]), d2);
    }
    FloatVector bias = FloatVector.fromArray(SPECIES, p.bias, column * LENGTH);
    int y0 = yAt + resultAt(p, column, yBlock);
    bias.add(a0.max(b0).max(c0.max(d0))).intoArray(y, y0);
    bias.add(a1.max(b1).max(c1.max(d1))).intoArray(y, y0 + Panel.LANES);
    bias.add(a2.max(b2).max(c2.max(d2))).intoArray(y, y0 + 2 * Panel.LANES);
  }
}

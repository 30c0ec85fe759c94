package io.tenon.kernel.simd;

import static io.tenon.kernel.simd.Columns.SPECIES;

import io.tenon.kernel.NarrowPanel;
import jdk.incubator.vector.FloatVector;

/**
 * The register tiles of {@code Kernels.columnsMaxPool2}: for some outputs, the larger of two rows'
 * sums in two vectors of columns, the second {@code gap} columns after the first.
 *
 * <p>Each tile keeps its sums in registers through one loop over the terms, as {@link RowTiling}'s
 * do. Six outputs are 24 sums; four loads of the map serve all of them.
 */
final class NarrowTiles {
  private NarrowTiles() {}

  /** 6 outputs. */
  static void columns6(
      NarrowPanel p,
      int output,
      float[] x,
      int xAt,
      int gap,
      int xRow,
      float[] y,
      int yAt,
      int yOutput) {
    float[] w = p.weights;
    int[] offsets = p.offsets;
    int step = p.outputs;
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
    FloatVector a5 = FloatVector.zero(SPECIES);
    FloatVector b5 = FloatVector.zero(SPECIES);
    FloatVector c5 = FloatVector.zero(SPECIES);
    FloatVector d5 = FloatVector.zero(SPECIES);
    for (int k = 0; k < offsets.length; k++) {
      int top = xAt + offsets[k];
      int bottom = top + xRow;
      int at = output + k * step;
      FloatVector t0 = FloatVector.fromArray(SPECIES, x, top);
      FloatVector t1 = FloatVector.fromArray(SPECIES, x, top + gap);
      FloatVector u0 = FloatVector.fromArray(SPECIES, x, bottom);
      FloatVector u1 = FloatVector.fromArray(SPECIES, x, bottom + gap);
      FloatVector w0 = FloatVector.broadcast(SPECIES, w[at]);
      a0 = t0.fma(w0, a0);
      b0 = t1.fma(w0, b0);
      c0 = u0.fma(w0, c0);
      d0 = u1.fma(w0, d0);
      FloatVector w1 = FloatVector.broadcast(SPECIES, w[at + 1]);
      a1 = t0.fma(w1, a1);
      b1 = t1.fma(w1, b1);
      c1 = u0.fma(w1, c1);
      d1 = u1.fma(w1, d1);
      FloatVector w2 = FloatVector.broadcast(SPECIES, w[at + 2]);
      a2 = t0.fma(w2, a2);
      b2 = t1.fma(w2, b2);
      c2 = u0.fma(w2, c2);
      d2 = u1.fma(w2, d2);
      FloatVector w3 = FloatVector.broadcast(SPECIES, w[at + 3]);
      a3 = t0.fma(w3, a3);
      b3 = t1.fma(w3, b3);
      c3 = u0.fma(w3, c3);
      d3 = u1.fma(w3, d3);
      FloatVector w4 = FloatVector.broadcast(SPECIES, w[at + 4]);
      a4 = t0.fma(w4, a4);
      b4 = t1.fma(w4, b4);
      c4 = u0.fma(w4, c4);
      d4 = u1.fma(w4, d4);
      FloatVector w5 = FloatVector.broadcast(SPECIES, w[at + 5]);
      a5 = t0.fma(w5, a5);
      b5 = t1.fma(w5, b5);
      c5 = u0.fma(w5, c5);
      d5 = u1.fma(w5, d5);
    }
    a0.max(c0).intoArray(y, yAt);
    b0.max(d0).intoArray(y, yAt + gap);
    a1.max(c1).intoArray(y, yAt + yOutput);
    b1.max(d1).intoArray(y, yAt + yOutput + gap);
    a2.max(c2).intoArray(y, yAt + 2 * yOutput);
    b2.max(d2).intoArray(y, yAt + 2 * yOutput + gap);
    a3.max(c3).intoArray(y, yAt + 3 * yOutput);
    b3.max(d3).intoArray(y, yAt + 3 * yOutput + gap);
    a4.max(c4).intoArray(y, yAt + 4 * yOutput);
    b4.max(d4).intoArray(y, yAt + 4 * yOutput + gap);
    a5.max(c5).intoArray(y, yAt + 5 * yOutput);
    b5.max(d5).intoArray(y, yAt + 5 * yOutput + gap);
  }

  /** 3 outputs. */
  static void columns3(
      NarrowPanel p,
      int output,
      float[] x,
      int xAt,
      int gap,
      int xRow,
      float[] y,
      int yAt,
      int yOutput) {
    float[] w = p.weights;
    int[] offsets = p.offsets;
    int step = p.outputs;
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
      int at = output + k * step;
      FloatVector t0 = FloatVector.fromArray(SPECIES, x, top);
      FloatVector t1 = FloatVector.fromArray(SPECIES, x, top + gap);
      FloatVector u0 = FloatVector.fromArray(SPECIES, x, bottom);
      FloatVector u1 = FloatVector.fromArray(SPECIES, x, bottom + gap);
      FloatVector w0 = FloatVector.broadcast(SPECIES, w[at]);
      a0 = t0.fma(w0, a0);
      b0 = t1.fma(w0, b0);
      c0 = u0.fma(w0, c0);
      d0 = u1.fma(w0, d0);
      FloatVector w1 = FloatVector.broadcast(SPECIES, w[at + 1]);
      a1 = t0.fma(w1, a1);
      b1 = t1.fma(w1, b1);
      c1 = u0.fma(w1, c1);
      d1 = u1.fma(w1, d1);
      FloatVector w2 = FloatVector.broadcast(SPECIES, w[at + 2]);
      a2 = t0.fma(w2, a2);
      b2 = t1.fma(w2, b2);
      c2 = u0.fma(w2, c2);
      d2 = u1.fma(w2, d2);
    }
    a0.max(c0).intoArray(y, yAt);
    b0.max(d0).intoArray(y, yAt + gap);
    a1.max(c1).intoArray(y, yAt + yOutput);
    b1.max(d1).intoArray(y, yAt + yOutput + gap);
    a2.max(c2).intoArray(y, yAt + 2 * yOutput);
    b2.max(d2).intoArray(y, yAt + 2 * yOutput + gap);
  }

  /** 1 output. */
  static void columns1(
      NarrowPanel p,
      int output,
      float[] x,
      int xAt,
      int gap,
      int xRow,
      float[] y,
      int yAt,
      int yOutput) {
    float[] w = p.weights;
    int[] offsets = p.offsets;
    int step = p.outputs;
    FloatVector a0 = FloatVector.zero(SPECIES);
    FloatVector b0 = FloatVector.zero(SPECIES);
    FloatVector c0 = FloatVector.zero(SPECIES);
    FloatVector d0 = FloatVector.zero(SPECIES);
    for (int k = 0; k < offsets.length; k++) {
      int top = xAt + offsets[k];
      int bottom = top + xRow;
      int at = output + k * step;
      FloatVector t0 = FloatVector.fromArray(SPECIES, x, top);
      FloatVector t1 = FloatVector.fromArray(SPECIES, x, top + gap);
      FloatVector u0 = FloatVector.fromArray(SPECIES, x, bottom);
      FloatVector u1 = FloatVector.fromArray(SPECIES, x, bottom + gap);
      FloatVector w0 = FloatVector.broadcast(SPECIES, w[at]);
      a0 = t0.fma(w0, a0);
      b0 = t1.fma(w0, b0);
      c0 = u0.fma(w0, c0);
      d0 = u1.fma(w0, d0);
    }
    a0.max(c0).intoArray(y, yAt);
    b0.max(d0).intoArray(y, yAt + gap);
  }
}

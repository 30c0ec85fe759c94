package io.tenon.kernel.simd;

import static io.tenon.kernel.simd.Columns.SPECIES;

import io.tenon.kernel.FourRowsPanel;
import jdk.incubator.vector.FloatVector;

/**
 * The register tiles of {@code Kernels.fourRowsMaxPool2} where lanes are columns: for some outputs,
 * the sums at two points in two vectors of columns, the second {@code gap} columns after the first.
 *
 * <p>Each tile keeps its sums in registers through one loop over the terms, as {@link RowTiling}'s
 * do.
 */
final class FourRowsTiles {
  private FourRowsTiles() {}

  /** 6 outputs. */
  static void columns6(
      FourRowsPanel p, int point, int output, float[] v, int vAt, int gap, float[] m, int mAt) {
    float[] w = p.weights;
    int[] offsets = p.offsets;
    int step = p.lanes;
    int below = offsets.length * step;
    int vStep = p.inputStep();
    int first = point * below + output;
    int to = mAt + (point * step + output) * p.sumsRow;
    int mStep = p.sumsStep();
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
      int from = vAt + offsets[k];
      int at = first + k * step;
      FloatVector t0 = FloatVector.fromArray(SPECIES, v, from);
      FloatVector t1 = FloatVector.fromArray(SPECIES, v, from + gap);
      FloatVector u0 = FloatVector.fromArray(SPECIES, v, from + vStep);
      FloatVector u1 = FloatVector.fromArray(SPECIES, v, from + vStep + gap);
      FloatVector w0 = FloatVector.broadcast(SPECIES, w[at]);
      a0 = t0.fma(w0, a0);
      b0 = t1.fma(w0, b0);
      FloatVector z0 = FloatVector.broadcast(SPECIES, w[at + below]);
      c0 = u0.fma(z0, c0);
      d0 = u1.fma(z0, d0);
      FloatVector w1 = FloatVector.broadcast(SPECIES, w[at + 1]);
      a1 = t0.fma(w1, a1);
      b1 = t1.fma(w1, b1);
      FloatVector z1 = FloatVector.broadcast(SPECIES, w[at + below + 1]);
      c1 = u0.fma(z1, c1);
      d1 = u1.fma(z1, d1);
      FloatVector w2 = FloatVector.broadcast(SPECIES, w[at + 2]);
      a2 = t0.fma(w2, a2);
      b2 = t1.fma(w2, b2);
      FloatVector z2 = FloatVector.broadcast(SPECIES, w[at + below + 2]);
      c2 = u0.fma(z2, c2);
      d2 = u1.fma(z2, d2);
      FloatVector w3 = FloatVector.broadcast(SPECIES, w[at + 3]);
      a3 = t0.fma(w3, a3);
      b3 = t1.fma(w3, b3);
      FloatVector z3 = FloatVector.broadcast(SPECIES, w[at + below + 3]);
      c3 = u0.fma(z3, c3);
      d3 = u1.fma(z3, d3);
      FloatVector w4 = FloatVector.broadcast(SPECIES, w[at + 4]);
      a4 = t0.fma(w4, a4);
      b4 = t1.fma(w4, b4);
      FloatVector z4 = FloatVector.broadcast(SPECIES, w[at + below + 4]);
      c4 = u0.fma(z4, c4);
      d4 = u1.fma(z4, d4);
      FloatVector w5 = FloatVector.broadcast(SPECIES, w[at + 5]);
      a5 = t0.fma(w5, a5);
      b5 = t1.fma(w5, b5);
      FloatVector z5 = FloatVector.broadcast(SPECIES, w[at + below + 5]);
      c5 = u0.fma(z5, c5);
      d5 = u1.fma(z5, d5);
    }
    a0.intoArray(m, to);
    b0.intoArray(m, to + gap);
    c0.intoArray(m, to + mStep);
    d0.intoArray(m, to + mStep + gap);
    a1.intoArray(m, to + p.sumsRow);
    b1.intoArray(m, to + p.sumsRow + gap);
    c1.intoArray(m, to + p.sumsRow + mStep);
    d1.intoArray(m, to + p.sumsRow + mStep + gap);
    a2.intoArray(m, to + 2 * p.sumsRow);
    b2.intoArray(m, to + 2 * p.sumsRow + gap);
    c2.intoArray(m, to + 2 * p.sumsRow + mStep);
    d2.intoArray(m, to + 2 * p.sumsRow + mStep + gap);
    a3.intoArray(m, to + 3 * p.sumsRow);
    b3.intoArray(m, to + 3 * p.sumsRow + gap);
    c3.intoArray(m, to + 3 * p.sumsRow + mStep);
    d3.intoArray(m, to + 3 * p.sumsRow + mStep + gap);
    a4.intoArray(m, to + 4 * p.sumsRow);
    b4.intoArray(m, to + 4 * p.sumsRow + gap);
    c4.intoArray(m, to + 4 * p.sumsRow + mStep);
    d4.intoArray(m, to + 4 * p.sumsRow + mStep + gap);
    a5.intoArray(m, to + 5 * p.sumsRow);
    b5.intoArray(m, to + 5 * p.sumsRow + gap);
    c5.intoArray(m, to + 5 * p.sumsRow + mStep);
    d5.intoArray(m, to + 5 * p.sumsRow + mStep + gap);
  }

  /** 3 outputs. */
  static void columns3(
      FourRowsPanel p, int point, int output, float[] v, int vAt, int gap, float[] m, int mAt) {
    float[] w = p.weights;
    int[] offsets = p.offsets;
    int step = p.lanes;
    int below = offsets.length * step;
    int vStep = p.inputStep();
    int first = point * below + output;
    int to = mAt + (point * step + output) * p.sumsRow;
    int mStep = p.sumsStep();
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
      int from = vAt + offsets[k];
      int at = first + k * step;
      FloatVector t0 = FloatVector.fromArray(SPECIES, v, from);
      FloatVector t1 = FloatVector.fromArray(SPECIES, v, from + gap);
      FloatVector u0 = FloatVector.fromArray(SPECIES, v, from + vStep);
      FloatVector u1 = FloatVector.fromArray(SPECIES, v, from + vStep + gap);
      FloatVector w0 = FloatVector.broadcast(SPECIES, w[at]);
      a0 = t0.fma(w0, a0);
      b0 = t1.fma(w0, b0);
      FloatVector z0 = FloatVector.broadcast(SPECIES, w[at + below]);
      c0 = u0.fma(z0, c0);
      d0 = u1.fma(z0, d0);
      FloatVector w1 = FloatVector.broadcast(SPECIES, w[at + 1]);
      a1 = t0.fma(w1, a1);
      b1 = t1.fma(w1, b1);
      FloatVector z1 = FloatVector.broadcast(SPECIES, w[at + below + 1]);
      c1 = u0.fma(z1, c1);
      d1 = u1.fma(z1, d1);
      FloatVector w2 = FloatVector.broadcast(SPECIES, w[at + 2]);
      a2 = t0.fma(w2, a2);
      b2 = t1.fma(w2, b2);
      FloatVector z2 = FloatVector.broadcast(SPECIES, w[at + below + 2]);
      c2 = u0.fma(z2, c2);
      d2 = u1.fma(z2, d2);
    }
    a0.intoArray(m, to);
    b0.intoArray(m, to + gap);
    c0.intoArray(m, to + mStep);
    d0.intoArray(m, to + mStep + gap);
    a1.intoArray(m, to + p.sumsRow);
    b1.intoArray(m, to + p.sumsRow + gap);
    c1.intoArray(m, to + p.sumsRow + mStep);
    d1.intoArray(m, to + p.sumsRow + mStep + gap);
    a2.intoArray(m, to + 2 * p.sumsRow);
    b2.intoArray(m, to + 2 * p.sumsRow + gap);
    c2.intoArray(m, to + 2 * p.sumsRow + mStep);
    d2.intoArray(m, to + 2 * p.sumsRow + mStep + gap);
  }

  /** 1 output. */
  static void columns1(
      FourRowsPanel p, int point, int output, float[] v, int vAt, int gap, float[] m, int mAt) {
    float[] w = p.weights;
    int[] offsets = p.offsets;
    int step = p.lanes;
    int below = offsets.length * step;
    int vStep = p.inputStep();
    int first = point * below + output;
    int to = mAt + (point * step + output) * p.sumsRow;
    int mStep = p.sumsStep();
    FloatVector a0 = FloatVector.zero(SPECIES);
    FloatVector b0 = FloatVector.zero(SPECIES);
    FloatVector c0 = FloatVector.zero(SPECIES);
    FloatVector d0 = FloatVector.zero(SPECIES);
    for (int k = 0; k < offsets.length; k++) {
      int from = vAt + offsets[k];
      int at = first + k * step;
      FloatVector t0 = FloatVector.fromArray(SPECIES, v, from);
      FloatVector t1 = FloatVector.fromArray(SPECIES, v, from + gap);
      FloatVector u0 = FloatVector.fromArray(SPECIES, v, from + vStep);
      FloatVector u1 = FloatVector.fromArray(SPECIES, v, from + vStep + gap);
      FloatVector w0 = FloatVector.broadcast(SPECIES, w[at]);
      a0 = t0.fma(w0, a0);
      b0 = t1.fma(w0, b0);
      FloatVector z0 = FloatVector.broadcast(SPECIES, w[at + below]);
      c0 = u0.fma(z0, c0);
      d0 = u1.fma(z0, d0);
    }
    a0.intoArray(m, to);
    b0.intoArray(m, to + gap);
    c0.intoArray(m, to + mStep);
    d0.intoArray(m, to + mStep + gap);
  }
}

package io.tenon.kernel.simd;

import static io.tenon.kernel.simd.Columns.SPECIES;

import io.tenon.kernel.FourRowsPanel;
import io.tenon.kernel.Panel;
import jdk.incubator.vector.FloatVector;

/**
 * The register tiles of {@code Kernels.fourRowsMaxPool2} where lanes are outputs: some positions at
 * one point. Terms are added in the same order by all of them.
 */
final class FourRowsPositions {
  private FourRowsPositions() {}

  /**
   * 10 positions of kernels of 5 columns. What lies in a column is loaded once for all positions
   * that it belongs to, up to five: with a load for each product, loads would limit the tile.
   */
  static void fiveColumns10(
      FourRowsPanel p, int point, int output, float[] v, int vAt, float[] m, int mAt) {
    float[] w = p.weights;
    int block = point * p.blocks + output / Panel.LANES;
    int lane = output % Panel.LANES;
    int from = block * p.offsets.length * Panel.LANES + lane;
    int to = mAt + block * p.columns * Panel.LANES + lane;
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = FloatVector.zero(SPECIES);
    FloatVector s2 = FloatVector.zero(SPECIES);
    FloatVector s3 = FloatVector.zero(SPECIES);
    FloatVector s4 = FloatVector.zero(SPECIES);
    FloatVector s5 = FloatVector.zero(SPECIES);
    FloatVector s6 = FloatVector.zero(SPECIES);
    FloatVector s7 = FloatVector.zero(SPECIES);
    FloatVector s8 = FloatVector.zero(SPECIES);
    FloatVector s9 = FloatVector.zero(SPECIES);
    for (int c = 0; c < p.channels; c++) {
      int at = vAt + c * p.reach;
      int first = from + c * 5 * Panel.LANES;
      FloatVector u0 = FloatVector.fromArray(SPECIES, w, first);
      FloatVector u1 = FloatVector.fromArray(SPECIES, w, first + Panel.LANES);
      FloatVector u2 = FloatVector.fromArray(SPECIES, w, first + 2 * Panel.LANES);
      FloatVector u3 = FloatVector.fromArray(SPECIES, w, first + 3 * Panel.LANES);
      FloatVector u4 = FloatVector.fromArray(SPECIES, w, first + 4 * Panel.LANES);
      FloatVector x0 = FloatVector.broadcast(SPECIES, v[at]);
      s0 = u0.fma(x0, s0);
      FloatVector x1 = FloatVector.broadcast(SPECIES, v[at + 1]);
      s1 = u0.fma(x1, s1);
      s0 = u1.fma(x1, s0);
      FloatVector x2 = FloatVector.broadcast(SPECIES, v[at + 2]);
      s2 = u0.fma(x2, s2);
      s1 = u1.fma(x2, s1);
      s0 = u2.fma(x2, s0);
      FloatVector x3 = FloatVector.broadcast(SPECIES, v[at + 3]);
      s3 = u0.fma(x3, s3);
      s2 = u1.fma(x3, s2);
      s1 = u2.fma(x3, s1);
      s0 = u3.fma(x3, s0);
      FloatVector x4 = FloatVector.broadcast(SPECIES, v[at + 4]);
      s4 = u0.fma(x4, s4);
      s3 = u1.fma(x4, s3);
      s2 = u2.fma(x4, s2);
      s1 = u3.fma(x4, s1);
      s0 = u4.fma(x4, s0);
      FloatVector x5 = FloatVector.broadcast(SPECIES, v[at + 5]);
      s5 = u0.fma(x5, s5);
      s4 = u1.fma(x5, s4);
      s3 = u2.fma(x5, s3);
      s2 = u3.fma(x5, s2);
      s1 = u4.fma(x5, s1);
      FloatVector x6 = FloatVector.broadcast(SPECIES, v[at + 6]);
      s6 = u0.fma(x6, s6);
      s5 = u1.fma(x6, s5);
      s4 = u2.fma(x6, s4);
      s3 = u3.fma(x6, s3);
      s2 = u4.fma(x6, s2);
      FloatVector x7 = FloatVector.broadcast(SPECIES, v[at + 7]);
      s7 = u0.fma(x7, s7);
      s6 = u1.fma(x7, s6);
      s5 = u2.fma(x7, s5);
      s4 = u3.fma(x7, s4);
      s3 = u4.fma(x7, s3);
      FloatVector x8 = FloatVector.broadcast(SPECIES, v[at + 8]);
      s8 = u0.fma(x8, s8);
      s7 = u1.fma(x8, s7);
      s6 = u2.fma(x8, s6);
      s5 = u3.fma(x8, s5);
      s4 = u4.fma(x8, s4);
      FloatVector x9 = FloatVector.broadcast(SPECIES, v[at + 9]);
      s9 = u0.fma(x9, s9);
      s8 = u1.fma(x9, s8);
      s7 = u2.fma(x9, s7);
      s6 = u3.fma(x9, s6);
      s5 = u4.fma(x9, s5);
      FloatVector x10 = FloatVector.broadcast(SPECIES, v[at + 10]);
      s9 = u1.fma(x10, s9);
      s8 = u2.fma(x10, s8);
      s7 = u3.fma(x10, s7);
      s6 = u4.fma(x10, s6);
      FloatVector x11 = FloatVector.broadcast(SPECIES, v[at + 11]);
      s9 = u2.fma(x11, s9);
      s8 = u3.fma(x11, s8);
      s7 = u4.fma(x11, s7);
      FloatVector x12 = FloatVector.broadcast(SPECIES, v[at + 12]);
      s9 = u3.fma(x12, s9);
      s8 = u4.fma(x12, s8);
      FloatVector x13 = FloatVector.broadcast(SPECIES, v[at + 13]);
      s9 = u4.fma(x13, s9);
    }
    s0.intoArray(m, to);
    s1.intoArray(m, to + Panel.LANES);
    s2.intoArray(m, to + 2 * Panel.LANES);
    s3.intoArray(m, to + 3 * Panel.LANES);
    s4.intoArray(m, to + 4 * Panel.LANES);
    s5.intoArray(m, to + 5 * Panel.LANES);
    s6.intoArray(m, to + 6 * Panel.LANES);
    s7.intoArray(m, to + 7 * Panel.LANES);
    s8.intoArray(m, to + 8 * Panel.LANES);
    s9.intoArray(m, to + 9 * Panel.LANES);
  }

  /** 10 positions of the outputs from {@code output} on, at one point. */
  static void positions10(
      FourRowsPanel p, int point, int output, float[] v, int vAt, float[] m, int mAt) {
    float[] w = p.weights;
    int[] offsets = p.offsets;
    int block = point * p.blocks + output / Panel.LANES;
    int lane = output % Panel.LANES;
    int first = block * offsets.length * Panel.LANES + lane;
    int to = mAt + block * p.columns * Panel.LANES + lane;
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = FloatVector.zero(SPECIES);
    FloatVector s2 = FloatVector.zero(SPECIES);
    FloatVector s3 = FloatVector.zero(SPECIES);
    FloatVector s4 = FloatVector.zero(SPECIES);
    FloatVector s5 = FloatVector.zero(SPECIES);
    FloatVector s6 = FloatVector.zero(SPECIES);
    FloatVector s7 = FloatVector.zero(SPECIES);
    FloatVector s8 = FloatVector.zero(SPECIES);
    FloatVector s9 = FloatVector.zero(SPECIES);
    for (int k = 0; k < offsets.length; k++) {
      int at = vAt + offsets[k];
      FloatVector u = FloatVector.fromArray(SPECIES, w, first + k * Panel.LANES);
      s0 = u.fma(FloatVector.broadcast(SPECIES, v[at]), s0);
      s1 = u.fma(FloatVector.broadcast(SPECIES, v[at + 1]), s1);
      s2 = u.fma(FloatVector.broadcast(SPECIES, v[at + 2]), s2);
      s3 = u.fma(FloatVector.broadcast(SPECIES, v[at + 3]), s3);
      s4 = u.fma(FloatVector.broadcast(SPECIES, v[at + 4]), s4);
      s5 = u.fma(FloatVector.broadcast(SPECIES, v[at + 5]), s5);
      s6 = u.fma(FloatVector.broadcast(SPECIES, v[at + 6]), s6);
      s7 = u.fma(FloatVector.broadcast(SPECIES, v[at + 7]), s7);
      s8 = u.fma(FloatVector.broadcast(SPECIES, v[at + 8]), s8);
      s9 = u.fma(FloatVector.broadcast(SPECIES, v[at + 9]), s9);
    }
    s0.intoArray(m, to);
    s1.intoArray(m, to + Panel.LANES);
    s2.intoArray(m, to + 2 * Panel.LANES);
    s3.intoArray(m, to + 3 * Panel.LANES);
    s4.intoArray(m, to + 4 * Panel.LANES);
    s5.intoArray(m, to + 5 * Panel.LANES);
    s6.intoArray(m, to + 6 * Panel.LANES);
    s7.intoArray(m, to + 7 * Panel.LANES);
    s8.intoArray(m, to + 8 * Panel.LANES);
    s9.intoArray(m, to + 9 * Panel.LANES);
  }

  /** 2 positions of the outputs from {@code output} on, at one point. */
  static void positions2(
      FourRowsPanel p, int point, int output, float[] v, int vAt, float[] m, int mAt) {
    float[] w = p.weights;
    int[] offsets = p.offsets;
    int block = point * p.blocks + output / Panel.LANES;
    int lane = output % Panel.LANES;
    int first = block * offsets.length * Panel.LANES + lane;
    int to = mAt + block * p.columns * Panel.LANES + lane;
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = FloatVector.zero(SPECIES);
    for (int k = 0; k < offsets.length; k++) {
      int at = vAt + offsets[k];
      FloatVector u = FloatVector.fromArray(SPECIES, w, first + k * Panel.LANES);
      s0 = u.fma(FloatVector.broadcast(SPECIES, v[at]), s0);
      s1 = u.fma(FloatVector.broadcast(SPECIES, v[at + 1]), s1);
    }
    s0.intoArray(m, to);
    s1.intoArray(m, to + Panel.LANES);
  }
}

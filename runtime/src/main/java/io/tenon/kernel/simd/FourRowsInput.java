package io.tenon.kernel.simd;

import static io.tenon.kernel.simd.Columns.LENGTH;
import static io.tenon.kernel.simd.Columns.SPECIES;

import io.tenon.kernel.FourRowsPanel;
import jdk.incubator.vector.FloatVector;

/**
 * What {@code Kernels.fourRowsMaxPool2} does before the products: eight rows to their values at
 * eight points. Values at p and -p share the terms of even and of odd powers.
 */
final class FourRowsInput {
  private FourRowsInput() {}

  /**
   * All channels' eight rows; the last vector of a row ends with it. One loop, because what C2 does
   * before a loop takes as long as two of its turns, and a channel may be a single one.
   */
  static void run(FourRowsPanel p, float[] x, int xAt, int xRow, int xChannel, float[] v, int vAt) {
    int vStep = p.inputStep();
    int vectors = (p.reach + LENGTH - 1) / LENGTH;
    for (int i = 0; i < p.channels * vectors; i++) {
      int c = i / vectors;
      int column = Math.min((i - c * vectors) * LENGTH, p.reach - LENGTH);
      int from = xAt + c * xChannel + column;
      FloatVector d0 = FloatVector.fromArray(SPECIES, x, from);
      FloatVector d1 = FloatVector.fromArray(SPECIES, x, from + xRow);
      FloatVector d2 = FloatVector.fromArray(SPECIES, x, from + 2 * xRow);
      FloatVector d3 = FloatVector.fromArray(SPECIES, x, from + 3 * xRow);
      FloatVector d4 = FloatVector.fromArray(SPECIES, x, from + 4 * xRow);
      FloatVector d5 = FloatVector.fromArray(SPECIES, x, from + 5 * xRow);
      FloatVector d6 = FloatVector.fromArray(SPECIES, x, from + 6 * xRow);
      FloatVector d7 = FloatVector.fromArray(SPECIES, x, from + 7 * xRow);
      int to = vAt + c * p.reach + column;
      FloatVector outer = FloatVector.broadcast(SPECIES, 5.25f);
      d4.sub(d2).fma(outer, d0.sub(d6)).intoArray(v, to);
      d3.sub(d5).fma(outer, d7.sub(d1)).intoArray(v, to + 7 * vStep);
      FloatVector middle = FloatVector.broadcast(SPECIES, -4.25f);
      FloatVector even1 = d4.fma(middle, d2.add(d6));
      FloatVector odd1 = d3.fma(middle, d1.add(d5));
      even1.add(odd1).intoArray(v, to + vStep);
      even1.sub(odd1).intoArray(v, to + 2 * vStep);
      FloatVector half = FloatVector.broadcast(SPECIES, 0.5f);
      FloatVector two = FloatVector.broadcast(SPECIES, 2);
      FloatVector odd = FloatVector.broadcast(SPECIES, -2.5f);
      FloatVector even2 =
          d2.fma(
              FloatVector.broadcast(SPECIES, 0.25f),
              d4.fma(FloatVector.broadcast(SPECIES, -1.25f), d6));
      FloatVector odd2 = d1.fma(half, d3.fma(odd, d5.mul(two)));
      even2.add(odd2).intoArray(v, to + 3 * vStep);
      even2.sub(odd2).intoArray(v, to + 4 * vStep);
      FloatVector even3 =
          d2.fma(FloatVector.broadcast(SPECIES, 4), d4.fma(FloatVector.broadcast(SPECIES, -5), d6));
      FloatVector odd3 = d1.fma(two, d3.fma(odd, d5.mul(half)));
      even3.add(odd3).intoArray(v, to + 5 * vStep);
      even3.sub(odd3).intoArray(v, to + 6 * vStep);
    }
  }
}

package io.tenon.kernel.simd;

import static io.tenon.kernel.simd.Columns.LENGTH;
import static io.tenon.kernel.simd.Columns.SPECIES;

import io.tenon.kernel.Panel;
import jdk.incubator.vector.FloatVector;

/** The transforms of {@code WinogradTile.TWO}, one dimension at a time: points 0, ±1, infinity. */
final class WinogradTwo {
  private static final int STEP = Panel.LANES;

  private WinogradTwo() {}

  /** As {@link WinogradFour#rows}, of four rows. */
  static void rows(float[] x, int xAt, int xRow, int count, float[] y, int yAt, int yRow) {
    for (int i = 0; i < count * STEP; i += LENGTH) {
      int at = xAt + i;
      int to = yAt + i;
      FloatVector d0 = FloatVector.fromArray(SPECIES, x, at);
      FloatVector d1 = FloatVector.fromArray(SPECIES, x, at + xRow);
      FloatVector d2 = FloatVector.fromArray(SPECIES, x, at + 2 * xRow);
      FloatVector d3 = FloatVector.fromArray(SPECIES, x, at + 3 * xRow);
      d2.sub(d0).intoArray(y, to);
      d2.add(d1).intoArray(y, to + yRow);
      d2.sub(d1).intoArray(y, to + 2 * yRow);
      d3.sub(d1).intoArray(y, to + 3 * yRow);
    }
  }

  /** As {@link WinogradFour#columns}, of four elements. */
  static void columns(float[] x, int xAt, int tiles, int last, float[] y, int yAt, int yPoint) {
    for (int t = 0; t < tiles; t++) {
      int at = xAt + Math.min(2 * t, last) * STEP;
      int to = yAt + t * STEP;
      FloatVector d0 = FloatVector.fromArray(SPECIES, x, at);
      FloatVector d1 = FloatVector.fromArray(SPECIES, x, at + STEP);
      FloatVector d2 = FloatVector.fromArray(SPECIES, x, at + 2 * STEP);
      FloatVector d3 = FloatVector.fromArray(SPECIES, x, at + 3 * STEP);
      d2.sub(d0).intoArray(y, to);
      d2.add(d1).intoArray(y, to + yPoint);
      d2.sub(d1).intoArray(y, to + 2 * yPoint);
      d3.sub(d1).intoArray(y, to + 3 * yPoint);
    }
  }

  /** As {@link WinogradFour#resultRows}, of four elements and two results. */
  static void resultRows(
      float[] x, int xAt, int xPoint, int tiles, float[] y, int yAt, int yRow, int yTile) {
    for (int t = 0; t < tiles; t++) {
      int at = xAt + t * STEP;
      int to = yAt + t * yTile;
      FloatVector m0 = FloatVector.fromArray(SPECIES, x, at);
      FloatVector m1 = FloatVector.fromArray(SPECIES, x, at + xPoint);
      FloatVector m2 = FloatVector.fromArray(SPECIES, x, at + 2 * xPoint);
      FloatVector m3 = FloatVector.fromArray(SPECIES, x, at + 3 * xPoint);
      m1.add(m2).add(m0).intoArray(y, to);
      m1.sub(m2).add(m3).intoArray(y, to + yRow);
    }
  }

  /** As {@link WinogradFour#results}, of tiles of four numbers. */
  static void results(
      float[] x, int xAt, int tiles, int last, float[] bias, int biasAt, float[] y, int yAt) {
    FloatVector shift = FloatVector.fromArray(SPECIES, bias, biasAt);
    for (int t = 0; t < tiles; t++) {
      int at = xAt + t * 4 * STEP;
      int to = yAt + Math.min(2 * t, last) * STEP;
      FloatVector m0 = FloatVector.fromArray(SPECIES, x, at);
      FloatVector m1 = FloatVector.fromArray(SPECIES, x, at + STEP);
      FloatVector m2 = FloatVector.fromArray(SPECIES, x, at + 2 * STEP);
      FloatVector m3 = FloatVector.fromArray(SPECIES, x, at + 3 * STEP);
      m1.add(m2).add(m0).add(shift).intoArray(y, to);
      m1.sub(m2).add(m3).add(shift).intoArray(y, to + STEP);
    }
  }
}

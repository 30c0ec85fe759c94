package io.tenon.kernel.simd;

import static io.tenon.kernel.simd.Columns.LENGTH;
import static io.tenon.kernel.simd.Columns.SPECIES;

import io.tenon.kernel.Panel;
import jdk.incubator.vector.FloatVector;

/**
 * The transforms of {@code WinogradTile.FOUR}, one dimension at a time: over points 0, ±a, ±b and
 * infinity with a² = ½ and b² = 2. Each is a loop of six loads, a dozen operations and six stores
 * or fewer: all 36 elements of a tile at once would not fit the registers.
 */
final class WinogradFour {
  private static final float A = (float) Math.sqrt(0.5);
  private static final float B = (float) Math.sqrt(2);
  private static final int STEP = Panel.LANES;

  private WinogradFour() {}

  /**
   * B d for {@code count} columns: six rows in, {@code xRow} apart, six rows out, {@code yRow}
   * apart.
   */
  static void rows(float[] x, int xAt, int xRow, int count, float[] y, int yAt, int yRow) {
    FloatVector a = FloatVector.broadcast(SPECIES, A);
    FloatVector b = FloatVector.broadcast(SPECIES, B);
    FloatVector half = FloatVector.broadcast(SPECIES, -0.5f);
    FloatVector two = FloatVector.broadcast(SPECIES, -2);
    FloatVector sum = FloatVector.broadcast(SPECIES, -2.5f);
    for (int i = 0; i < count * STEP; i += LENGTH) {
      int at = xAt + i;
      int to = yAt + i;
      FloatVector d0 = FloatVector.fromArray(SPECIES, x, at);
      FloatVector d1 = FloatVector.fromArray(SPECIES, x, at + xRow);
      FloatVector d2 = FloatVector.fromArray(SPECIES, x, at + 2 * xRow);
      FloatVector d3 = FloatVector.fromArray(SPECIES, x, at + 3 * xRow);
      FloatVector d4 = FloatVector.fromArray(SPECIES, x, at + 4 * xRow);
      FloatVector d5 = FloatVector.fromArray(SPECIES, x, at + 5 * xRow);
      FloatVector even = d2.fma(two, d4);
      FloatVector odd = d1.fma(two, d3).mul(a);
      FloatVector evenB = d2.fma(half, d4);
      FloatVector oddB = d1.fma(half, d3).mul(b);
      d2.fma(sum, d0.add(d4)).intoArray(y, to);
      even.add(odd).intoArray(y, to + yRow);
      even.sub(odd).intoArray(y, to + 2 * yRow);
      evenB.add(oddB).intoArray(y, to + 3 * yRow);
      evenB.sub(oddB).intoArray(y, to + 4 * yRow);
      d3.fma(sum, d1.add(d5)).intoArray(y, to + 5 * yRow);
    }
  }

  /**
   * d Bᵀ for a row of tiles, of which the last begins at {@code last}; element j of tile t comes to
   * {@code y[yAt + j·yPoint + t·16]}.
   */
  static void columns(float[] x, int xAt, int tiles, int last, float[] y, int yAt, int yPoint) {
    FloatVector a = FloatVector.broadcast(SPECIES, A);
    FloatVector b = FloatVector.broadcast(SPECIES, B);
    FloatVector half = FloatVector.broadcast(SPECIES, -0.5f);
    FloatVector two = FloatVector.broadcast(SPECIES, -2);
    FloatVector sum = FloatVector.broadcast(SPECIES, -2.5f);
    for (int t = 0; t < tiles; t++) {
      int at = xAt + Math.min(4 * t, last) * STEP;
      int to = yAt + t * STEP;
      FloatVector d0 = FloatVector.fromArray(SPECIES, x, at);
      FloatVector d1 = FloatVector.fromArray(SPECIES, x, at + STEP);
      FloatVector d2 = FloatVector.fromArray(SPECIES, x, at + 2 * STEP);
      FloatVector d3 = FloatVector.fromArray(SPECIES, x, at + 3 * STEP);
      FloatVector d4 = FloatVector.fromArray(SPECIES, x, at + 4 * STEP);
      FloatVector d5 = FloatVector.fromArray(SPECIES, x, at + 5 * STEP);
      FloatVector even = d2.fma(two, d4);
      FloatVector odd = d1.fma(two, d3).mul(a);
      FloatVector evenB = d2.fma(half, d4);
      FloatVector oddB = d1.fma(half, d3).mul(b);
      d2.fma(sum, d0.add(d4)).intoArray(y, to);
      even.add(odd).intoArray(y, to + yPoint);
      even.sub(odd).intoArray(y, to + 2 * yPoint);
      evenB.add(oddB).intoArray(y, to + 3 * yPoint);
      evenB.sub(oddB).intoArray(y, to + 4 * yPoint);
      d3.fma(sum, d1.add(d5)).intoArray(y, to + 5 * yPoint);
    }
  }

  /**
   * A m for one column of {@code tiles}: element i of tile t is {@code x[xAt + i·xPoint + t·16]},
   * result p comes to {@code y[yAt + p·yRow + t·yTile]}.
   */
  static void resultRows(
      float[] x, int xAt, int xPoint, int tiles, float[] y, int yAt, int yRow, int yTile) {
    FloatVector a = FloatVector.broadcast(SPECIES, A);
    FloatVector b = FloatVector.broadcast(SPECIES, B);
    FloatVector half = FloatVector.broadcast(SPECIES, 0.5f);
    FloatVector two = FloatVector.broadcast(SPECIES, 2);
    for (int t = 0; t < tiles; t++) {
      int at = xAt + t * STEP;
      int to = yAt + t * yTile;
      FloatVector m1 = FloatVector.fromArray(SPECIES, x, at + xPoint);
      FloatVector m2 = FloatVector.fromArray(SPECIES, x, at + 2 * xPoint);
      FloatVector m3 = FloatVector.fromArray(SPECIES, x, at + 3 * xPoint);
      FloatVector m4 = FloatVector.fromArray(SPECIES, x, at + 4 * xPoint);
      FloatVector even = m1.add(m2);
      FloatVector odd = m1.sub(m2).mul(a);
      FloatVector evenB = m3.add(m4);
      FloatVector oddB = m3.sub(m4).mul(b);
      FloatVector m0 = FloatVector.fromArray(SPECIES, x, at);
      FloatVector m5 = FloatVector.fromArray(SPECIES, x, at + 5 * xPoint);
      m0.add(even).add(evenB).intoArray(y, to);
      odd.add(oddB).intoArray(y, to + yRow);
      even.mul(half).add(evenB.mul(two)).intoArray(y, to + 2 * yRow);
      odd.fma(half, oddB.fma(two, m5)).intoArray(y, to + 3 * yRow);
    }
  }

  /** (A m) Aᵀ and {@code bias} for a row of results; tiles of six numbers lie side by side. */
  static void results(
      float[] x, int xAt, int tiles, int last, float[] bias, int biasAt, float[] y, int yAt) {
    FloatVector a = FloatVector.broadcast(SPECIES, A);
    FloatVector b = FloatVector.broadcast(SPECIES, B);
    FloatVector half = FloatVector.broadcast(SPECIES, 0.5f);
    FloatVector two = FloatVector.broadcast(SPECIES, 2);
    FloatVector shift = FloatVector.fromArray(SPECIES, bias, biasAt);
    for (int t = 0; t < tiles; t++) {
      int at = xAt + t * 6 * STEP;
      int to = yAt + Math.min(4 * t, last) * STEP;
      FloatVector m1 = FloatVector.fromArray(SPECIES, x, at + STEP);
      FloatVector m2 = FloatVector.fromArray(SPECIES, x, at + 2 * STEP);
      FloatVector m3 = FloatVector.fromArray(SPECIES, x, at + 3 * STEP);
      FloatVector m4 = FloatVector.fromArray(SPECIES, x, at + 4 * STEP);
      FloatVector even = m1.add(m2);
      FloatVector odd = m1.sub(m2).mul(a);
      FloatVector evenB = m3.add(m4);
      FloatVector oddB = m3.sub(m4).mul(b);
      FloatVector m0 = FloatVector.fromArray(SPECIES, x, at);
      FloatVector m5 = FloatVector.fromArray(SPECIES, x, at + 5 * STEP);
      m0.add(even).add(evenB).add(shift).intoArray(y, to);
      odd.add(oddB).add(shift).intoArray(y, to + STEP);
      even.mul(half).add(evenB.mul(two)).add(shift).intoArray(y, to + 2 * STEP);
      odd.fma(half, oddB.fma(two, m5)).add(shift).intoArray(y, to + 3 * STEP);
    }
  }
}

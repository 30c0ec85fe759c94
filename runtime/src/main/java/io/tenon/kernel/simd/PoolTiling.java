package io.tenon.kernel.simd;

import static io.tenon.kernel.simd.Columns.MANY_REGISTERS;
import static io.tenon.kernel.simd.Columns.SPECIES;
import static io.tenon.kernel.simd.Columns.resultAt;

import io.tenon.kernel.Panel;
import jdk.incubator.vector.FloatVector;

/**
 * Covers the pooled positions of {@code Kernels.rowsMaxPool2} with tiles, column by column. The
 * last tile ends with the row: a few positions computed twice cost less than small tiles.
 */
final class PoolTiling {
  private static final int WIDEST = MANY_REGISTERS ? 5 : 3;

  private PoolTiling() {}

  /** Stores the largest sums, bias added. */
  static void run(
      Panel p, float[] x, int xAt, int xRow, int xStep, int count, float[] y, int yAt, int yBlock) {
    int used = Columns.used(p);
    boolean stepped = xStep == 1 || xStep == Panel.LANES;
    int tile = stepped && count >= WIDEST ? WIDEST : 3;
    for (int column = 0; column < used; column++) {
      int m = 0;
      while (count - m >= tile || (m > 0 && count - m > 1)) {
        m = Math.min(m, count - tile);
        int from = xAt + 2 * m * xStep;
        int to = yAt + m * Panel.LANES;
        if (tile == 5) {
          five(p, column, x, from, xRow, xStep, y, to, yBlock);
        } else {
          three(p, column, x, from, xRow, xStep, y, to, yBlock);
        }
        m += tile;
      }
      for (; m < count; m++) {
        int from = xAt + 2 * m * xStep;
        int to = yAt + m * Panel.LANES;
        PoolTiles.maxPool1(p, column, x, from, xRow, xStep, y, to, yBlock);
      }
    }
    for (int column = used; column < Columns.count(p); column++) {
      for (int m = 0; m < count; m++) {
        int to = yAt + m * Panel.LANES + resultAt(p, column, yBlock);
        FloatVector.zero(SPECIES).intoArray(y, to);
      }
    }
  }

  private static void five(
      Panel p,
      int column,
      float[] x,
      int xAt,
      int xRow,
      int xStep,
      float[] y,
      int yAt,
      int yBlock) {
    if (xStep == 1) {
      SteppedPoolTiles.maxPool5Step1(p, column, x, xAt, xRow, y, yAt, yBlock);
    } else {
      SteppedPoolTiles.maxPool5Step16(p, column, x, xAt, xRow, y, yAt, yBlock);
    }
  }

  private static void three(
      Panel p,
      int column,
      float[] x,
      int xAt,
      int xRow,
      int xStep,
      float[] y,
      int yAt,
      int yBlock) {
    if (xStep == 1) {
      SteppedPoolTiles.maxPool3Step1(p, column, x, xAt, xRow, y, yAt, yBlock);
    } else if (xStep == Panel.LANES) {
      SteppedPoolTiles.maxPool3Step16(p, column, x, xAt, xRow, y, yAt, yBlock);
    } else {
      PoolTiles.maxPool3(p, column, x, xAt, xRow, xStep, y, yAt, yBlock);
    }
  }
}

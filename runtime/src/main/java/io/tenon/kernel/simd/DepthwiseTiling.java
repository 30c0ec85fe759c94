package io.tenon.kernel.simd;

import static io.tenon.kernel.simd.Columns.LENGTH;

import io.tenon.kernel.Panel;

/**
 * Covers the positions of {@code Kernels.depthwise} with tiles, one column of channels after the
 * other. What is left of a row is done by a tile that reaches back over positions that are done.
 */
final class DepthwiseTiling {
  private DepthwiseTiling() {}

  /** Stores the sums, bias added, without epilogue. */
  static void run(
      Panel p,
      float[] x,
      int xAt,
      int xStep,
      int xBlock,
      int count,
      float[] y,
      int yAt,
      int yBlock) {
    int perBlock = Panel.LANES / LENGTH;
    for (int column = 0; column < Columns.count(p); column++) {
      int block = column / perBlock;
      int lane = column % perBlock * LENGTH;
      column(
          p, column, x, xAt + block * xBlock + lane, xStep, count, y, yAt + block * yBlock + lane);
    }
  }

  private static void column(
      Panel p, int column, float[] x, int xAt, int xStep, int count, float[] y, int yAt) {
    int m = 0;
    if (xStep == Panel.LANES) {
      for (; m + 8 <= count; m += 8) {
        DepthwiseTiles.positions8Step16(p, column, x, xAt + m * xStep, y, yAt + m * Panel.LANES);
      }
    } else if (xStep == 2 * Panel.LANES) {
      for (; m + 8 <= count; m += 8) {
        DepthwiseTiles.positions8Step32(p, column, x, xAt + m * xStep, y, yAt + m * Panel.LANES);
      }
    }
    for (; m + 4 <= count; m += 4) {
      DepthwiseTiles.positions4(p, column, x, xAt + m * xStep, xStep, y, yAt + m * Panel.LANES);
    }
    if (count - m > 1 && count >= 4) { // some positions once more are faster than few at a time
      m = count - 4;
      DepthwiseTiles.positions4(p, column, x, xAt + m * xStep, xStep, y, yAt + m * Panel.LANES);
    } else {
      for (; m < count; m++) {
        DepthwiseTiles.position(p, column, x, xAt + m * xStep, y, yAt + m * Panel.LANES);
      }
    }
  }
}

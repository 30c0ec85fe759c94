package io.tenon.kernel.simd;

import static io.tenon.kernel.simd.Columns.LENGTH;
import static io.tenon.kernel.simd.Columns.MANY_REGISTERS;

import io.tenon.kernel.NarrowPanel;

/**
 * Covers the columns and outputs of {@code Kernels.columnsMaxPool2} with tiles of two vectors of
 * columns. The last two end with the row: columns computed twice are the same numbers.
 */
final class NarrowTiling {
  private NarrowTiling() {}

  /** Stores the larger of two rows' sums for each of {@code columns} columns, at least a vector. */
  static void run(
      NarrowPanel p, float[] x, int xAt, int xRow, int columns, float[] y, int yAt, int yOutput) {
    int column = 0;
    while (column < columns) {
      int rest = columns - column;
      int first = rest > LENGTH ? column : Math.max(0, columns - 2 * LENGTH);
      int second = rest >= 2 * LENGTH ? column + LENGTH : columns - LENGTH;
      outputs(p, x, xAt + first, second - first, xRow, y, yAt + first, yOutput);
      column += 2 * LENGTH;
    }
  }

  private static void outputs(
      NarrowPanel p, float[] x, int xAt, int gap, int xRow, float[] y, int yAt, int yOutput) {
    int o = 0;
    for (; MANY_REGISTERS && o + 5 < p.outputs; o += 6) {
      NarrowTiles.columns6(p, o, x, xAt, gap, xRow, y, yAt + o * yOutput, yOutput);
    }
    for (; o + 2 < p.outputs; o += 3) {
      NarrowTiles.columns3(p, o, x, xAt, gap, xRow, y, yAt + o * yOutput, yOutput);
    }
    for (; o < p.outputs; o++) {
      NarrowTiles.columns1(p, o, x, xAt, gap, xRow, y, yAt + o * yOutput, yOutput);
    }
  }
}

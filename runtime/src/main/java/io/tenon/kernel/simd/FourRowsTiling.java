package io.tenon.kernel.simd;

import static io.tenon.kernel.simd.Columns.LENGTH;
import static io.tenon.kernel.simd.Columns.MANY_REGISTERS;

import io.tenon.kernel.FourRowsPanel;
import io.tenon.kernel.Panel;

/**
 * Covers the sums of {@code Kernels.fourRowsMaxPool2} with tiles: of two points and two vectors of
 * columns, where lanes are columns, else of ten positions. The last ones end with the row: what is
 * computed twice are the same numbers.
 */
final class FourRowsTiling {
  private FourRowsTiling() {}

  /** Stores the sums at all points, from {@code mAt} on. */
  static void columns(FourRowsPanel p, float[] v, int vAt, int mAt) {
    for (int column = 0; column < p.columns; column += 2 * LENGTH) {
      int gap = Math.min(LENGTH, p.sumsRow - LENGTH - column);
      for (int point = 0; point < FourRowsPanel.POINTS; point += 2) {
        int from = vAt + point * p.inputStep() + column;
        outputs(p, point, v, from, gap, mAt + column);
      }
    }
  }

  private static void outputs(FourRowsPanel p, int point, float[] v, int vAt, int gap, int mAt) {
    int o = 0;
    for (; MANY_REGISTERS && o + 5 < p.lanes; o += 6) {
      FourRowsTiles.columns6(p, point, o, v, vAt, gap, v, mAt);
    }
    for (; o + 2 < p.lanes; o += 3) {
      FourRowsTiles.columns3(p, point, o, v, vAt, gap, v, mAt);
    }
    for (; o < p.lanes; o++) {
      FourRowsTiles.columns1(p, point, o, v, vAt, gap, v, mAt);
    }
  }

  /** Stores the sums at all points, from {@code mAt} on, where lanes are outputs. */
  static void positions(FourRowsPanel p, float[] v, int vAt, int mAt) {
    boolean fiveColumns = MANY_REGISTERS && p.offsets.length == 5 * p.channels;
    for (int point = 0; point < FourRowsPanel.POINTS; point++) {
      int from = vAt + point * p.inputStep();
      for (int output = 0; output < p.blocks * Panel.LANES; output += LENGTH) {
        int m = 0;
        while (p.columns - m >= 10 || (m > 0 && m < p.columns)) {
          m = Math.min(m, p.columns - 10);
          int to = mAt + m * Panel.LANES;
          if (fiveColumns) {
            FourRowsPositions.fiveColumns10(p, point, output, v, from + m, v, to);
          } else {
            FourRowsPositions.positions10(p, point, output, v, from + m, v, to);
          }
          m += 10;
        }
        for (; m < p.columns; m += 2) {
          FourRowsPositions.positions2(p, point, output, v, from + m, v, mAt + m * Panel.LANES);
        }
      }
    }
  }
}

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
    int columns = p.columns;
    for (int column = 0; column < columns; column += 2 * LENGTH) {
      int rest = columns - column;
      int first = rest > LENGTH ? column : Math.max(0, columns - 2 * LENGTH);
      int second = rest >= 2 * LENGTH ? column + LENGTH : columns - LENGTH;
      for (int point = 0; point < FourRowsPanel.POINTS; point += 2) {
        int from = vAt + point * p.inputStep() + first;
        outputs(p, point, v, from, second - first, mAt + first);
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
    for (int point = 0; point < FourRowsPanel.POINTS; point++) {
      int from = vAt + point * p.inputStep();
      for (int output = 0; output < p.blocks * Panel.LANES; output += LENGTH) {
        int m = 0;
        while (p.columns - m >= 10 || (m > 0 && m < p.columns)) {
          m = Math.min(m, p.columns - 10);
          FourRowsTiles.positions10(p, point, output, v, from + m, v, mAt + m * Panel.LANES);
          m += 10;
        }
        for (; m < p.columns; m += 2) {
          FourRowsTiles.positions2(p, point, output, v, from + m, v, mAt + m * Panel.LANES);
        }
      }
    }
  }
}

package io.tenon.kernel.simd;

import static io.tenon.kernel.simd.Columns.MANY_REGISTERS;
import static io.tenon.kernel.simd.Columns.SPECIES;
import static io.tenon.kernel.simd.Columns.resultAt;

import io.tenon.kernel.Panel;
import jdk.incubator.vector.FloatVector;

/**
 * Covers the positions and columns of {@code Kernels.rows} with tiles: columns in groups as wide as
 * the registers allow, each group's positions in tiles as tall as they do.
 */
final class RowTiling {
  private RowTiling() {}

  /** Stores the sums of blocks {@code first} to before {@code end}, bias added. */
  static void run(
      Panel p,
      int first,
      int end,
      float[] x,
      int xAt,
      int xStep,
      int count,
      float[] y,
      int yAt,
      int yStep,
      int yBlock) {
    int stored = Columns.count(end);
    int used = Math.min(Columns.used(p), stored);
    int column = Columns.count(first);
    if (count == 1) {
      onePosition(p, column, used, x, xAt, y, yAt, yBlock);
    } else {
      if (MANY_REGISTERS) {
        for (; column + 4 <= used; column += 4) {
          fourColumns(p, column, x, xAt, xStep, count, y, yAt, yStep, yBlock);
        }
      } else {
        for (; column + 3 <= used; column += 3) {
          threeColumns(p, column, x, xAt, xStep, count, y, yAt, yStep, yBlock);
        }
      }
      for (; column + 2 <= used; column += 2) {
        twoColumns(p, column, x, xAt, xStep, count, y, yAt, yStep, yBlock);
      }
      if (column < used) {
        oneColumn(p, column, x, xAt, xStep, count, y, yAt, yStep, yBlock);
      }
    }
    for (int unused = used; unused < stored; unused++) {
      for (int m = 0; m < count; m++) {
        FloatVector.zero(SPECIES).intoArray(y, yAt + m * yStep + resultAt(p, unused, yBlock));
      }
    }
  }

  private static void onePosition(
      Panel p, int first, int columns, float[] x, int xAt, float[] y, int yAt, int yBlock) {
    int column = first;
    for (; column + 8 <= columns; column += 8) {
      OnePosition.rows1x8(p, column, x, xAt, y, yAt, yBlock);
    }
    for (; column + 4 <= columns; column += 4) {
      OnePosition.rows1x4(p, column, x, xAt, y, yAt, yBlock);
    }
    for (; column + 2 <= columns; column += 2) {
      OnePosition.rows1x2(p, column, x, xAt, y, yAt, yBlock);
    }
    if (column < columns) {
      OnePosition.rows1x1(p, column, x, xAt, y, yAt, yBlock);
    }
  }

  private static void fourColumns(
      Panel p,
      int column,
      float[] x,
      int xAt,
      int xStep,
      int count,
      float[] y,
      int yAt,
      int yStep,
      int yBlock) {
    int m = 0;
    for (; m + 6 <= count; m += 6) {
      MoreColumns.rows6x4(p, column, x, xAt + m * xStep, xStep, y, yAt + m * yStep, yStep, yBlock);
    }
    for (; m + 4 <= count; m += 4) {
      int from = xAt + m * xStep;
      int to = yAt + m * yStep;
      MoreColumns.rows4x2(p, column, x, from, xStep, y, to, yStep, yBlock);
      MoreColumns.rows4x2(p, column + 2, x, from, xStep, y, to, yStep, yBlock);
    }
    for (; m < count; m++) {
      OnePosition.rows1x4(p, column, x, xAt + m * xStep, y, yAt + m * yStep, yBlock);
    }
  }

  private static void threeColumns(
      Panel p,
      int column,
      float[] x,
      int xAt,
      int xStep,
      int count,
      float[] y,
      int yAt,
      int yStep,
      int yBlock) {
    int m = 0;
    for (; m + 4 <= count; m += 4) {
      MoreColumns.rows4x3(p, column, x, xAt + m * xStep, xStep, y, yAt + m * yStep, yStep, yBlock);
    }
    for (; m < count; m++) {
      int from = xAt + m * xStep;
      int to = yAt + m * yStep;
      OnePosition.rows1x2(p, column, x, from, y, to, yBlock);
      OnePosition.rows1x1(p, column + 2, x, from, y, to, yBlock);
    }
  }

  private static void twoColumns(
      Panel p,
      int column,
      float[] x,
      int xAt,
      int xStep,
      int count,
      float[] y,
      int yAt,
      int yStep,
      int yBlock) {
    int m = 0;
    for (; m + 4 <= count; m += 4) {
      MoreColumns.rows4x2(p, column, x, xAt + m * xStep, xStep, y, yAt + m * yStep, yStep, yBlock);
    }
    for (; m < count; m++) {
      OnePosition.rows1x2(p, column, x, xAt + m * xStep, y, yAt + m * yStep, yBlock);
    }
  }

  private static void oneColumn(
      Panel p,
      int column,
      float[] x,
      int xAt,
      int xStep,
      int count,
      float[] y,
      int yAt,
      int yStep,
      int yBlock) {
    int m = 0;
    if (xStep == Panel.LANES) {
      for (; m + 12 <= count; m += 12) {
        OneColumn.rows12x1Step16(p, column, x, xAt + m * xStep, y, yAt + m * yStep, yStep, yBlock);
      }
    } else if (xStep == 1) {
      for (; m + 12 <= count; m += 12) {
        OneColumn.rows12x1Step1(p, column, x, xAt + m, y, yAt + m * yStep, yStep, yBlock);
      }
    }
    for (; m + 4 <= count; m += 4) {
      OneColumn.rows4x1(p, column, x, xAt + m * xStep, xStep, y, yAt + m * yStep, yStep, yBlock);
    }
    if (count - m > 1 && count >= 4) { // some positions once more are faster than few at a time
      m = count - 4;
      OneColumn.rows4x1(p, column, x, xAt + m * xStep, xStep, y, yAt + m * yStep, yStep, yBlock);
    } else {
      for (; m < count; m++) {
        OnePosition.rows1x1(p, column, x, xAt + m * xStep, y, yAt + m * yStep, yBlock);
      }
    }
  }
}

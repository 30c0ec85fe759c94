package io.tenon.kernel.simd;

import static io.tenon.kernel.simd.Columns.MANY_REGISTERS;
import static io.tenon.kernel.simd.Columns.SPECIES;
import static io.tenon.kernel.simd.Columns.resultAt;

import io.tenon.kernel.Epilogue;
import io.tenon.kernel.Panel;
import jdk.incubator.vector.FloatVector;

/**
 * Covers the positions and columns of {@code Kernels.rows} with tiles: columns in groups as wide as
 * the registers allow, each group's positions in tiles as tall as they do. A last tile may reach
 * back over positions that are done: some of them once more are faster than few at a time.
 */
final class RowTiling {
  /** The positions of the lowest tiles; fewer are computed one by one. */
  static final int FEWEST = 4;

  private static final int MOST_BY_FOUR = 6;
  private static final int MOST_BY_TWO = 12;

  /** Positions after which an upper bound is applied: their results by 4 columns stay in L1. */
  private static final int STRIP = 72;

  private RowTiling() {}

  /**
   * Stores the sums of at least {@link #FEWEST} positions, epilogue done, for blocks {@code first}
   * to before {@code end}.
   */
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
      int yBlock,
      Epilogue epilogue) {
    int used = Math.min(Columns.used(p), Columns.count(end));
    int column = Columns.count(first);
    while (column < used) {
      int columns = together(used - column);
      if (epilogue == Epilogue.RELU6) {
        strips(p, column, columns, x, xAt, xStep, count, y, yAt, yStep, yBlock, epilogue);
      } else {
        columns(p, column, columns, x, xAt, xStep, count, y, yAt, yStep, yBlock, epilogue);
      }
      column += columns;
    }
    unused(p, end, count, y, yAt, yStep, yBlock);
  }

  /** How many of so many columns a tile takes. */
  private static int together(int columns) {
    int most = MANY_REGISTERS ? 4 : 3;
    return columns >= most ? most : Math.min(columns, 2);
  }

  /** Tiles, and an upper bound for what they stored while it is in L1. */
  private static void strips(
      Panel p,
      int column,
      int columns,
      float[] x,
      int xAt,
      int xStep,
      int count,
      float[] y,
      int yAt,
      int yStep,
      int yBlock,
      Epilogue epilogue) {
    int m = 0;
    while (m < count) {
      int some = count - m < STRIP + FEWEST ? count - m : STRIP; // none is too short for a tile
      int from = xAt + m * xStep;
      int to = yAt + m * yStep;
      columns(p, column, columns, x, from, xStep, some, y, to, yStep, yBlock, epilogue);
      Columns.atMost6(p, column, columns, some, y, to, yStep, yBlock);
      m += some;
    }
  }

  private static void columns(
      Panel p,
      int column,
      int columns,
      float[] x,
      int xAt,
      int xStep,
      int count,
      float[] y,
      int yAt,
      int yStep,
      int yBlock,
      Epilogue epilogue) {
    switch (columns) {
      case 4 -> fourColumns(p, column, x, xAt, xStep, count, y, yAt, yStep, yBlock, epilogue);
      case 3 -> threeColumns(p, column, x, xAt, xStep, count, y, yAt, yStep, yBlock, epilogue);
      case 2 -> twoColumns(p, column, x, xAt, xStep, count, y, yAt, yStep, yBlock, epilogue);
      default -> oneColumn(p, column, x, xAt, xStep, count, y, yAt, yStep, yBlock, epilogue);
    }
  }

  /** Stores the sums of one position, bias added, without epilogue. */
  static void onePosition(
      Panel p, int first, int end, float[] x, int xAt, float[] y, int yAt, int yBlock) {
    int columns = Math.min(Columns.used(p), Columns.count(end));
    int column = Columns.count(first);
    for (; columns - column >= 6 && columns - column != 8; column += 6) { // 8 are rather 4 and 4
      OnePosition.rows1x6(p, column, x, xAt, y, yAt, yBlock);
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
    unused(p, end, 1, y, yAt, 0, yBlock);
  }

  /** Zeros where lanes have no outputs. */
  private static void unused(
      Panel p, int end, int count, float[] y, int yAt, int yStep, int yBlock) {
    for (int column = Columns.used(p); column < Columns.count(end); column++) {
      for (int m = 0; m < count; m++) {
        FloatVector.zero(SPECIES).intoArray(y, yAt + m * yStep + resultAt(p, column, yBlock));
      }
    }
  }

  /** 6 positions at a time; the last dozen is divided evenly: 14 are 6 + 4 + 4, 7 are 4 + 3. */
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
      int yBlock,
      Epilogue epilogue) {
    int m = 0;
    while (m < count) {
      int left = count - m;
      int height = left > MOST_BY_FOUR && left < 2 * MOST_BY_FOUR ? (left + 1) / 2 : left;
      if (height < 3) {
        m = count - 3;
      }
      int from = xAt + m * xStep;
      int to = yAt + m * yStep;
      if (height >= MOST_BY_FOUR) {
        FourColumns.rows6x4(p, column, x, from, xStep, y, to, yStep, yBlock, epilogue);
        m += 6;
      } else if (height == 5) {
        FourColumnsEnd.rows5x4(p, column, x, from, xStep, y, to, yStep, yBlock, epilogue);
        m += 5;
      } else if (height == 4) {
        FourColumnsEnd.rows4x4(p, column, x, from, xStep, y, to, yStep, yBlock, epilogue);
        m += 4;
      } else {
        FourColumnsEnd.rows3x4(p, column, x, from, xStep, y, to, yStep, yBlock, epilogue);
        m += 3;
      }
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
      int yBlock,
      Epilogue epilogue) {
    for (int next = 0; next < count; next += FEWEST) {
      int m = Math.min(next, count - FEWEST);
      int from = xAt + m * xStep;
      int to = yAt + m * yStep;
      ThreeColumns.rows4x3(p, column, x, from, xStep, y, to, yStep, yBlock, epilogue);
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
      int yBlock,
      Epilogue epilogue) {
    int next = 0;
    if (MANY_REGISTERS) {
      for (; next + MOST_BY_TWO <= count; next += MOST_BY_TWO) {
        int from = xAt + next * xStep;
        int to = yAt + next * yStep;
        if (xStep == Panel.LANES) {
          TwoColumnsStep16.rows12x2Step16(p, column, x, from, y, to, yStep, yBlock, epilogue);
        } else {
          TwoColumns.rows12x2(p, column, x, from, xStep, y, to, yStep, yBlock, epilogue);
        }
      }
    }
    for (; next < count; next += FEWEST) {
      int m = Math.min(next, count - FEWEST);
      int from = xAt + m * xStep;
      int to = yAt + m * yStep;
      TwoColumns.rows4x2(p, column, x, from, xStep, y, to, yStep, yBlock, epilogue);
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
      int yBlock,
      Epilogue epilogue) {
    int next = 0;
    if (xStep == Panel.LANES) {
      for (; next + 12 <= count; next += 12) {
        int to = yAt + next * yStep;
        OneColumn.rows12x1Step16(p, column, x, xAt + next * xStep, y, to, yStep, yBlock, epilogue);
      }
    } else if (xStep == 1) {
      for (; next + 12 <= count; next += 12) {
        int to = yAt + next * yStep;
        OneColumn.rows12x1Step1(p, column, x, xAt + next, y, to, yStep, yBlock, epilogue);
      }
    }
    for (; next < count; next += FEWEST) {
      int m = Math.min(next, count - FEWEST);
      int from = xAt + m * xStep;
      int to = yAt + m * yStep;
      OneColumn.rows4x1(p, column, x, from, xStep, y, to, yStep, yBlock, epilogue);
    }
  }
}

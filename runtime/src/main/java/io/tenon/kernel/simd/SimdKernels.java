package io.tenon.kernel.simd;

import static io.tenon.kernel.simd.Columns.LENGTH;
import static io.tenon.kernel.simd.Columns.SPECIES;
import static io.tenon.kernel.simd.Columns.ZERO;

import io.tenon.kernel.Epilogue;
import io.tenon.kernel.Kernels;
import io.tenon.kernel.Panel;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The kernels on the Vector API. Chooses tiles; the tiles are in {@link RowTiles} and {@link
 * PoolTiles}. Epilogues run over the stored row, which is still in L1, in loops that C2 vectorises
 * by itself.
 */
public final class SimdKernels implements Kernels {
  @Override
  public String name() {
    return "simd (" + SPECIES.vectorBitSize() + " bits)";
  }

  @Override
  public void rows(
      Panel panel,
      float[] x,
      int xAt,
      int xStep,
      int count,
      float[] y,
      int yAt,
      int yStep,
      int yBlock,
      Epilogue epilogue) {
    if (count == 1) {
      oneRow(panel, x, xAt, y, yAt, yBlock);
    } else {
      int columns = Columns.count(panel);
      int column = 0;
      for (; column + 1 < columns; column += 2) {
        pairOfColumns(panel, column, x, xAt, xStep, count, y, yAt, yStep, yBlock);
      }
      if (column < columns) {
        lastColumn(panel, column, x, xAt, xStep, count, y, yAt, yStep, yBlock);
      }
    }
    if (epilogue != Epilogue.NONE) {
      finishRows(panel, count, y, yAt, yStep, yBlock, epilogue);
    }
  }

  /** One position: eight columns at a time, so that no addition waits for the one before. */
  private static void oneRow(Panel panel, float[] x, int xAt, float[] y, int yAt, int yBlock) {
    int columns = Columns.count(panel);
    int column = 0;
    for (; column + 7 < columns; column += 8) {
      RowTiles.rows1x8(panel, column, x, xAt, 0, y, yAt, 0, yBlock);
    }
    for (; column + 1 < columns; column += 2) {
      RowTiles.rows1x2(panel, column, x, xAt, 0, y, yAt, 0, yBlock);
    }
    if (column < columns) {
      RowTiles.rows1x1(panel, column, x, xAt, 0, y, yAt, 0, yBlock);
    }
  }

  private static void pairOfColumns(
      Panel panel,
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
    for (; m + 7 < count; m += 8) {
      RowTiles.rows8x2(panel, column, x, xAt + m * xStep, xStep, y, yAt + m * yStep, yStep, yBlock);
    }
    for (; m + 3 < count; m += 4) {
      RowTiles.rows4x2(panel, column, x, xAt + m * xStep, xStep, y, yAt + m * yStep, yStep, yBlock);
    }
    for (; m < count; m++) {
      RowTiles.rows1x2(panel, column, x, xAt + m * xStep, xStep, y, yAt + m * yStep, yStep, yBlock);
    }
  }

  private static void lastColumn(
      Panel panel,
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
    for (; m + 13 < count; m += 14) {
      RowTiles.rows14x1(
          panel, column, x, xAt + m * xStep, xStep, y, yAt + m * yStep, yStep, yBlock);
    }
    for (; m + 3 < count; m += 4) {
      RowTiles.rows4x1(panel, column, x, xAt + m * xStep, xStep, y, yAt + m * yStep, yStep, yBlock);
    }
    for (; m + 1 < count; m += 2) {
      RowTiles.rows2x1(panel, column, x, xAt + m * xStep, xStep, y, yAt + m * yStep, yStep, yBlock);
    }
    if (m < count) {
      RowTiles.rows1x1(panel, column, x, xAt + m * xStep, xStep, y, yAt + m * yStep, yStep, yBlock);
    }
  }

  @Override
  public void rowsMaxPool2(
      Panel panel,
      float[] x,
      int xAt,
      int xRow,
      int xStep,
      int count,
      float[] y,
      int yAt,
      int yBlock,
      Epilogue epilogue) {
    int columns = panel.blocks * (Panel.LANES / LENGTH);
    for (int column = 0; column < columns; column++) {
      int m = 0;
      for (; m + 6 < count; m += 7) {
        PoolTiles.maxPool7(
            panel, column, x, xAt + 2 * m * xStep, xRow, xStep, y, yAt + m * Panel.LANES, yBlock);
      }
      for (; m + 4 < count; m += 5) {
        PoolTiles.maxPool5(
            panel, column, x, xAt + 2 * m * xStep, xRow, xStep, y, yAt + m * Panel.LANES, yBlock);
      }
      for (; m + 1 < count; m += 2) {
        PoolTiles.maxPool2(
            panel, column, x, xAt + 2 * m * xStep, xRow, xStep, y, yAt + m * Panel.LANES, yBlock);
      }
      if (m < count) {
        PoolTiles.maxPool1(
            panel, column, x, xAt + 2 * m * xStep, xRow, xStep, y, yAt + m * Panel.LANES, yBlock);
      }
    }
    if (epilogue != Epilogue.NONE) {
      for (int block = 0; block < panel.blocks; block++) {
        finish(y, yAt + block * yBlock, count * Panel.LANES, epilogue);
      }
    }
  }

  private static void finishRows(
      Panel panel, int count, float[] y, int yAt, int yStep, int yBlock, Epilogue epilogue) {
    if (yBlock == Panel.LANES) { // a position's results lie together
      for (int m = 0; m < count; m++) {
        finish(y, yAt + m * yStep, panel.stored, epilogue);
      }
    } else { // a block's positions do
      for (int block = 0; block < panel.blocks; block++) {
        finish(y, yAt + block * yBlock, (count - 1) * yStep + Panel.LANES, epilogue);
      }
    }
  }

  private static void finish(float[] y, int yAt, int count, Epilogue epilogue) {
    int end = yAt + count;
    for (int i = yAt; i < end; i++) {
      float v = y[i];
      y[i] = v < 0 ? 0 : v; // not Math.max: NaN stays NaN either way, and this is one blend
    }
    if (epilogue == Epilogue.RELU6) {
      for (int i = yAt; i < end; i++) {
        float v = y[i];
        y[i] = v > 6 ? 6 : v;
      }
    }
  }

  @Override
  public float sum(float[] x, int xAt, int count) {
    FloatVector a = ZERO;
    FloatVector b = ZERO;
    int i = 0;
    for (; i + 2 * LENGTH <= count; i += 2 * LENGTH) {
      a = a.add(FloatVector.fromArray(SPECIES, x, xAt + i));
      b = b.add(FloatVector.fromArray(SPECIES, x, xAt + i + LENGTH));
    }
    float sum = a.add(b).reduceLanes(VectorOperators.ADD);
    for (; i < count; i++) {
      sum += x[xAt + i];
    }
    return sum;
  }

  @Override
  public float sumOfSquares(float[] x, int xAt, int count, float mean) {
    FloatVector a = ZERO;
    int i = 0;
    for (; i + LENGTH <= count; i += LENGTH) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xAt + i).sub(mean);
      a = v.fma(v, a);
    }
    float sum = a.reduceLanes(VectorOperators.ADD);
    for (; i < count; i++) {
      float v = x[xAt + i] - mean;
      sum += v * v;
    }
    return sum;
  }
}

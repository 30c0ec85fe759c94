package io.tenon.kernel.simd;

import static io.tenon.kernel.simd.Columns.LENGTH;
import static io.tenon.kernel.simd.Columns.SPECIES;

import io.tenon.kernel.Epilogue;
import io.tenon.kernel.FourRowsPanel;
import io.tenon.kernel.Kernels;
import io.tenon.kernel.NarrowPanel;
import io.tenon.kernel.Panel;
import io.tenon.kernel.WinogradTile;
import jdk.incubator.vector.FloatVector;

/**
 * The kernels that are sums of products. {@link RowTiling} and the other tilings cover the results
 * with register tiles; an epilogue that a tile doesn't do runs over the stored row, which is still
 * in L1.
 */
abstract class SimdProducts implements Kernels {
  @Override
  public void blocks(
      Panel panel,
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
    panel.requireBlockStep(yBlock);
    if (count <= 0 || first >= end) {
      return;
    }
    if (count >= RowTiling.FEWEST) {
      RowTiling.run(panel, first, end, x, xAt, xStep, count, y, yAt, yStep, yBlock, epilogue);
      return;
    }
    for (int m = 0; m < count; m++) {
      int to = yAt + m * yStep;
      RowTiling.onePosition(panel, first, end, x, xAt + m * xStep, y, to, yBlock);
      if (epilogue == Epilogue.NONE) {
        continue;
      }
      if (yBlock == Panel.LANES) { // a position's results lie together
        int from = panel.resultAt(first, yBlock);
        finish(y, to + from, panel.resultAt(end - 1, yBlock) + Panel.LANES - from, epilogue);
      } else {
        for (int block = first; block < end; block++) {
          finish(y, to + block * yBlock, Panel.LANES, epilogue);
        }
      }
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
    panel.requireWholeBlocks();
    if (count <= 0) {
      return;
    }
    PoolTiling.run(panel, x, xAt, xRow, xStep, count, y, yAt, yBlock);
    if (epilogue != Epilogue.NONE) {
      for (int block = 0; block < panel.blocks; block++) {
        finish(y, yAt + block * yBlock, count * Panel.LANES, epilogue);
      }
    }
  }

  @Override
  public void columnsMaxPool2(
      NarrowPanel panel,
      float[] x,
      int xAt,
      int xRow,
      int count,
      float[] y,
      int yAt,
      int yOutput,
      Epilogue epilogue) {
    NarrowTiling.run(panel, x, xAt, xRow, 2 * count, y, yAt, yOutput);
    for (int o = 0; o < panel.outputs; o++) {
      int at = yAt + o * yOutput;
      float bias = panel.bias[o];
      for (int m = 0; m < count; m++) { // in place: what is read lies behind what is written
        y[at + m] = epilogue.of(Math.max(y[at + 2 * m], y[at + 2 * m + 1]) + bias);
      }
    }
  }

  @Override
  public void fourRowsMaxPool2(
      FourRowsPanel panel,
      float[] x,
      int xAt,
      int xRow,
      int xChannel,
      float[] scratch,
      int scratchAt,
      float[] y,
      int yAt,
      int yRow,
      int yBlock,
      Epilogue epilogue) {
    int sumsAt = scratchAt + panel.sums();
    FourRowsInput.run(panel, x, xAt, xRow, xChannel, scratch, scratchAt);
    if (panel.lanes < Panel.LANES) {
      FourRowsTiling.columns(panel, scratch, scratchAt, sumsAt);
      FourRowsOutput.columns(panel, scratch, sumsAt, y, yAt, yRow, yBlock, epilogue);
    } else {
      FourRowsTiling.positions(panel, scratch, scratchAt, sumsAt);
      FourRowsOutput.positions(panel, scratch, sumsAt, y, yAt, yRow, yBlock, epilogue);
    }
  }

  @Override
  public void depthwise(
      Panel panel,
      float[] x,
      int xAt,
      int xStep,
      int xRow,
      int xBlock,
      int rows,
      int count,
      float[] y,
      int yAt,
      int yRow,
      int yBlock,
      Epilogue epilogue) {
    panel.requireWholeBlocks();
    if (count <= 0) {
      return;
    }
    if (NineTerms.fits(panel, xStep, count)) {
      NineTerms.run(
          panel, x, xAt, xStep, xRow, xBlock, rows, count, y, yAt, yRow, yBlock, epilogue);
      return;
    }
    for (int h = 0; h < rows; h++) {
      int to = yAt + h * yRow;
      DepthwiseTiling.run(panel, x, xAt + h * xRow, xStep, xBlock, count, y, to, yBlock);
      for (int block = 0; epilogue != Epilogue.NONE && block < panel.blocks; block++) {
        finish(y, to + block * yBlock, count * Panel.LANES, epilogue);
      }
    }
  }

  /** {@code count} is at least a vector; the last one may overlap the one before. */
  private static void finish(float[] y, int yAt, int count, Epilogue epilogue) {
    if (count <= 0) {
      return;
    }
    int last = yAt + count - LENGTH;
    for (int i = yAt; i < last; i += LENGTH) {
      finishVector(y, i, epilogue);
    }
    finishVector(y, last, epilogue);
  }

  private static void finishVector(float[] y, int at, Epilogue epilogue) {
    FloatVector v = FloatVector.fromArray(SPECIES, y, at);
    v = FloatVector.zero(SPECIES).max(v); // NaN stays NaN
    if (epilogue == Epilogue.RELU6) {
      v = FloatVector.broadcast(SPECIES, 6).min(v);
    }
    v.intoArray(y, at);
  }

  @Override
  public void winogradInput(
      WinogradTile tile,
      float[] x,
      int xAt,
      int xRow,
      int xBlock,
      int blocks,
      int width,
      float[] v,
      int vAt,
      int vPoint,
      int vBlock,
      float[] scratch,
      int scratchAt) {
    tile.requireWidth(width);
    WinogradTiling.input(
        tile, x, xAt, xRow, xBlock, blocks, width, v, vAt, vPoint, vBlock, scratch, scratchAt);
  }

  @Override
  public void winogradOutput(
      WinogradTile tile,
      float[] m,
      int mAt,
      int mPoint,
      int mBlock,
      int blocks,
      int width,
      int skip,
      float[] bias,
      int biasAt,
      float[] z,
      int zAt,
      int zRow,
      int zBlock,
      float[] y,
      int yAt,
      int yRow,
      int yBlock,
      Epilogue epilogue,
      float[] scratch,
      int scratchAt) {
    tile.requireWidth(width);
    int tiles = tile.tiles(width);
    int each = tiles * tile.size * Panel.LANES;
    int row = width * Panel.LANES;
    int beside = scratchAt + tile.results * each;
    for (int b = 0; b < blocks; b++) {
      WinogradTiling.resultRows(tile, m, mAt + b * mBlock, mPoint, tiles, scratch, scratchAt);
      for (int p = skip; p < tile.results; p++) {
        int from = scratchAt + p * each;
        int shift = biasAt + b * Panel.LANES;
        int to = b * yBlock + p * yRow;
        if (z != null) {
          WinogradTiling.results(tile, scratch, from, width, bias, shift, scratch, beside);
          int with = zAt + b * zBlock + p * zRow;
          add(scratch, beside, z, with, y, yAt + to, row, epilogue);
        } else {
          WinogradTiling.results(tile, scratch, from, width, bias, shift, y, yAt + to);
          if (epilogue != Epilogue.NONE) {
            finish(y, yAt + to, row, epilogue);
          }
        }
      }
    }
  }

  @Override
  public void product(
      float[] x,
      int xAt,
      int xStep,
      int count,
      int terms,
      float[] w,
      int wAt,
      int wStep,
      int columns,
      float[] y,
      int yAt,
      int yStep) {
    ProductTiling.run(x, xAt, xStep, count, terms, w, wAt, wStep, columns, y, yAt, yStep);
  }
}

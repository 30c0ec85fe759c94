package io.tenon.kernel;

/** Winograd's transforms in plain Java: one dimension of a tile at a time, from array to array. */
abstract class WinogradLoops implements Kernels {
  private static final float A = (float) Math.sqrt(0.5);
  private static final float B = (float) Math.sqrt(2);

  @Override
  public final void winogradInput(
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
    int row = (width + 2) * Panel.LANES;
    for (int b = 0; b < blocks; b++) {
      int from = xAt + b * xBlock;
      for (int i = 0; i < row; i++) {
        evaluate(tile, x, from + i, xRow, scratch, scratchAt + i, row);
      }
      for (int i = 0; i < tile.size; i++) {
        for (int t = 0; t < tile.tiles(width); t++) {
          int at = scratchAt + i * row + tile.first(t, width) * Panel.LANES;
          int to = vAt + i * tile.size * vPoint + b * vBlock + t * Panel.LANES;
          for (int c = 0; c < Panel.LANES; c++) {
            evaluate(tile, scratch, at + c, Panel.LANES, v, to + c, vPoint);
          }
        }
      }
    }
  }

  @Override
  public final void winogradOutput(
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
    WinogradResults.run(
        tile, m, mAt, mPoint, mBlock, blocks, width, skip, bias, biasAt, z, zAt, zRow, zBlock, y,
        yAt, yRow, yBlock, epilogue);
  }

  /** The values of one dimension of a tile at its points. */
  private static void evaluate(
      WinogradTile tile, float[] x, int at, int xStep, float[] y, int to, int yStep) {
    float d0 = x[at];
    float d1 = x[at + xStep];
    float d2 = x[at + 2 * xStep];
    float d3 = x[at + 3 * xStep];
    if (tile == WinogradTile.TWO) {
      y[to] = d2 - d0;
      y[to + yStep] = d2 + d1;
      y[to + 2 * yStep] = d2 - d1;
      y[to + 3 * yStep] = d3 - d1;
      return;
    }
    float d4 = x[at + 4 * xStep];
    float d5 = x[at + 5 * xStep];
    float even = d4 - 2 * d2;
    float odd = (d3 - 2 * d1) * A;
    float evenB = d4 - 0.5f * d2;
    float oddB = (d3 - 0.5f * d1) * B;
    y[to] = d0 + d4 - 2.5f * d2;
    y[to + yStep] = even + odd;
    y[to + 2 * yStep] = even - odd;
    y[to + 3 * yStep] = evenB + oddB;
    y[to + 4 * yStep] = evenB - oddB;
    y[to + 5 * yStep] = d1 + d5 - 2.5f * d3;
  }
}

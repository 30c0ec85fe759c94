package io.tenon.kernel.simd;

import static io.tenon.kernel.simd.Columns.LENGTH;

import io.tenon.kernel.Panel;
import io.tenon.kernel.WinogradTile;

/** Both dimensions of a row of Winograd's tiles, for each block: through scratch that is in L1. */
final class WinogradTiling {
  private WinogradTiling() {}

  /** B d Bᵀ. */
  static void input(
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
    boolean four = tile == WinogradTile.FOUR;
    int tiles = tile.tiles(width);
    int last = width - tile.results;
    int row = (width + 2) * Panel.LANES;
    for (int block = 0; block < blocks; block++) {
      int from = xAt + block * xBlock;
      if (four) {
        WinogradFour.rows(x, from, xRow, width + 2, scratch, scratchAt, row);
      } else {
        WinogradTwo.rows(x, from, xRow, width + 2, scratch, scratchAt, row);
      }
      for (int i = 0; i < tile.size; i++) {
        int to = vAt + i * tile.size * vPoint + block * vBlock;
        for (int c = 0; c < Panel.LANES; c += LENGTH) {
          int at = scratchAt + i * row + c;
          if (four) {
            WinogradFour.columns(scratch, at, tiles, last, v, to + c, vPoint);
          } else {
            WinogradTwo.columns(scratch, at, tiles, last, v, to + c, vPoint);
          }
        }
      }
    }
  }

  /** A m for one block: row p of its results, of tiles of six or four numbers side by side. */
  static void resultRows(
      WinogradTile tile,
      float[] m,
      int mAt,
      int mPoint,
      int tiles,
      float[] scratch,
      int scratchAt) {
    int each = tile.size * Panel.LANES;
    int step = tile.size * mPoint;
    for (int j = 0; j < tile.size; j++) {
      for (int c = 0; c < Panel.LANES; c += LENGTH) {
        int from = mAt + j * mPoint + c;
        int to = scratchAt + j * Panel.LANES + c;
        if (tile == WinogradTile.FOUR) {
          WinogradFour.resultRows(m, from, step, tiles, scratch, to, tiles * each, each);
        } else {
          WinogradTwo.resultRows(m, from, step, tiles, scratch, to, tiles * each, each);
        }
      }
    }
  }

  /** (A m) Aᵀ and the bias for one of the rows that {@link #resultRows} left. */
  static void results(
      WinogradTile tile,
      float[] scratch,
      int scratchAt,
      int width,
      float[] bias,
      int biasAt,
      float[] y,
      int yAt) {
    int tiles = tile.tiles(width);
    int last = width - tile.results;
    for (int c = 0; c < Panel.LANES; c += LENGTH) {
      if (tile == WinogradTile.FOUR) {
        WinogradFour.results(scratch, scratchAt + c, tiles, last, bias, biasAt + c, y, yAt + c);
      } else {
        WinogradTwo.results(scratch, scratchAt + c, tiles, last, bias, biasAt + c, y, yAt + c);
      }
    }
  }
}

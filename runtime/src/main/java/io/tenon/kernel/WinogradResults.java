package io.tenon.kernel;

/**
 * {@code Kernels.winogradOutput} in {@link LongLoops}, which run through all tiles of a row and the
 * channels of a block: one dimension of the tiles after the other, from arrays to arrays, then the
 * tiles' columns are put where they belong.
 */
final class WinogradResults {
  private static final float A = (float) Math.sqrt(0.5);
  private static final float B = (float) Math.sqrt(2);

  /**
   * What each thread has: products and what they become, each of all tiles of a row.
   *
   * @param columns [results][elements]: products interpolated along the first dimension
   * @param products along one dimension of the tiles
   * @param row a row of results, its bias and what is added
   */
  private record Scratch(
      int length, float[][][] columns, float[][] products, float[][] results, float[][] row) {
    Scratch(int length) {
      this(
          length,
          new float[4][6][length],
          new float[6][length],
          new float[4][length],
          new float[3][length]);
    }
  }

  private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(() -> new Scratch(0));

  private WinogradResults() {}

  static void run(
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
      Epilogue epilogue) {
    int row = width * Panel.LANES;
    Scratch scratch = scratch(tile.tiles(width) * tile.results * Panel.LANES);
    float[] results = scratch.row[0];
    float[] shift = scratch.row[1];
    float[] with = scratch.row[2];
    for (int b = 0; b < blocks; b++) {
      columns(tile, m, mAt + b * mBlock, mPoint, tile.tiles(width) * Panel.LANES, scratch);
      for (int column = 0; column < width; column++) {
        int from = biasAt + b * Panel.LANES;
        System.arraycopy(bias, from, shift, column * Panel.LANES, Panel.LANES);
      }
      for (int p = skip; p < tile.results; p++) {
        results(tile, width, scratch.columns[p], scratch, results);
        if (z == null) {
          LongLoops.finish(results, 0, row, shift, epilogue);
        } else {
          System.arraycopy(z, zAt + b * zBlock + p * zRow, with, 0, row);
          LongLoops.finish(results, 0, row, shift, Epilogue.NONE);
          LongLoops.finish(results, 0, row, with, epilogue);
        }
        System.arraycopy(results, 0, y, yAt + b * yBlock + p * yRow, row);
      }
    }
  }

  private static Scratch scratch(int length) {
    Scratch scratch = SCRATCH.get();
    if (scratch.length < length) {
      scratch = new Scratch(length);
      SCRATCH.set(scratch);
    }
    return scratch;
  }

  /** All rows' results for each column of the tiles' elements. */
  private static void columns(
      WinogradTile tile, float[] m, int mAt, int mPoint, int n, Scratch scratch) {
    for (int j = 0; j < tile.size; j++) {
      for (int i = 0; i < tile.size; i++) {
        System.arraycopy(m, mAt + (i * tile.size + j) * mPoint, scratch.products[i], 0, n);
      }
      interpolate(tile, n, scratch.products, scratch.results);
      for (int p = 0; p < tile.results; p++) { // the next column writes over what was here
        float[] full = scratch.results[p];
        scratch.results[p] = scratch.columns[p][j];
        scratch.columns[p][j] = full;
      }
    }
  }

  /** A row of results from its columns of elements. */
  private static void results(
      WinogradTile tile, int width, float[][] columns, Scratch scratch, float[] row) {
    int tiles = tile.tiles(width);
    interpolate(tile, tiles * Panel.LANES, columns, scratch.results);
    for (int t = 0; t < tiles; t++) {
      int to = tile.first(t, width) * Panel.LANES;
      for (int q = 0; q < tile.results; q++) {
        float[] from = scratch.results[q];
        System.arraycopy(from, t * Panel.LANES, row, to + q * Panel.LANES, Panel.LANES);
      }
    }
  }

  /** The results along one dimension of tiles; where there are four, m is written over. */
  private static void interpolate(WinogradTile tile, int n, float[][] m, float[][] y) {
    if (tile == WinogradTile.TWO) {
      LongLoops.combine(y[0], n, 1, m[0], 1, m[1], 1, m[2]);
      LongLoops.combine(y[1], n, 1, m[1], -1, m[2], 1, m[3]);
      return;
    }
    float[] even = y[1];
    float[] evenB = y[3];
    LongLoops.sum(even, n, m[1], m[2]);
    LongLoops.sum(evenB, n, m[3], m[4]);
    LongLoops.combine(y[0], n, 1, m[0], 1, even, 1, evenB);
    LongLoops.combine(y[2], n, 0.5f, even, 2, evenB);
    float[] odd = m[1];
    float[] oddB = m[3];
    LongLoops.takeAndScale(odd, n, m[2], A);
    LongLoops.takeAndScale(oddB, n, m[4], B);
    LongLoops.sum(y[1], n, odd, oddB);
    LongLoops.combine(m[5], n, 2, oddB, 1, m[5]);
    LongLoops.combine(y[3], n, 0.5f, odd, 1, m[5]);
  }
}

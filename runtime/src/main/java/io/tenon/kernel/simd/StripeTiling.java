package io.tenon.kernel.simd;

import static io.tenon.kernel.simd.Columns.LENGTH;
import static io.tenon.kernel.simd.Columns.MANY_REGISTERS;

import io.tenon.kernel.StripedPanel;

/**
 * Covers the positions and columns of {@code Kernels.stripes} with tiles. Single positions take a
 * stripe as wide as it is, for one stream of weights; several, 4 columns at a time.
 */
final class StripeTiling {
  private static final int WIDE = 12;
  private static final int NARROW = 4;
  private static final int FEWEST = 3;
  private static final int MOST = 6;

  private StripeTiling() {}

  static void run(
      StripedPanel p, float[] x, int xAt, int xStep, int count, float[] y, int yAt, int yStep) {
    for (int first = 0; first < p.stored; first += p.width(first)) {
      int end = first + p.width(first);
      if (count < FEWEST) {
        for (int m = 0; m < count; m++) {
          onePosition(p, first, end, x, xAt + m * xStep, y, yAt + m * yStep);
        }
      } else {
        for (int o = first; o < end; o += NARROW * LENGTH) {
          positions(p, first, o, x, xAt, xStep, count, y, yAt, yStep);
        }
      }
    }
  }

  private static void onePosition(
      StripedPanel p, int first, int end, float[] x, int xAt, float[] y, int yAt) {
    float[] w = p.weights;
    int step = end - first;
    int from = first * p.terms;
    int o = first;
    for (; o + WIDE * LENGTH <= end; o += WIDE * LENGTH) {
      int wAt = from + o - first;
      StripeTiles.rows1x12(w, wAt, step, p.terms, x, xAt, p.bias, o, y, yAt + o);
    }
    for (; o < end; o += NARROW * LENGTH) {
      int wAt = from + o - first;
      StripeTiles.rows1x4(w, wAt, step, p.terms, x, xAt, p.bias, o, y, yAt + o);
    }
  }

  /** At least {@link #FEWEST} positions; the last tile may reach back over some that are done. */
  private static void positions(
      StripedPanel p,
      int first,
      int o,
      float[] x,
      int xAt,
      int xStep,
      int count,
      float[] y,
      int yAt,
      int yStep) {
    float[] w = p.weights;
    int wAt = first * p.terms + o - first;
    int step = p.width(first);
    int m = 0;
    while (m < count) {
      int height = height(count - m);
      m = Math.min(m, count - height);
      int from = xAt + m * xStep;
      int to = yAt + m * yStep + o;
      switch (height) {
        case 6 ->
            TallStripeTiles.rows6x4(w, wAt, step, p.terms, x, from, xStep, p.bias, o, y, to, yStep);
        case 5 ->
            TallStripeTiles.rows5x4(w, wAt, step, p.terms, x, from, xStep, p.bias, o, y, to, yStep);
        case 4 ->
            TallStripeTiles.rows4x4(w, wAt, step, p.terms, x, from, xStep, p.bias, o, y, to, yStep);
        default ->
            TallStripeTiles.rows3x4(w, wAt, step, p.terms, x, from, xStep, p.bias, o, y, to, yStep);
      }
      m += height;
    }
  }

  /** How many of so many positions a tile takes: less than a dozen are divided evenly. */
  private static int height(int left) {
    if (!MANY_REGISTERS) {
      return FEWEST;
    }
    int height = left > MOST && left < 2 * MOST ? (left + 1) / 2 : left;
    return Math.max(FEWEST, Math.min(height, MOST));
  }
}

package io.tenon.kernel.simd;

import static io.tenon.kernel.simd.Columns.LENGTH;
import static io.tenon.kernel.simd.Columns.MANY_REGISTERS;

import java.util.Arrays;

/**
 * Covers the positions and columns of {@code Kernels.product} with tiles. Where columns don't fill
 * the last vector, it is shifted, and some are computed twice; fewer than a vector are computed one
 * by one.
 */
final class ProductTiling {
  private ProductTiling() {}

  static void run(
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
    if (columns < LENGTH) {
      narrow(x, xAt, xStep, count, terms, w, wAt, wStep, columns, y, yAt, yStep);
      return;
    }
    int c = 0;
    if (MANY_REGISTERS) {
      for (; c + 4 * LENGTH <= columns; c += 4 * LENGTH) {
        four(x, xAt, xStep, count, terms, w, wAt + c, wStep, y, yAt + c, yStep);
      }
    }
    for (; c + 2 * LENGTH <= columns; c += 2 * LENGTH) {
      two(x, xAt, xStep, count, terms, w, wAt + c, wStep, y, yAt + c, yStep);
    }
    for (; c < columns; c += LENGTH) {
      int from = Math.min(c, columns - LENGTH);
      one(x, xAt, xStep, count, terms, w, wAt + from, wStep, y, yAt + from, yStep);
    }
  }

  private static void four(
      float[] x,
      int xAt,
      int xStep,
      int count,
      int terms,
      float[] w,
      int wAt,
      int wStep,
      float[] y,
      int yAt,
      int yStep) {
    int m = 0;
    for (; m + 6 <= count; m += 6) {
      ProductTiles.rows6x4(
          x, xAt + m * xStep, xStep, terms, w, wAt, wStep, y, yAt + m * yStep, yStep);
    }
    if (count - m > 2 && m > 0) { // some positions once more are faster than few at a time
      m = count - 6;
      ProductTiles.rows6x4(
          x, xAt + m * xStep, xStep, terms, w, wAt, wStep, y, yAt + m * yStep, yStep);
      m = count;
    }
    for (; m < count; m++) {
      ProductTiles.rows1x4(x, xAt + m * xStep, terms, w, wAt, wStep, y, yAt + m * yStep);
    }
  }

  private static void two(
      float[] x,
      int xAt,
      int xStep,
      int count,
      int terms,
      float[] w,
      int wAt,
      int wStep,
      float[] y,
      int yAt,
      int yStep) {
    int m = 0;
    for (; m + 6 <= count; m += 6) {
      ProductTiles.rows6x2(
          x, xAt + m * xStep, xStep, terms, w, wAt, wStep, y, yAt + m * yStep, yStep);
    }
    if (count - m > 2 && m > 0) { // some positions once more are faster than few at a time
      m = count - 6;
      ProductTiles.rows6x2(
          x, xAt + m * xStep, xStep, terms, w, wAt, wStep, y, yAt + m * yStep, yStep);
      m = count;
    }
    for (; m < count; m++) {
      ProductTiles.rows1x2(x, xAt + m * xStep, terms, w, wAt, wStep, y, yAt + m * yStep);
    }
  }

  private static void one(
      float[] x,
      int xAt,
      int xStep,
      int count,
      int terms,
      float[] w,
      int wAt,
      int wStep,
      float[] y,
      int yAt,
      int yStep) {
    int m = 0;
    for (; m + 6 <= count; m += 6) {
      ProductTiles.rows6x1(
          x, xAt + m * xStep, xStep, terms, w, wAt, wStep, y, yAt + m * yStep, yStep);
    }
    if (count - m > 2 && m > 0) { // some positions once more are faster than few at a time
      m = count - 6;
      ProductTiles.rows6x1(
          x, xAt + m * xStep, xStep, terms, w, wAt, wStep, y, yAt + m * yStep, yStep);
      m = count;
    }
    for (; m < count; m++) {
      ProductTiles.rows1x1(x, xAt + m * xStep, terms, w, wAt, wStep, y, yAt + m * yStep);
    }
  }

  private static void narrow(
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
    for (int m = 0; m < count; m++) {
      int to = yAt + m * yStep;
      Arrays.fill(y, to, to + columns, 0);
      for (int k = 0; k < terms; k++) {
        float v = x[xAt + m * xStep + k];
        for (int c = 0; c < columns; c++) {
          y[to + c] += v * w[wAt + k * wStep + c];
        }
      }
    }
  }
}

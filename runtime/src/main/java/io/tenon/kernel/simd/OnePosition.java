package io.tenon.kernel.simd;

import static io.tenon.kernel.simd.Columns.LENGTH;
import static io.tenon.kernel.simd.Columns.SPECIES;
import static io.tenon.kernel.simd.Columns.resultAt;
import static io.tenon.kernel.simd.Columns.weightsAt;

import io.tenon.kernel.Panel;
import jdk.incubator.vector.FloatVector;

/**
 * The register tiles of {@code Kernels.rows} for one position: a linear layer's single sample, and
 * what is left of a row.
 *
 * <p>Each tile keeps its sums in registers through one loop over the terms: C2 boxes vectors that
 * are carried through two nested loops (JDK 17) or passed to a helper that it does not inline. So
 * the tiles are written out, and what they share is arithmetic on offsets alone.
 *
 * <p>What limits them is the weights' way from L2 (100 GB/s, from L3 90): six streams of weights
 * are the fastest, eight take 5 % longer.
 *
 * <p>Each call adds a stretch of the terms to what lies in the results. A network may have a single
 * row of this kind; if one call did all of it, it would be hundreds of forwards until C2 counted
 * enough calls to compile the tile, and until then each vector is an object. Sums go on where the
 * stretch before ended, and the bias comes last, as in all other tiles: so a position's result is
 * the same to the last bit whichever tile makes it, and a batch's whoever computes which part.
 */
final class OnePosition {
  private static final int WIDE_STRETCH = 400;
  private static final int NARROW_STRETCH = 24;

  /** What a stretch adds behind its terms, if it is not the last. */
  private static final float[] NOTHING = new float[Panel.LANES];

  private OnePosition() {}

  /** 1 position by 6 columns. */
  static void rows1x6(Panel p, int column, float[] x, int xAt, float[] y, int yAt, int yBlock) {
    start(p, column, 6, y, yAt, yBlock);
    int terms = p.offsets.length;
    int from = 0;
    for (; from + WIDE_STRETCH < terms; from += WIDE_STRETCH) {
      int end = from + WIDE_STRETCH;
      add1x6(p, column, from, end, x, xAt, y, yAt, yBlock, NOTHING, 0, 0);
    }
    add1x6(p, column, from, terms, x, xAt, y, yAt, yBlock, p.bias, column * LENGTH, LENGTH);
  }

  /** 1 position by 4 columns. */
  static void rows1x4(Panel p, int column, float[] x, int xAt, float[] y, int yAt, int yBlock) {
    start(p, column, 4, y, yAt, yBlock);
    int terms = p.offsets.length;
    int from = 0;
    for (; from + WIDE_STRETCH < terms; from += WIDE_STRETCH) {
      int end = from + WIDE_STRETCH;
      add1x4(p, column, from, end, x, xAt, y, yAt, yBlock, NOTHING, 0, 0);
    }
    add1x4(p, column, from, terms, x, xAt, y, yAt, yBlock, p.bias, column * LENGTH, LENGTH);
  }

  /** 1 position by 2 columns. */
  static void rows1x2(Panel p, int column, float[] x, int xAt, float[] y, int yAt, int yBlock) {
    start(p, column, 2, y, yAt, yBlock);
    int terms = p.offsets.length;
    int from = 0;
    for (; from + NARROW_STRETCH < terms; from += NARROW_STRETCH) {
      int end = from + NARROW_STRETCH;
      add1x2(p, column, from, end, x, xAt, y, yAt, yBlock, NOTHING, 0, 0);
    }
    add1x2(p, column, from, terms, x, xAt, y, yAt, yBlock, p.bias, column * LENGTH, LENGTH);
  }

  /** 1 position by 1 column. */
  static void rows1x1(Panel p, int column, float[] x, int xAt, float[] y, int yAt, int yBlock) {
    start(p, column, 1, y, yAt, yBlock);
    int terms = p.offsets.length;
    int from = 0;
    for (; from + NARROW_STRETCH < terms; from += NARROW_STRETCH) {
      int end = from + NARROW_STRETCH;
      add1x1(p, column, from, end, x, xAt, y, yAt, yBlock, NOTHING, 0, 0);
    }
    add1x1(p, column, from, terms, x, xAt, y, yAt, yBlock, p.bias, column * LENGTH, LENGTH);
  }

  private static void start(Panel p, int column, int columns, float[] y, int yAt, int yBlock) {
    for (int c = column; c < column + columns; c++) {
      FloatVector.zero(SPECIES).intoArray(y, yAt + resultAt(p, c, yBlock));
    }
  }

  private static void add1x6(
      Panel p,
      int column,
      int from,
      int end,
      float[] x,
      int xAt,
      float[] y,
      int yAt,
      int yBlock,
      float[] last,
      int lastAt,
      int lastStep) {
    float[] w = p.weights;
    int[] offsets = p.offsets;
    int w0 = weightsAt(p, column);
    int w1 = weightsAt(p, column + 1);
    int w2 = weightsAt(p, column + 2);
    int w3 = weightsAt(p, column + 3);
    int w4 = weightsAt(p, column + 4);
    int w5 = weightsAt(p, column + 5);
    int y0 = yAt + resultAt(p, column, yBlock);
    int y1 = yAt + resultAt(p, column + 1, yBlock);
    int y2 = yAt + resultAt(p, column + 2, yBlock);
    int y3 = yAt + resultAt(p, column + 3, yBlock);
    int y4 = yAt + resultAt(p, column + 4, yBlock);
    int y5 = yAt + resultAt(p, column + 5, yBlock);
    FloatVector s0 = FloatVector.fromArray(SPECIES, y, y0);
    FloatVector s1 = FloatVector.fromArray(SPECIES, y, y1);
    FloatVector s2 = FloatVector.fromArray(SPECIES, y, y2);
    FloatVector s3 = FloatVector.fromArray(SPECIES, y, y3);
    FloatVector s4 = FloatVector.fromArray(SPECIES, y, y4);
    FloatVector s5 = FloatVector.fromArray(SPECIES, y, y5);
    for (int k = from; k < end; k++) {
      FloatVector x0 = FloatVector.broadcast(SPECIES, x[xAt + offsets[k]]);
      FloatVector v0 = FloatVector.fromArray(SPECIES, w, w0 + k * Panel.LANES);
      s0 = v0.fma(x0, s0);
      FloatVector v1 = FloatVector.fromArray(SPECIES, w, w1 + k * Panel.LANES);
      s1 = v1.fma(x0, s1);
      FloatVector v2 = FloatVector.fromArray(SPECIES, w, w2 + k * Panel.LANES);
      s2 = v2.fma(x0, s2);
      FloatVector v3 = FloatVector.fromArray(SPECIES, w, w3 + k * Panel.LANES);
      s3 = v3.fma(x0, s3);
      FloatVector v4 = FloatVector.fromArray(SPECIES, w, w4 + k * Panel.LANES);
      s4 = v4.fma(x0, s4);
      FloatVector v5 = FloatVector.fromArray(SPECIES, w, w5 + k * Panel.LANES);
      s5 = v5.fma(x0, s5);
    }
    FloatVector r0 = FloatVector.fromArray(SPECIES, last, lastAt).add(s0);
    FloatVector r1 = FloatVector.fromArray(SPECIES, last, lastAt + lastStep).add(s1);
    FloatVector r2 = FloatVector.fromArray(SPECIES, last, lastAt + 2 * lastStep).add(s2);
    FloatVector r3 = FloatVector.fromArray(SPECIES, last, lastAt + 3 * lastStep).add(s3);
    FloatVector r4 = FloatVector.fromArray(SPECIES, last, lastAt + 4 * lastStep).add(s4);
    FloatVector r5 = FloatVector.fromArray(SPECIES, last, lastAt + 5 * lastStep).add(s5);
    r0.intoArray(y, y0);
    r1.intoArray(y, y1);
    r2.intoArray(y, y2);
    r3.intoArray(y, y3);
    r4.intoArray(y, y4);
    r5.intoArray(y, y5);
  }

  private static void add1x4(
      Panel p,
      int column,
      int from,
      int end,
      float[] x,
      int xAt,
      float[] y,
      int yAt,
      int yBlock,
      float[] last,
      int lastAt,
      int lastStep) {
    float[] w = p.weights;
    int[] offsets = p.offsets;
    int w0 = weightsAt(p, column);
    int w1 = weightsAt(p, column + 1);
    int w2 = weightsAt(p, column + 2);
    int w3 = weightsAt(p, column + 3);
    int y0 = yAt + resultAt(p, column, yBlock);
    int y1 = yAt + resultAt(p, column + 1, yBlock);
    int y2 = yAt + resultAt(p, column + 2, yBlock);
    int y3 = yAt + resultAt(p, column + 3, yBlock);
    FloatVector s0 = FloatVector.fromArray(SPECIES, y, y0);
    FloatVector s1 = FloatVector.fromArray(SPECIES, y, y1);
    FloatVector s2 = FloatVector.fromArray(SPECIES, y, y2);
    FloatVector s3 = FloatVector.fromArray(SPECIES, y, y3);
    for (int k = from; k < end; k++) {
      FloatVector x0 = FloatVector.broadcast(SPECIES, x[xAt + offsets[k]]);
      FloatVector v0 = FloatVector.fromArray(SPECIES, w, w0 + k * Panel.LANES);
      s0 = v0.fma(x0, s0);
      FloatVector v1 = FloatVector.fromArray(SPECIES, w, w1 + k * Panel.LANES);
      s1 = v1.fma(x0, s1);
      FloatVector v2 = FloatVector.fromArray(SPECIES, w, w2 + k * Panel.LANES);
      s2 = v2.fma(x0, s2);
      FloatVector v3 = FloatVector.fromArray(SPECIES, w, w3 + k * Panel.LANES);
      s3 = v3.fma(x0, s3);
    }
    FloatVector r0 = FloatVector.fromArray(SPECIES, last, lastAt).add(s0);
    FloatVector r1 = FloatVector.fromArray(SPECIES, last, lastAt + lastStep).add(s1);
    FloatVector r2 = FloatVector.fromArray(SPECIES, last, lastAt + 2 * lastStep).add(s2);
    FloatVector r3 = FloatVector.fromArray(SPECIES, last, lastAt + 3 * lastStep).add(s3);
    r0.intoArray(y, y0);
    r1.intoArray(y, y1);
    r2.intoArray(y, y2);
    r3.intoArray(y, y3);
  }

  private static void add1x2(
      Panel p,
      int column,
      int from,
      int end,
      float[] x,
      int xAt,
      float[] y,
      int yAt,
      int yBlock,
      float[] last,
      int lastAt,
      int lastStep) {
    float[] w = p.weights;
    int[] offsets = p.offsets;
    int w0 = weightsAt(p, column);
    int w1 = weightsAt(p, column + 1);
    int y0 = yAt + resultAt(p, column, yBlock);
    int y1 = yAt + resultAt(p, column + 1, yBlock);
    FloatVector s0 = FloatVector.fromArray(SPECIES, y, y0);
    FloatVector s1 = FloatVector.fromArray(SPECIES, y, y1);
    for (int k = from; k < end; k++) {
      FloatVector x0 = FloatVector.broadcast(SPECIES, x[xAt + offsets[k]]);
      FloatVector v0 = FloatVector.fromArray(SPECIES, w, w0 + k * Panel.LANES);
      s0 = v0.fma(x0, s0);
      FloatVector v1 = FloatVector.fromArray(SPECIES, w, w1 + k * Panel.LANES);
      s1 = v1.fma(x0, s1);
    }
    FloatVector r0 = FloatVector.fromArray(SPECIES, last, lastAt).add(s0);
    FloatVector r1 = FloatVector.fromArray(SPECIES, last, lastAt + lastStep).add(s1);
    r0.intoArray(y, y0);
    r1.intoArray(y, y1);
  }

  private static void add1x1(
      Panel p,
      int column,
      int from,
      int end,
      float[] x,
      int xAt,
      float[] y,
      int yAt,
      int yBlock,
      float[] last,
      int lastAt,
      int lastStep) {
    float[] w = p.weights;
    int[] offsets = p.offsets;
    int w0 = weightsAt(p, column);
    int y0 = yAt + resultAt(p, column, yBlock);
    FloatVector s0 = FloatVector.fromArray(SPECIES, y, y0);
    for (int k = from; k < end; k++) {
      FloatVector x0 = FloatVector.broadcast(SPECIES, x[xAt + offsets[k]]);
      FloatVector v0 = FloatVector.fromArray(SPECIES, w, w0 + k * Panel.LANES);
      s0 = v0.fma(x0, s0);
    }
    FloatVector r0 = FloatVector.fromArray(SPECIES, last, lastAt).add(s0);
    r0.intoArray(y, y0);
  }
}

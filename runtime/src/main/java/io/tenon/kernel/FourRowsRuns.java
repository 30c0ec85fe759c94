package io.tenon.kernel;

import java.util.Arrays;

/**
 * {@code Kernels.fourRowsMaxPool2} in {@link LongLoops}. Sums run through the columns of all eight
 * points at once, one output at a time; what is done to columns before and behind runs through
 * those of all channels, or of all outputs of a block. Between, rows are copied. Numbers are added
 * in {@link FourRowsLoops}'s order, so results are the same bits.
 */
final class FourRowsRuns {
  private static final int POINTS = FourRowsPanel.POINTS;

  /**
   * What each thread has: eight rows of x and eight values of them at the points, both of all
   * channels; the operands of each term at all points; an output's sums at all points; a block's
   * sums at each point; and rows of what they become.
   */
  private record Scratch(
      int length, float[][] x, float[][] v, float[][] terms, float[][] m, float[][] rows) {
    Scratch(int length, int terms) {
      this(
          length,
          new float[POINTS][length],
          new float[POINTS][length],
          new float[terms][length],
          new float[POINTS][length],
          new float[8][length]);
    }
  }

  private static final ThreadLocal<Scratch> SCRATCH =
      ThreadLocal.withInitial(() -> new Scratch(0, 0));

  private FourRowsRuns() {}

  static void maxPool2(
      FourRowsPanel p,
      FourRowsWeights weights,
      float[] x,
      int xAt,
      int xRow,
      int xChannel,
      float[] y,
      int yAt,
      int yRow,
      int yBlock,
      Epilogue epilogue) {
    Scratch scratch = scratch(p, weights);
    input(p, weights.pitch, x, xAt, xRow, xChannel, scratch.x, scratch.v, scratch.rows);
    operands(p, weights, scratch.v, scratch.terms);
    for (int block = 0; block < p.blocks; block++) {
      float[] sums = scratch.rows[0];
      for (int lane = 0; lane < p.lanes; lane++) {
        sums(weights, block * p.lanes + lane, scratch.terms, p.offsets.length, sums);
        for (int point = 0; point < POINTS; point++) {
          int from = point * weights.pitch;
          System.arraycopy(sums, from, scratch.m[point], lane * p.columns, p.columns);
        }
      }
      int count = p.lanes * p.columns;
      results(count, scratch.m, scratch.rows);
      boolean blocks = p.lanes == Panel.LANES;
      for (int h = 0; h < 2; h++) {
        float[] pooled = scratch.rows[h == 0 ? 6 : 7];
        pool(count, pooled, scratch.rows[0], weights.bias(block), epilogue);
        for (int lane = 0; lane < p.lanes; lane++) {
          int to = yAt + h * yRow + (blocks ? block * yBlock + lane : lane * yBlock);
          int step = blocks ? Panel.LANES : 1;
          for (int m = 0; m < p.columns / 2; m++) {
            y[to + m * step] = pooled[lane * p.columns + 2 * m];
          }
        }
      }
    }
  }

  private static Scratch scratch(FourRowsPanel p, FourRowsWeights weights) {
    Scratch scratch = SCRATCH.get();
    int length = Math.max(POINTS, p.channels) * weights.pitch;
    length = Math.max(length, p.lanes * p.columns);
    int terms = p.offsets.length;
    if (scratch.length < length || scratch.terms.length < terms) {
      scratch =
          new Scratch(Math.max(length, scratch.length), Math.max(terms, scratch.terms.length));
      SCRATCH.set(scratch);
    }
    return scratch;
  }

  /** The values of eight rows of x at the points, of all channels. */
  private static void input(
      FourRowsPanel p,
      int pitch,
      float[] x,
      int xAt,
      int xRow,
      int xChannel,
      float[][] d,
      float[][] v,
      float[][] rows) {
    for (int r = 0; r < POINTS; r++) {
      for (int c = 0; c < p.channels; c++) {
        System.arraycopy(x, xAt + c * xChannel + r * xRow, d[r], c * pitch, pitch);
      }
    }
    int n = p.channels * pitch;
    float[] even = rows[0];
    float[] odd = rows[1];
    LongLoops.end(v[0], n, d[0], d[6], d[4], d[2]);
    LongLoops.combine(even, n, 1, d[2], 1, d[6], -4.25f, d[4]);
    LongLoops.combine(odd, n, 1, d[1], 1, d[5], -4.25f, d[3]);
    LongLoops.sum(v[1], n, even, odd);
    LongLoops.difference(v[2], n, even, odd);
    LongLoops.combine(even, n, 0.25f, d[2], -1.25f, d[4], 1, d[6]);
    LongLoops.combine(odd, n, 0.5f, d[1], -2.5f, d[3], 2, d[5]);
    LongLoops.sum(v[3], n, even, odd);
    LongLoops.difference(v[4], n, even, odd);
    LongLoops.combine(even, n, 4, d[2], -5, d[4], 1, d[6]);
    LongLoops.combine(odd, n, 2, d[1], -2.5f, d[3], 0.5f, d[5]);
    LongLoops.sum(v[5], n, even, odd);
    LongLoops.difference(v[6], n, even, odd);
    LongLoops.end(v[7], n, d[7], d[1], d[3], d[5]);
  }

  /** A channel's values at all points, for each column of the kernels further to the left. */
  private static void operands(
      FourRowsPanel p, FourRowsWeights weights, float[][] v, float[][] terms) {
    int kernelColumns = p.offsets.length / p.channels;
    for (int c = 0; c < p.channels; c++) {
      float[] channel = terms[c * kernelColumns];
      for (int point = 0; point < POINTS; point++) {
        System.arraycopy(
            v[point], c * weights.pitch, channel, point * weights.pitch, weights.pitch);
      }
      for (int column = 1; column < kernelColumns; column++) {
        System.arraycopy(channel, column, terms[c * kernelColumns + column], 0, weights.run);
      }
    }
  }

  /** An output's sums at all points. */
  private static void sums(
      FourRowsWeights weights, int output, float[][] v, int terms, float[] sums) {
    Arrays.fill(sums, 0, weights.run, 0);
    int k = 0;
    for (; k + 3 <= terms; k += 3) {
      LongLoops.addThree(
          sums,
          weights.run,
          v[k],
          weights.of(output, k),
          v[k + 1],
          weights.of(output, k + 1),
          v[k + 2],
          weights.of(output, k + 2));
    }
    for (; k < terms; k++) {
      LongLoops.addOne(sums, weights.run, v[k], weights.of(output, k));
    }
  }

  /** Four rows of results, and of each two the larger, in rows 6 and 7. */
  private static void results(int n, float[][] m, float[][] rows) {
    float[] sum1 = rows[0];
    float[] sum2 = rows[1];
    float[] sum3 = rows[2];
    float[] difference1 = rows[3];
    float[] difference2 = rows[4];
    float[] difference3 = rows[5];
    LongLoops.sum(sum1, n, m[1], m[2]);
    LongLoops.sum(sum2, n, m[3], m[4]);
    LongLoops.sum(sum3, n, m[5], m[6]);
    LongLoops.difference(difference1, n, m[1], m[2]);
    LongLoops.difference(difference2, n, m[3], m[4]);
    LongLoops.difference(difference3, n, m[5], m[6]);
    LongLoops.combine(rows[7], n, 1, sum1, 4, sum2, 0.25f, sum3);
    LongLoops.sumOfFour(rows[6], n, m[0], sum1, sum2, sum3);
    LongLoops.combine(sum1, n, 1, difference1, 2, difference2, 0.5f, difference3);
    LongLoops.larger(rows[6], n, sum1);
    LongLoops.combine(sum2, n, 1, difference1, 8, difference2, 0.125f, difference3);
    LongLoops.sum(sum3, n, sum2, m[7]);
    LongLoops.larger(rows[7], n, sum3);
  }

  /** The larger of each two columns in the first of them, bias and epilogue done. */
  private static void pool(int n, float[] row, float[] beside, float[] bias, Epilogue epilogue) {
    System.arraycopy(row, 1, beside, 0, n - 1);
    LongLoops.larger(row, n - 1, beside);
    LongLoops.finish(row, 0, n - 1, bias, epilogue);
  }
}

package io.tenon.kernel;

import java.util.Arrays;

/**
 * Sums of products in {@link LongLoops}: what runs along the loop is the outputs, or the positions
 * where they are more and outputs few. Sums and operands lie in arrays of their own meanwhile,
 * which each thread has.
 */
final class LongRuns {
  /** The shortest run that is faster than sixteen sums in locals. */
  static final int SHORTEST = 48;

  /** How many positions run along a loop. */
  private static final int POSITIONS = 256;

  private static final int MOST_ROWS = 48;
  private static final int SUMS = 4096; // 16 KB: half of L1

  /** [rows][columns]: the sums of a few positions or outputs, and four rows of operands. */
  private record Scratch(float[][] sums, float[][] operands) {
    Scratch() {
      this(new float[MOST_ROWS][OutputRows.WIDTH], new float[4][OutputRows.WIDTH]);
    }
  }

  private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);

  private LongRuns() {}

  /** How many rows of sums of this width stay in L1. */
  private static int rows(int width) {
    return Math.max(8, Math.min(MOST_ROWS, SUMS / width));
  }

  /** {@link Kernels#blocks} with outputs along the loops. */
  static void outputs(
      Panel panel,
      OutputRows rows,
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
    float[][] sums = SCRATCH.get().sums;
    int left = panel.firstOutput(first);
    int right = panel.firstOutput(end - 1) + Panel.LANES;
    int positions = rows(Math.min(right - left, OutputRows.WIDTH));
    for (int m = 0; m < count; m += positions) {
      int some = Math.min(positions, count - m);
      for (int group = left / OutputRows.WIDTH; group * OutputRows.WIDTH < right; group++) {
        int start = group * OutputRows.WIDTH;
        int from = Math.max(left - start, 0);
        int to = Math.min(right - start, OutputRows.WIDTH);
        sums(panel.offsets, rows.weights(group), from, to, x, xAt + m * xStep, xStep, some, sums);
        float[] bias = rows.bias(group);
        for (int i = 0; i < some; i++) {
          LongLoops.finish(sums[i], from, to, bias, epilogue);
          int at = yAt + (m + i) * yStep;
          if (yBlock == Panel.LANES) {
            System.arraycopy(sums[i], from, y, at + start + from, to - from);
          } else {
            for (int j = from; j < to; j += Panel.LANES) {
              int block = (start + j) / Panel.LANES;
              System.arraycopy(sums[i], j, y, at + block * yBlock, Panel.LANES);
            }
          }
        }
      }
    }
  }

  /** The sums of some positions, {@code from} to before {@code to} of the weights' columns. */
  private static void sums(
      int[] offsets,
      float[][] w,
      int from,
      int to,
      float[] x,
      int xAt,
      int xStep,
      int count,
      float[][] sums) {
    for (int m = 0; m < count; m++) {
      Arrays.fill(sums[m], from, to, 0);
    }
    int k = 0;
    for (; k + 4 <= offsets.length; k += 4) {
      int at0 = xAt + offsets[k];
      int at1 = xAt + offsets[k + 1];
      int at2 = xAt + offsets[k + 2];
      int at3 = xAt + offsets[k + 3];
      float[] w0 = w[k];
      float[] w1 = w[k + 1];
      float[] w2 = w[k + 2];
      float[] w3 = w[k + 3];
      for (int m = 0; m < count; m++) {
        int at = m * xStep;
        LongLoops.addFour(
            sums[m], from, to, x[at0 + at], w0, x[at1 + at], w1, x[at2 + at], w2, x[at3 + at], w3);
      }
    }
    for (; k < offsets.length; k++) {
      for (int m = 0; m < count; m++) {
        LongLoops.addOne(sums[m], from, to, x[xAt + offsets[k] + m * xStep], w[k]);
      }
    }
  }

  /** {@link Kernels#blocks} with positions along the loops. */
  static void positions(
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
    Scratch scratch = SCRATCH.get();
    int most = MOST_ROWS / Panel.LANES;
    for (int m = 0; m < count; m += POSITIONS) {
      int some = Math.min(POSITIONS, count - m);
      for (int block = first; block < end; block += most) {
        int blocks = Math.min(most, end - block);
        sums(panel, block, blocks, x, xAt + m * xStep, xStep, some, scratch);
        for (int i = 0; i < blocks * Panel.LANES; i++) {
          float[] sums = scratch.sums[i];
          int each = block + i / Panel.LANES;
          LongLoops.finish(sums, 0, some, panel.bias[block * Panel.LANES + i], epilogue);
          int to = yAt + panel.resultAt(each, yBlock) + i % Panel.LANES + m * yStep;
          for (int j = 0; j < some; j++) {
            y[to + j * yStep] = sums[j];
          }
        }
      }
    }
  }

  private static void sums(
      Panel panel,
      int first,
      int blocks,
      float[] x,
      int xAt,
      int xStep,
      int count,
      Scratch scratch) {
    int[] offsets = panel.offsets;
    float[][] sums = scratch.sums;
    float[][] v = scratch.operands;
    for (int i = 0; i < blocks * Panel.LANES; i++) {
      Arrays.fill(sums[i], 0, count, 0);
    }
    for (int k = 0; k < offsets.length; k += 4) {
      int some = Math.min(4, offsets.length - k);
      for (int i = 0; i < some; i++) {
        pick(x, xAt + offsets[k + i], xStep, count, v[i]);
      }
      for (int block = 0; block < blocks; block++) {
        int at = ((first + block) * offsets.length + k) * Panel.LANES;
        for (int c = 0; c < Panel.LANES; c++) {
          addRows(
              sums[block * Panel.LANES + c], count, panel.weights, at + c, Panel.LANES, v, some);
        }
      }
    }
  }

  /** Adds the products of up to four rows with a number each. */
  private static void addRows(
      float[] sums, int count, float[] by, int byAt, int byStep, float[][] rows, int some) {
    if (some == 4) {
      LongLoops.addFour(
          sums,
          0,
          count,
          by[byAt],
          rows[0],
          by[byAt + byStep],
          rows[1],
          by[byAt + 2 * byStep],
          rows[2],
          by[byAt + 3 * byStep],
          rows[3]);
      return;
    }
    for (int i = 0; i < some; i++) {
      LongLoops.addOne(sums, 0, count, by[byAt + i * byStep], rows[i]);
    }
  }

  private static void pick(float[] x, int xAt, int xStep, int count, float[] to) {
    if (xStep == 1) {
      System.arraycopy(x, xAt, to, 0, count);
      return;
    }
    for (int j = 0; j < count; j++) {
      to[j] = x[xAt + j * xStep];
    }
  }

  /** {@link Kernels#product}: four rows of w at a time are copied, for some positions. */
  static void product(
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
    Scratch scratch = SCRATCH.get();
    float[][] sums = scratch.sums;
    float[][] v = scratch.operands;
    for (int c = 0; c < columns; c += OutputRows.WIDTH) {
      int width = Math.min(OutputRows.WIDTH, columns - c);
      int positions = rows(width);
      for (int m = 0; m < count; m += positions) {
        int some = Math.min(positions, count - m);
        for (int i = 0; i < some; i++) {
          Arrays.fill(sums[i], 0, width, 0);
        }
        for (int k = 0; k < terms; k += 4) {
          int four = Math.min(4, terms - k);
          for (int i = 0; i < four; i++) {
            System.arraycopy(w, wAt + (k + i) * wStep + c, v[i], 0, width);
          }
          for (int i = 0; i < some; i++) {
            addRows(sums[i], width, x, xAt + (m + i) * xStep + k, 1, v, four);
          }
        }
        for (int i = 0; i < some; i++) {
          System.arraycopy(sums[i], 0, y, yAt + (m + i) * yStep + c, width);
        }
      }
    }
  }
}

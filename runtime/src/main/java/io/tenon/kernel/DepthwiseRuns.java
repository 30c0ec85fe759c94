package io.tenon.kernel;

import java.util.Arrays;

/**
 * {@link Kernels#depthwise} in {@link LongLoops}, which run through a block's channels at some
 * positions. The operands of three terms at a time are copied beside each other.
 */
final class DepthwiseRuns {
  /** The fewest positions that are worth a loop. */
  static final int FEWEST = 4;

  /** What each thread has: sums, and the operands of three terms. */
  private static final ThreadLocal<float[][]> SCRATCH =
      ThreadLocal.withInitial(() -> new float[4][DepthwiseWeights.MOST * Panel.LANES]);

  private DepthwiseRuns() {}

  static void run(
      Panel panel,
      DepthwiseWeights weights,
      float[] x,
      int xAt,
      int xStep,
      int xBlock,
      int count,
      float[] y,
      int yAt,
      int yBlock,
      Epilogue epilogue) {
    float[][] scratch = SCRATCH.get();
    float[] sums = scratch[3];
    for (int block = 0; block < panel.blocks; block++) {
      for (int m = 0; m < count; m += weights.positions) {
        int some = Math.min(weights.positions, count - m);
        int n = some * Panel.LANES;
        sums(panel, weights, block, x, xAt + block * xBlock + m * xStep, xStep, some, scratch);
        LongLoops.finish(sums, 0, n, weights.bias(block), epilogue);
        System.arraycopy(sums, 0, y, yAt + block * yBlock + m * Panel.LANES, n);
      }
    }
  }

  private static void sums(
      Panel panel,
      DepthwiseWeights weights,
      int block,
      float[] x,
      int xAt,
      int xStep,
      int count,
      float[][] scratch) {
    int[] offsets = panel.offsets;
    int n = count * Panel.LANES;
    float[] sums = scratch[3];
    Arrays.fill(sums, 0, n, 0);
    int k = 0;
    for (; k + 3 <= offsets.length; k += 3) {
      for (int i = 0; i < 3; i++) {
        pick(x, xAt + offsets[k + i], xStep, count, scratch[i]);
      }
      LongLoops.addThree(
          sums,
          n,
          scratch[0],
          weights.of(block, k),
          scratch[1],
          weights.of(block, k + 1),
          scratch[2],
          weights.of(block, k + 2));
    }
    for (; k < offsets.length; k++) {
      pick(x, xAt + offsets[k], xStep, count, scratch[0]);
      LongLoops.addOne(sums, n, scratch[0], weights.of(block, k));
    }
  }

  private static void pick(float[] x, int xAt, int xStep, int count, float[] to) {
    if (xStep == Panel.LANES) {
      System.arraycopy(x, xAt, to, 0, count * Panel.LANES);
      return;
    }
    for (int m = 0; m < count; m++) {
      System.arraycopy(x, xAt + m * xStep, to, m * Panel.LANES, Panel.LANES);
    }
  }

  /** The sums of one position of a block, four at a time in locals: for panels that are new. */
  static void position(Panel panel, int block, float[] x, int xAt, float[] y, int yAt) {
    float[] w = panel.weights;
    int[] offsets = panel.offsets;
    int at = block * offsets.length * Panel.LANES;
    for (int c = 0; c < Panel.LANES; c += 4) {
      float s0 = 0;
      float s1 = 0;
      float s2 = 0;
      float s3 = 0;
      for (int k = 0; k < offsets.length; k++) {
        int from = xAt + offsets[k] + c;
        int row = at + k * Panel.LANES + c;
        s0 += x[from] * w[row];
        s1 += x[from + 1] * w[row + 1];
        s2 += x[from + 2] * w[row + 2];
        s3 += x[from + 3] * w[row + 3];
      }
      y[yAt + c] = s0;
      y[yAt + c + 1] = s1;
      y[yAt + c + 2] = s2;
      y[yAt + c + 3] = s3;
    }
  }
}

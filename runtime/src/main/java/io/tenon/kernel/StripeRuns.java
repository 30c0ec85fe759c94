package io.tenon.kernel;

import java.util.Arrays;

/**
 * {@link RecurrentKernels#stripes} in {@link LongLoops}, which run through all outputs of four
 * terms at a time.
 */
final class StripeRuns {
  /** What each thread has: a sum for each output. */
  private static final ThreadLocal<float[]> SUMS = ThreadLocal.withInitial(() -> new float[0]);

  private StripeRuns() {}

  static void run(
      StripedPanel panel,
      float[][] rows,
      float[] x,
      int xAt,
      int xStep,
      int count,
      float[] y,
      int yAt,
      int yStep) {
    int stored = panel.stored;
    float[] sums = sums(stored);
    for (int m = 0; m < count; m++) {
      int from = xAt + m * xStep;
      Arrays.fill(sums, 0, stored, 0);
      int k = 0;
      for (; k + 4 <= panel.terms; k += 4) {
        LongLoops.addFour(
            sums,
            0,
            stored,
            x[from + k],
            rows[k],
            x[from + k + 1],
            rows[k + 1],
            x[from + k + 2],
            rows[k + 2],
            x[from + k + 3],
            rows[k + 3]);
      }
      for (; k < panel.terms; k++) {
        LongLoops.addOne(sums, 0, stored, x[from + k], rows[k]);
      }
      LongLoops.finish(sums, 0, stored, panel.bias, Epilogue.NONE);
      System.arraycopy(sums, 0, y, yAt + m * yStep, stored);
    }
  }

  private static float[] sums(int stored) {
    float[] sums = SUMS.get();
    if (sums.length < stored) {
      sums = new float[stored];
      SUMS.set(sums);
    }
    return sums;
  }
}

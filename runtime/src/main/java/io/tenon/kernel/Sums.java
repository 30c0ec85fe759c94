package io.tenon.kernel;

import java.util.Arrays;

/** Sums and means along the middle of [outer, count, inner]. Called by generated code. */
public final class Sums {
  private Sums() {}

  /** The sums, [outer, inner]. */
  public static void sum(
      Kernels kernels, float[] x, int xAt, int outer, int count, int inner, float[] y, int yAt) {
    if (inner == 1) {
      for (int o = 0; o < outer; o++) {
        y[yAt + o] = kernels.sum(x, xAt + o * count, count);
      }
      return;
    }
    for (int o = 0; o < outer; o++) {
      int to = yAt + o * inner;
      Arrays.fill(y, to, to + inner, 0);
      for (int c = 0; c < count; c++) {
        int from = xAt + (o * count + c) * inner;
        kernels.add(x, from, y, to, y, to, inner, Epilogue.NONE);
      }
    }
  }

  /** The sums over their {@code count}, [outer, inner]. */
  public static void mean(
      Kernels kernels, float[] x, int xAt, int outer, int count, int inner, float[] y, int yAt) {
    sum(kernels, x, xAt, outer, count, inner, y, yAt);
    for (int i = yAt; i < yAt + outer * inner; i++) {
      y[i] /= count;
    }
  }
}

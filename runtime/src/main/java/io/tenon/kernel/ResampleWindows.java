package io.tenon.kernel;

import io.tenon.op.Resample;

/**
 * Resampling of one map size: each result is a sum of pixels of some rows and columns, by factors
 * that are found once. Maps lie as [planes, H, W, inner], see {@link PoolWindows}. Immutable,
 * shared by threads.
 */
public final class ResampleWindows {
  private final int inH;
  private final int inW;
  private final int outH;
  private final int outW;
  private final Resample.Taps rows;
  private final Resample.Taps columns;

  /** From maps of {@code inH}×{@code inW} to maps of {@code outH}×{@code outW}. */
  public ResampleWindows(Resample op, int inH, int inW, int outH, int outW) {
    this.inH = inH;
    this.inW = inW;
    this.outH = outH;
    this.outW = outW;
    this.rows = op.taps(inH, outH, op.scaleH());
    this.columns = op.taps(inW, outW, op.scaleW());
  }

  /** Resamples {@code planes} maps. */
  public void run(float[] x, int xAt, int planes, int inner, float[] y, int yAt) {
    for (int plane = 0; plane < planes; plane++) {
      int from = xAt + plane * inH * inW * inner;
      for (int h = 0; h < outH; h++) {
        int to = yAt + (plane * outH + h) * outW * inner;
        if (rows.count() == 1) {
          nearest(x, from, h, inner, y, to);
        } else if (inner == 1) {
          row(x, from, h, y, to);
        } else {
          blocks(x, from, h, inner, y, to);
        }
      }
    }
  }

  private void nearest(float[] x, int xAt, int h, int inner, float[] y, int yAt) {
    int from = xAt + rows.at()[h] * inW * inner;
    for (int w = 0; w < outW; w++) {
      if (inner == 1) {
        y[yAt + w] = x[from + columns.at()[w]];
      } else {
        System.arraycopy(x, from + columns.at()[w] * inner, y, yAt + w * inner, inner);
      }
    }
  }

  private void row(float[] x, int xAt, int h, float[] y, int yAt) {
    int taps = rows.count();
    for (int w = 0; w < outW; w++) {
      float sum = 0;
      for (int i = h * taps; i < (h + 1) * taps; i++) {
        int from = xAt + rows.at()[i] * inW;
        float row = 0;
        for (int j = w * taps; j < (w + 1) * taps; j++) {
          row += columns.factor()[j] * x[from + columns.at()[j]];
        }
        sum += rows.factor()[i] * row;
      }
      y[yAt + w] = sum;
    }
  }

  /** A row of positions whose channels lie side by side: they have the same factors. */
  private void blocks(float[] x, int xAt, int h, int inner, float[] y, int yAt) {
    int taps = rows.count();
    for (int w = 0; w < outW; w++) {
      int to = yAt + w * inner;
      for (int i = h * taps; i < (h + 1) * taps; i++) {
        int from = xAt + rows.at()[i] * inW * inner;
        for (int j = w * taps; j < (w + 1) * taps; j++) {
          float factor = rows.factor()[i] * columns.factor()[j];
          int at = from + columns.at()[j] * inner;
          if (i == h * taps && j == w * taps) {
            for (int c = 0; c < inner; c++) {
              y[to + c] = factor * x[at + c];
            }
          } else {
            for (int c = 0; c < inner; c++) {
              y[to + c] += factor * x[at + c];
            }
          }
        }
      }
    }
  }
}

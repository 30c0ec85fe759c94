package io.tenon.kernel;

/**
 * Adaptive average pooling of one map size. Maps lie as [planes, H, W, inner], see {@link
 * PoolWindows}. Immutable, shared by threads.
 */
public final class AdaptiveWindows {
  private final int inH;
  private final int inW;
  private final int outH;
  private final int outW;

  /** Windows from maps of {@code inH}×{@code inW} to maps of {@code outH}×{@code outW}. */
  public AdaptiveWindows(int inH, int inW, int outH, int outW) {
    this.inH = inH;
    this.inW = inW;
    this.outH = outH;
    this.outW = outW;
  }

  /** Pools {@code planes} maps. */
  public void run(float[] x, int xAt, int planes, int inner, float[] y, int yAt) {
    for (int plane = 0; plane < planes; plane++) {
      for (int h = 0; h < outH; h++) {
        for (int w = 0; w < outW; w++) {
          int to = yAt + ((plane * outH + h) * outW + w) * inner;
          mean(x, xAt + plane * inH * inW * inner, h, w, inner, y, to);
        }
      }
    }
  }

  private void mean(float[] x, int xAt, int h, int w, int inner, float[] y, int yAt) {
    int top = (int) ((long) h * inH / outH);
    int bottom = (int) (((h + 1L) * inH + outH - 1) / outH);
    int left = (int) ((long) w * inW / outW);
    int right = (int) (((w + 1L) * inW + outW - 1) / outW);
    for (int c = 0; c < inner; c++) {
      y[yAt + c] = 0;
    }
    for (int i = top; i < bottom; i++) {
      for (int j = left; j < right; j++) {
        int at = xAt + (i * inW + j) * inner;
        for (int c = 0; c < inner; c++) {
          y[yAt + c] += x[at + c];
        }
      }
    }
    float elements = (bottom - top) * (right - left);
    for (int c = 0; c < inner; c++) {
      y[yAt + c] /= elements;
    }
  }
}

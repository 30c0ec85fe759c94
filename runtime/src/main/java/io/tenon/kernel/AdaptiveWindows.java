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
    float elements = (bottom - top) * (right - left);
    int c = 0;
    for (; c + 4 <= inner; c += 4) { // four sums in registers: in y they would wait for stores
      float a = 0;
      float b = 0;
      float d = 0;
      float e = 0;
      for (int i = top; i < bottom; i++) {
        for (int j = left; j < right; j++) {
          int at = xAt + (i * inW + j) * inner + c;
          a += x[at];
          b += x[at + 1];
          d += x[at + 2];
          e += x[at + 3];
        }
      }
      y[yAt + c] = a / elements;
      y[yAt + c + 1] = b / elements;
      y[yAt + c + 2] = d / elements;
      y[yAt + c + 3] = e / elements;
    }
    for (; c < inner; c++) {
      float sum = 0;
      for (int i = top; i < bottom; i++) {
        for (int j = left; j < right; j++) {
          sum += x[xAt + (i * inW + j) * inner + c];
        }
      }
      y[yAt + c] = sum / elements;
    }
  }
}

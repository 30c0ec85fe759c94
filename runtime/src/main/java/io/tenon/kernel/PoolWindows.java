package io.tenon.kernel;

import io.tenon.op.Pooling;

/**
 * Pooling of one map size. Maps lie as [planes, H, W, inner]: inner is 1 for PyTorch's layout,
 * {@link Panel#LANES} for blocked channels, and the loop over it is the one C2 vectorises.
 * Immutable, shared by threads.
 */
public final class PoolWindows {
  private final Pooling op;
  private final int inH;
  private final int inW;
  private final int outH;
  private final int outW;

  /** Windows from maps of {@code inH}×{@code inW} to maps of {@code outH}×{@code outW}. */
  public PoolWindows(Pooling op, int inH, int inW, int outH, int outW) {
    this.op = op;
    this.inH = inH;
    this.inW = inW;
    this.outH = outH;
    this.outW = outW;
  }

  /** Pools {@code planes} maps. */
  public void run(float[] x, int xAt, int planes, int inner, float[] y, int yAt) {
    run(x, xAt, planes, inner, y, yAt, outW * inner, outH * outW * inner);
  }

  /**
   * Pools {@code planes} maps into some that lie apart.
   *
   * @param yRow in y, from a row to the next
   * @param yPlane and from a map to the next
   */
  public void run(
      float[] x, int xAt, int planes, int inner, float[] y, int yAt, int yRow, int yPlane) {
    for (int plane = 0; plane < planes; plane++) {
      for (int h = 0; h < outH; h++) {
        for (int w = 0; w < outW; w++) {
          int from = xAt + plane * inH * inW * inner;
          int to = yAt + plane * yPlane + h * yRow + w * inner;
          window(
              x,
              from,
              h * op.stride().h() - op.padding().h(),
              w * op.stride().w() - op.padding().w(),
              inner,
              y,
              to);
        }
      }
    }
  }

  private void window(float[] x, int xAt, int top, int left, int inner, float[] y, int yAt) {
    boolean max = op.mode() == Pooling.Mode.MAX;
    float first = max ? Float.NEGATIVE_INFINITY : 0;
    for (int c = 0; c < inner; c++) {
      y[yAt + c] = first;
    }
    int taken = 0;
    for (int i = 0; i < op.kernel().h(); i++) {
      int h = top + i * op.dilation().h();
      if (h < 0 || h >= inH) {
        continue;
      }
      for (int j = 0; j < op.kernel().w(); j++) {
        int w = left + j * op.dilation().w();
        if (w < 0 || w >= inW) {
          continue;
        }
        taken++;
        int at = xAt + (h * inW + w) * inner;
        if (max) {
          for (int c = 0; c < inner; c++) {
            y[yAt + c] = Math.max(y[yAt + c], x[at + c]); // Math.max: NaN wins, as in PyTorch
          }
        } else {
          for (int c = 0; c < inner; c++) {
            y[yAt + c] += x[at + c];
          }
        }
      }
    }
    if (!max) {
      float divisor = op.countIncludePad() ? paddedSize(top, left) : taken;
      divisor = op.divisorOverride() == 0 ? divisor : op.divisorOverride();
      for (int c = 0; c < inner; c++) {
        y[yAt + c] /= divisor;
      }
    }
  }

  /**
   * The window's size within the padded map: with ceil mode a window may reach beyond even that.
   */
  private int paddedSize(int top, int left) {
    int bottom = Math.min(top + op.kernel().h(), inH + op.padding().h());
    int right = Math.min(left + op.kernel().w(), inW + op.padding().w());
    return (bottom - top) * (right - left);
  }
}

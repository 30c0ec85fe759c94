package io.tenon.kernel;

import io.tenon.op.Pad;
import java.util.Arrays;

/** Borders of any kind around maps; {@link Maps#surround} is the one of zeros. */
public final class Borders {
  private Borders() {}

  /**
   * Maps into maps with a border: [maps, height, width, inner] into [maps, top + height + bottom,
   * left + width + right, inner]. Where a side is negative, as much is cut off.
   *
   * @param value what a constant border holds
   */
  public static void surround(
      Pad.Mode mode,
      float value,
      float[] x,
      int xAt,
      int maps,
      int height,
      int width,
      int inner,
      int left,
      int right,
      int top,
      int bottom,
      float[] y,
      int yAt) {
    int to = yAt;
    for (int map = 0; map < maps; map++) {
      for (int h = -top; h < height + bottom; h++) {
        int row = mode.source(h, height);
        int from = xAt + (map * height + row) * width * inner;
        int first = row < 0 ? width + right : Math.max(0, -left);
        int last = Math.min(width, width + right);
        for (int w = -left; w < first; w++) {
          pixel(value, x, from, row < 0 ? -1 : mode.source(w, width), inner, y, to);
          to += inner;
        }
        if (first < last) {
          System.arraycopy(x, from + first * inner, y, to, (last - first) * inner);
          to += (last - first) * inner;
        }
        for (int w = Math.max(first, last); w < width + right; w++) {
          pixel(value, x, from, mode.source(w, width), inner, y, to);
          to += inner;
        }
      }
    }
  }

  private static void pixel(
      float value, float[] x, int xAt, int column, int inner, float[] y, int yAt) {
    if (column < 0) {
      Arrays.fill(y, yAt, yAt + inner, value);
    } else {
      System.arraycopy(x, xAt + column * inner, y, yAt, inner);
    }
  }
}

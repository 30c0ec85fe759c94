package io.tenon.kernel;

import java.util.Arrays;

/**
 * Copies of one sample's maps: between planes, [C, H, W], and blocks, [⌈C / 16⌉, H, W, 16], and
 * into a border of zeros. Called by generated code.
 */
public final class Maps {
  private Maps() {}

  /** Planes of {@code plane} elements each into blocks; lanes beyond {@code channels} are zeros. */
  public static void toBlocks(float[] x, int xAt, int channels, int plane, float[] y, int yAt) {
    int blocks = (channels + Panel.LANES - 1) / Panel.LANES;
    if (channels % Panel.LANES != 0) {
      int last = yAt + (blocks - 1) * plane * Panel.LANES;
      Arrays.fill(y, last, last + plane * Panel.LANES, 0);
    }
    for (int c = 0; c < channels; c++) {
      int from = xAt + c * plane;
      int to = yAt + c / Panel.LANES * plane * Panel.LANES + c % Panel.LANES;
      for (int i = 0; i < plane; i++) {
        y[to + i * Panel.LANES] = x[from + i];
      }
    }
  }

  /** Blocks into planes of {@code plane} elements each. */
  public static void toPlanes(float[] x, int xAt, int channels, int plane, float[] y, int yAt) {
    for (int c = 0; c < channels; c++) {
      int from = xAt + c / Panel.LANES * plane * Panel.LANES + c % Panel.LANES;
      int to = yAt + c * plane;
      for (int i = 0; i < plane; i++) {
        y[to + i] = x[from + i * Panel.LANES];
      }
    }
  }

  /**
   * Maps into blocks, beside other channels that are there already.
   *
   * @param inner how many channels of x lie side by side: 1 for planes, 16 for blocks
   * @param first the channel of y that the first of x becomes
   */
  public static void intoBlocks(
      float[] x, int xAt, int channels, int plane, int inner, float[] y, int yAt, int first) {
    for (int c = 0; c < channels; c++) {
      int from = xAt + c / inner * plane * inner + c % inner;
      int channel = first + c;
      int to = yAt + channel / Panel.LANES * plane * Panel.LANES + channel % Panel.LANES;
      for (int i = 0; i < plane; i++) {
        y[to + i * Panel.LANES] = x[from + i * inner];
      }
    }
  }

  /**
   * Some channels of blocks into blocks of their own, from {@code first} on, those of {@code
   * groups} groups dealt out in turn; lanes beyond them are zeros.
   *
   * @param channels how many
   */
  public static void pickChannels(
      float[] x, int xAt, int first, int channels, int groups, int plane, float[] y, int yAt) {
    if (channels % Panel.LANES != 0) {
      int last = yAt + channels / Panel.LANES * plane * Panel.LANES;
      Arrays.fill(y, last, last + plane * Panel.LANES, 0);
    }
    for (int c = 0; c < channels; c++) {
      int source = first + c % groups * (channels / groups) + c / groups;
      int from = xAt + source / Panel.LANES * plane * Panel.LANES + source % Panel.LANES;
      int to = yAt + c / Panel.LANES * plane * Panel.LANES + c % Panel.LANES;
      for (int i = 0; i < plane * Panel.LANES; i += Panel.LANES) {
        y[to + i] = x[from + i];
      }
    }
  }

  /**
   * Maps into maps with a border of zeros: [maps, height, width, inner] into [maps, top + height +
   * bottom, left + width + right, inner].
   */
  public static void surround(
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
    int row = (left + width + right) * inner;
    int to = yAt;
    for (int map = 0; map < maps; map++) {
      Arrays.fill(y, to, to + top * row + left * inner, 0);
      to += top * row + left * inner;
      for (int h = 0; h < height; h++) {
        System.arraycopy(x, xAt + (map * height + h) * width * inner, y, to, width * inner);
        int gap = h + 1 < height ? right + left : right;
        Arrays.fill(y, to + width * inner, to + (width + gap) * inner, 0);
        to += (width + gap) * inner;
      }
      Arrays.fill(y, to, to + bottom * row, 0);
      to += bottom * row;
    }
  }

  /**
   * Zeros around maps that have room for them: around [height, width, inner] in each of [maps, top
   * + height + bottom, left + width + right, inner].
   */
  public static void frame(
      float[] y,
      int yAt,
      int maps,
      int height,
      int width,
      int inner,
      int left,
      int right,
      int top,
      int bottom) {
    int row = (left + width + right) * inner;
    int gap = (right + left) * inner;
    int to = yAt;
    for (int map = 0; map < maps; map++) {
      Arrays.fill(y, to, to + top * row + left * inner, 0);
      to += top * row + left * inner + width * inner;
      for (int h = 1; h < height; h++) {
        Arrays.fill(y, to, to + gap, 0);
        to += row;
      }
      Arrays.fill(y, to, to + right * inner + bottom * row, 0);
      to += right * inner + bottom * row;
    }
  }

  /** Scales and shifts each channel of planes: {@code y = x · scale[c] + shift[c]}. */
  public static void scaleShift(
      float[] x, int xAt, int channels, int plane, ScaleShift by, float[] y, int yAt) {
    for (int c = 0; c < channels; c++) {
      float scale = by.scale()[c];
      float shift = by.shift()[c];
      for (int i = c * plane; i < (c + 1) * plane; i++) {
        y[yAt + i] = x[xAt + i] * scale + shift;
      }
    }
  }

  /**
   * Scales and shifts each channel of planes: {@code y = x · by[scaleAt + c] + by[shiftAt + c]}.
   */
  public static void scaleShift(
      float[] x,
      int xAt,
      int channels,
      int plane,
      float[] by,
      int scaleAt,
      int shiftAt,
      float[] y,
      int yAt) {
    for (int c = 0; c < channels; c++) {
      float scale = by[scaleAt + c];
      float shift = by[shiftAt + c];
      for (int i = c * plane; i < (c + 1) * plane; i++) {
        y[yAt + i] = x[xAt + i] * scale + shift;
      }
    }
  }

  /**
   * What is below zero times a slope of its channel; {@code y} may be {@code x}.
   *
   * @param slopes one number for each of {@code maps · inner} channels
   */
  public static void leak(
      float[] x, int xAt, int maps, int plane, int inner, float[] slopes, float[] y, int yAt) {
    for (int map = 0; map < maps; map++) {
      int at = map * plane * inner;
      if (inner == 1) {
        float slope = slopes[map];
        for (int i = at; i < at + plane; i++) {
          float v = x[xAt + i];
          y[yAt + i] = v < 0 ? v * slope : v;
        }
      } else {
        for (int i = at; i < at + plane * inner; i += inner) {
          for (int c = 0; c < inner; c++) {
            float v = x[xAt + i + c];
            y[yAt + i + c] = v < 0 ? v * slopes[map * inner + c] : v;
          }
        }
      }
    }
  }

  /**
   * Channels become pixels: [C·r², H, W] as [C, H·r, W·r].
   *
   * @param channels how many channels come out
   * @param height the height of x
   * @param xInner how many channels of x lie side by side: 1 for planes, 16 for blocks
   * @param yInner the same of y
   */
  public static void shuffle(
      float[] x,
      int xAt,
      int xInner,
      int channels,
      int height,
      int width,
      int factor,
      float[] y,
      int yAt,
      int yInner) {
    int plane = height * width;
    for (int from = 0; from < channels * factor * factor; from++) {
      int channel = from / (factor * factor);
      int row = from / factor % factor;
      int column = from % factor;
      int source = xAt + from / xInner * plane * xInner + from % xInner;
      int result = yAt + channel / yInner * plane * factor * factor * yInner + channel % yInner;
      for (int h = 0; h < height; h++) {
        int to = result + ((h * factor + row) * width * factor + column) * yInner;
        for (int w = 0; w < width; w++) {
          y[to + w * factor * yInner] = x[source + (h * width + w) * xInner];
        }
      }
    }
  }
}

package io.tenon.kernel;

import io.tenon.Seeds;
import java.util.Arrays;

/**
 * Dropout: a random number for each element, in PyTorch's order of elements, decides whether it is
 * times 1 / (1 - p) or times 0. Called by the operation and by generated code.
 */
public final class Noise {
  private Noise() {}

  /**
   * Drops elements that lie in PyTorch's order.
   *
   * @param p how likely an element is dropped; with 1 all are, and no number is drawn
   */
  public static void drop(float[] x, int xAt, int count, double p, float[] y, int yAt) {
    drop(x, xAt, 1, count, p, y, yAt);
  }

  /**
   * Drops elements of one sample's maps in blocks, [⌈C / 16⌉, H, W, 16], with the numbers that they
   * would get as [C, H, W]; lanes beyond {@code channels} are zeros.
   *
   * @param plane how many elements a map has
   */
  public static void dropBlocks(
      float[] x, int xAt, int channels, int plane, double p, float[] y, int yAt) {
    int block = plane * Panel.LANES;
    if (channels % Panel.LANES != 0) {
      int last = yAt + channels / Panel.LANES * block;
      Arrays.fill(y, last, last + block, 0);
    }
    for (int c = 0; c < channels; c++) {
      int at = c / Panel.LANES * block + c % Panel.LANES;
      drop(x, xAt + at, Panel.LANES, plane, p, y, yAt + at);
    }
  }

  /** {@code count} elements, {@code step} apart; {@code y} may not be {@code x}. */
  private static void drop(float[] x, int xAt, int step, int count, double p, float[] y, int yAt) {
    float scale = p == 1 ? 0 : (float) (1 / (1 - p));
    if (p < 1) {
      Seeds.uniform(y, yAt, step, count);
    }
    for (int i = 0; i < count * step; i += step) {
      y[yAt + i] = x[xAt + i] * (p < 1 && y[yAt + i] < p ? 0 : scale);
    }
  }
}

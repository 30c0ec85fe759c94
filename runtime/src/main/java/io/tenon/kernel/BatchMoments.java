package io.tenon.kernel;

import io.tenon.ShapeError;
import java.util.Arrays;

/**
 * Mean and biased variance of each channel over a whole batch, which a batch normalisation in
 * training needs. The result is all means, then all variances. Called by generated code.
 */
public final class BatchMoments {
  /** As many numbers are added as floats; sums of them are added as doubles. */
  private static final int CHUNK = 256;

  /** As many positions of 16 channels are. */
  private static final int POSITIONS = 64;

  private BatchMoments() {}

  /**
   * Requires more than one value for each channel.
   *
   * @param values how many there are
   * @param rank how many dimensions the batch has
   * @throws ShapeError in PyTorch's words
   */
  public static void requireSeveral(int values, int channels, int rank) {
    if (values == 1) {
      throw new ShapeError(
          "batch_norm: Expected more than 1 value per channel when training, got input size [1, "
              + channels
              + ", 1".repeat(rank - 2)
              + "]",
          "give it more samples, or call eval() to normalize by running statistics");
    }
  }

  /** The sum of {@code count} numbers, with a double's precision for many of them. */
  public static double sum(Kernels kernels, float[] x, int xAt, int count) {
    double sum = 0;
    for (int i = 0; i < count; i += CHUNK) {
      sum += kernels.sum(x, xAt + i, Math.min(CHUNK, count - i));
    }
    return sum;
  }

  /** The sum of {@code (x - mean)²} over {@code count} numbers, as {@link #sum}. */
  public static double squares(Kernels kernels, float[] x, int xAt, int count, float mean) {
    double sum = 0;
    for (int i = 0; i < count; i += CHUNK) {
      sum += kernels.sumOfSquares(x, xAt + i, Math.min(CHUNK, count - i), mean);
    }
    return sum;
  }

  /**
   * Channels that lie one after the other, [C, *].
   *
   * @param step from a sample to the next
   * @param first the channel to begin with
   * @param end the channel behind the last
   * @param plane how many elements a channel of a sample has
   */
  public static void planes(
      Kernels kernels,
      int N,
      float[] x,
      int xAt,
      int step,
      int first,
      int end,
      int plane,
      float[] y,
      int meansAt,
      int variancesAt) {
    double count = (double) N * plane;
    for (int c = first; c < end; c++) {
      double sum = 0;
      for (int n = 0; n < N; n++) {
        int at = xAt + n * step + c * plane;
        sum += plane == 1 ? x[at] : sum(kernels, x, at, plane);
      }
      float mean = (float) (sum / count);
      double squares = 0;
      for (int n = 0; n < N; n++) {
        int at = xAt + n * step + c * plane;
        double off = x[at] - mean;
        squares += plane == 1 ? off * off : squares(kernels, x, at, plane, mean);
      }
      y[meansAt + c] = mean;
      y[variancesAt + c] = (float) (squares / count);
    }
  }

  /**
   * Maps in blocks, [⌈C / 16⌉, H, W, 16].
   *
   * @param step from a sample to the next
   * @param first the block of 16 channels to begin with
   * @param end the block behind the last
   * @param plane how many elements a map has
   * @param sums scratch of 48 floats
   */
  public static void blocks(
      Kernels kernels,
      int N,
      float[] x,
      int xAt,
      int step,
      int first,
      int end,
      int plane,
      float[] sums,
      int sumsAt,
      float[] y,
      int meansAt,
      int variancesAt) {
    double count = (double) N * plane;
    int high = sumsAt + Panel.LANES; // a double in two floats: what is left of it lies in `low`
    int low = high + Panel.LANES;
    for (int b = first; b < end; b++) {
      int mean = meansAt + b * Panel.LANES;
      int from = xAt + b * plane * Panel.LANES;
      for (int pass = 0; pass < 2; pass++) { // means, then squares of what is off them
        Arrays.fill(sums, high, low + Panel.LANES, 0);
        for (int n = 0; n < N; n++) {
          for (int m = 0; m < plane; m += POSITIONS) {
            int at = from + n * step + m * Panel.LANES;
            int some = Math.min(POSITIONS, plane - m);
            if (pass == 0) {
              kernels.laneSums(x, at, some, sums, sumsAt);
            } else {
              kernels.laneSquares(x, at, some, y, mean, sums, sumsAt);
            }
            add(sums, sumsAt, high, low);
          }
        }
        int to = pass == 0 ? mean : variancesAt + b * Panel.LANES;
        for (int c = 0; c < Panel.LANES; c++) {
          y[to + c] = (float) (((double) sums[high + c] + sums[low + c]) / count);
        }
      }
    }
  }

  private static void add(float[] sums, int at, int high, int low) {
    for (int c = 0; c < Panel.LANES; c++) {
      double sum = (double) sums[high + c] + sums[low + c] + sums[at + c];
      sums[high + c] = (float) sum;
      sums[low + c] = (float) (sum - sums[high + c]);
    }
  }
}

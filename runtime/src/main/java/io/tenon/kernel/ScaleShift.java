package io.tenon.kernel;

import java.util.Arrays;

/**
 * What a normalisation with known statistics does to each channel, or factors and summands that
 * follow each other: {@code x · scale[c] + shift[c]}. What is added to it takes one number for all
 * channels, or one for each.
 */
public record ScaleShift(float[] scale, float[] shift) {
  /** Changes nothing. */
  public static ScaleShift none(int channels) {
    float[] ones = new float[channels];
    Arrays.fill(ones, 1);
    return new ScaleShift(ones, new float[channels]);
  }

  /**
   * A batch normalisation by running statistics: scale = weight / √(variance + eps), shift = bias -
   * mean · scale.
   *
   * @param weight null for ones
   * @param bias null for zeros
   */
  public static ScaleShift batchNorm(
      float[] weight, float[] bias, float[] mean, float[] variance, double eps) {
    int channels = mean.length;
    float[] scale = new float[channels];
    float[] shift = new float[channels];
    for (int c = 0; c < channels; c++) {
      double factor = (weight == null ? 1 : weight[c]) / Math.sqrt(variance[c] + eps);
      scale[c] = (float) factor;
      shift[c] = (float) ((bias == null ? 0 : bias[c]) - mean[c] * factor);
    }
    return new ScaleShift(scale, shift);
  }

  /** This, and then a factor. */
  public ScaleShift times(float... by) {
    return each((a, b) -> a * b, (a, b) -> a * b, by);
  }

  /** This, and then a divisor. */
  public ScaleShift dividedBy(float... by) {
    return each((a, b) -> a / b, (a, b) -> a / b, by);
  }

  /** This, and then a summand. */
  public ScaleShift plus(float... by) {
    return each((a, b) -> a, (a, b) -> a + b, by);
  }

  /** This, and then something taken away. */
  public ScaleShift minus(float... by) {
    return each((a, b) -> a, (a, b) -> a - b, by);
  }

  /** This, and then another for as many channels. */
  public ScaleShift then(ScaleShift next) {
    return times(next.scale).plus(next.shift);
  }

  private interface Change {
    float of(float a, float b);
  }

  private ScaleShift each(Change ofScale, Change ofShift, float[] by) {
    int channels = scale.length;
    float[] scales = new float[channels];
    float[] shifts = new float[channels];
    for (int c = 0; c < channels; c++) {
      float b = by[by.length == 1 ? 0 : c];
      scales[c] = ofScale.of(scale[c], b);
      shifts[c] = ofShift.of(shift[c], b);
    }
    return new ScaleShift(scales, shifts);
  }

  /** The same as a depthwise convolution of one term, for channels that lie in blocks. */
  public Panel panel() {
    return new Panel(scale, 0, shift, 0, scale.length, new int[] {0}, true);
  }
}

package io.tenon.kernel;

/**
 * What a normalisation with known statistics does to each channel: {@code x · scale[c] + shift[c]}.
 */
public record ScaleShift(float[] scale, float[] shift) {
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

  /** The same as a depthwise convolution of one term, for channels that lie in blocks. */
  public Panel panel() {
    return new Panel(scale, 0, shift, 0, scale.length, new int[] {0}, true);
  }
}

package io.tenon.compiled;

import io.tenon.op.RunningStatistics;

/**
 * A batch normalisation by the batch's own statistics, as generated code asks for it: what a batch
 * changes, and what it is normalised by.
 */
public final class BatchStatistics {
  private final float[] weight;
  private final float[] bias;
  private final RunningStatistics running;
  private final double eps;
  private final int channels;

  /**
   * @param weight null for ones
   * @param bias null for zeros
   * @param running null if there are none
   */
  BatchStatistics(
      float[] weight, float[] bias, RunningStatistics running, double eps, int channels) {
    this.weight = weight;
    this.bias = bias;
    this.running = running;
    this.eps = eps;
    this.channels = channels;
  }

  /**
   * Counts the batch, and moves the layer's running mean and variance towards the batch's: {@code
   * (1 - momentum) · running + momentum · batch}, of the variance the unbiased one.
   *
   * @param values how many values each channel has
   * @param moments the batch's means from {@code meansAt} on, and its biased variances
   */
  public void moveRunning(int values, float[] moments, int meansAt, int variancesAt) {
    double factor = running.count();
    for (int c = 0; values > 0 && c < channels; c++) {
      running.move(c, factor, moments[meansAt + c], moments[variancesAt + c], values);
    }
    running.markChanged();
  }

  /**
   * Means and variances become factors and summands, in their place: {@code (x - mean) / √(variance
   * + eps) · weight + bias} is {@code x · scale + shift}. Those of lanes beyond the channels are
   * zeros.
   */
  public void toScaleShift(float[] moments, int meansAt, int variancesAt) {
    for (int c = 0; c < channels; c++) {
      double mean = moments[meansAt + c];
      double scale = (weight == null ? 1 : weight[c]) / Math.sqrt(moments[variancesAt + c] + eps);
      moments[meansAt + c] = (float) scale;
      moments[variancesAt + c] = (float) ((bias == null ? 0 : bias[c]) - mean * scale);
    }
    for (int c = channels; c < variancesAt - meansAt; c++) {
      moments[meansAt + c] = 0;
      moments[variancesAt + c] = 0;
    }
  }
}

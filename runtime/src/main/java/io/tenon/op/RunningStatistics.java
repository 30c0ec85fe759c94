package io.tenon.op;

import io.tenon.Tensor;

/**
 * Mean and variance of the batches so far, which each batch in training moves towards its own. The
 * tensors are the layer's own: whoever holds them sees the change.
 *
 * @param mean [C]
 * @param variance [C], unbiased
 * @param batches how many there were, a scalar of integers; null if they are not counted
 * @param momentum how far one batch moves them, from 0 to 1; null for the plain average of all
 */
public record RunningStatistics(Tensor mean, Tensor variance, Tensor batches, Double momentum) {
  /** Counts a batch; gives how far it moves the others. */
  public double count() {
    long seen = batches == null ? 0 : ++batches.longs()[batches.offset()];
    if (momentum != null) {
      return momentum;
    }
    return seen == 0 ? 0 : 1.0 / seen;
  }

  /**
   * Moves one channel's statistics.
   *
   * @param factor how far
   * @param biased the batch's variance, of which {@code values} is the number
   */
  public void move(int channel, double factor, double batchMean, double biased, int values) {
    double unbiased = biased * values / (values - 1);
    move(mean, channel, factor, batchMean);
    move(variance, channel, factor, unbiased);
  }

  private static void move(Tensor running, int channel, double factor, double towards) {
    float[] all = running.floats();
    int at = running.offset() + channel;
    all[at] = (float) ((1 - factor) * all[at] + factor * towards);
  }

  /** Says that the tensors were written to. */
  public void markChanged() {
    mean.markChanged();
    variance.markChanged();
    if (batches != null) {
      batches.markChanged();
    }
  }
}

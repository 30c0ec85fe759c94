package io.tenon.op;

import io.tenon.DType;
import io.tenon.NumberText;
import io.tenon.Shape;
import io.tenon.ShapeError;
import io.tenon.SizeNames;
import io.tenon.Tensor;
import io.tenon.kernel.BatchMoments;
import io.tenon.kernel.Kernels;
import java.util.List;
import java.util.Locale;

/**
 * {@code batch_norm}: (x - mean) / √(variance + eps) · weight + bias for each channel of x [N, C,
 * *].
 *
 * <p>Inputs: x, then weight and bias if {@code affine}, then running mean and variance if {@code
 * tracked}, then the number of batches if {@code counted}. With {@code batchStatistics}, mean and
 * (biased) variance are the batch's, and tracked ones move towards the batch's mean and unbiased
 * variance; without, the tracked ones are used.
 *
 * @param counted whether the batches that running statistics move towards are counted
 * @param momentum how far they move, from 0 to 1; null for the plain average of the batches that
 *     were counted
 */
public record BatchNormalization(
    boolean affine,
    boolean tracked,
    boolean batchStatistics,
    boolean counted,
    Double momentum,
    double eps)
    implements Op {
  @Override
  public String name() {
    return "batch_norm";
  }

  @Override
  public String attributes() {
    return "affine="
        + affine
        + ", tracked="
        + tracked
        + ", batch_statistics="
        + batchStatistics
        + (hasEffects() ? ", momentum=" + momentumText() : "")
        + ", eps="
        + NumberText.of(eps);
  }

  private String momentumText() {
    return momentum == null ? "None" : NumberText.of(momentum);
  }

  @Override
  public boolean hasEffects() {
    return batchStatistics && tracked;
  }

  /** Which input the running mean is; the running variance and the count come behind it. */
  public int statistics() {
    return affine ? 3 : 1;
  }

  @Override
  public DType dtype(List<DType> inputs) {
    return Op.super.dtype(counted ? inputs.subList(0, inputs.size() - 1) : inputs);
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape x = inputs.get(0);
    if (x.rank() < 2) {
      throw new ShapeError(
          "batch_norm: expected an input of at least 2 dimensions [N, C, ...], but got " + x);
    }
    for (Shape perChannel : inputs.subList(1, statistics() + (tracked ? 2 : 0))) {
      if (perChannel.size(0) != x.size(1)) {
        throw new ShapeError(
            String.format(
                Locale.ROOT,
                "batch_norm: input has %s channels, but the layer normalizes %s (input %s)",
                SizeNames.of(x.size(1)),
                SizeNames.of(perChannel.size(0)),
                x),
            "give the layer " + SizeNames.of(x.size(1)) + " features");
      }
    }
    return x;
  }

  @Override
  public void evaluate(List<Tensor> inputs, Tensor result) {
    Tensor x = inputs.get(0);
    int channels = x.size(1);
    int plane = x.shape().elements(2, x.dim());
    int count = x.size(0) * plane;
    RunningStatistics running = hasEffects() ? running(inputs) : null;
    double factor = 0;
    if (batchStatistics) {
      BatchMoments.requireSeveral(count, channels, x.dim());
      factor = running == null ? 0 : running.count();
    }
    for (int c = 0; count > 0 && c < channels; c++) {
      double mean;
      double variance;
      if (batchStatistics) {
        mean = mean(x, c, channels, plane);
        variance = squares(x, c, channels, plane, (float) mean) / count;
        if (running != null) {
          running.move(c, factor, mean, variance, count);
        }
      } else {
        mean = inputs.get(statistics()).get(c);
        variance = inputs.get(statistics() + 1).get(c);
      }
      double scale = (affine ? inputs.get(1).get(c) : 1) / Math.sqrt(variance + eps);
      double shift = (affine ? inputs.get(2).get(c) : 0) - mean * scale;
      scale(x, c, channels, plane, (float) scale, (float) shift, result);
    }
    if (running != null) {
      running.markChanged();
    }
  }

  private RunningStatistics running(List<Tensor> inputs) {
    int at = statistics();
    Tensor batches = counted ? inputs.get(at + 2) : null;
    return new RunningStatistics(inputs.get(at), inputs.get(at + 1), batches, momentum);
  }

  private static double mean(Tensor x, int c, int channels, int plane) {
    double sum = 0;
    for (int n = 0; n < x.size(0); n++) {
      int at = x.offset() + (n * channels + c) * plane;
      sum += BatchMoments.sum(Kernels.active(), x.floats(), at, plane);
    }
    return sum / ((double) x.size(0) * plane);
  }

  private static double squares(Tensor x, int c, int channels, int plane, float mean) {
    double sum = 0;
    for (int n = 0; n < x.size(0); n++) {
      int at = x.offset() + (n * channels + c) * plane;
      sum += BatchMoments.squares(Kernels.active(), x.floats(), at, plane, mean);
    }
    return sum;
  }

  private static void scale(
      Tensor x, int c, int channels, int plane, float scale, float shift, Tensor y) {
    float[] from = x.floats();
    float[] to = y.floats();
    for (int n = 0; n < x.size(0); n++) {
      int at = (n * channels + c) * plane;
      for (int i = 0; i < plane; i++) {
        to[y.offset() + at + i] = from[x.offset() + at + i] * scale + shift;
      }
    }
  }
}

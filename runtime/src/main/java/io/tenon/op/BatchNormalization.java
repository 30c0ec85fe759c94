package io.tenon.op;

import io.tenon.NumberText;
import io.tenon.Shape;
import io.tenon.ShapeError;
import io.tenon.SizeNames;
import io.tenon.Tensor;
import io.tenon.kernel.Kernels;
import java.util.List;
import java.util.Locale;

/**
 * {@code batch_norm}: (x - mean) / √(variance + eps) · weight + bias for each channel of x [N, C,
 * *].
 *
 * <p>Inputs: x, then weight and bias if {@code affine}, then running mean and variance if {@code
 * tracked}. With {@code batchStatistics}, mean and (biased) variance are the batch's, and tracked
 * ones move towards the batch's mean and unbiased variance by {@code momentum}; without, the
 * tracked ones are used.
 */
public record BatchNormalization(
    boolean affine, boolean tracked, boolean batchStatistics, double momentum, double eps)
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
        + ", eps="
        + NumberText.of(eps);
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape x = inputs.get(0);
    if (x.rank() < 2) {
      throw new ShapeError(
          "batch_norm: expected an input of at least 2 dimensions [N, C, ...], but got " + x);
    }
    for (Shape perChannel : inputs.subList(1, inputs.size())) {
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
    if (batchStatistics && count == 1) {
      throw new ShapeError(
          "batch_norm: Expected more than 1 value per channel when training, got input size "
              + x.shape());
    }
    Tensor runningMean = tracked ? inputs.get(affine ? 3 : 1) : null;
    Tensor runningVariance = tracked ? inputs.get(affine ? 4 : 2) : null;
    for (int c = 0; c < channels; c++) {
      double mean;
      double variance;
      if (batchStatistics) {
        mean = mean(x, c, channels, plane);
        variance = squares(x, c, channels, plane, (float) mean) / count;
        if (tracked) {
          move(runningMean, c, mean);
          move(runningVariance, c, variance * count / (count - 1));
        }
      } else {
        mean = runningMean.get(c);
        variance = runningVariance.get(c);
      }
      double scale = (affine ? inputs.get(1).get(c) : 1) / Math.sqrt(variance + eps);
      double shift = (affine ? inputs.get(2).get(c) : 0) - mean * scale;
      scale(x, c, channels, plane, (float) scale, (float) shift, result);
    }
  }

  private static double mean(Tensor x, int c, int channels, int plane) {
    double sum = 0;
    for (int n = 0; n < x.size(0); n++) {
      sum += Kernels.active().sum(x.floats(), x.offset() + (n * channels + c) * plane, plane);
    }
    return sum / ((double) x.size(0) * plane);
  }

  private static double squares(Tensor x, int c, int channels, int plane, float mean) {
    double sum = 0;
    for (int n = 0; n < x.size(0); n++) {
      sum +=
          Kernels.active()
              .sumOfSquares(x.floats(), x.offset() + (n * channels + c) * plane, plane, mean);
    }
    return sum;
  }

  private void move(Tensor running, int c, double towards) {
    running.set((float) ((1 - momentum) * running.get(c) + momentum * towards), c);
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

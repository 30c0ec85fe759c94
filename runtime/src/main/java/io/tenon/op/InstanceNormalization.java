package io.tenon.op;

import io.tenon.NumberText;
import io.tenon.Shape;
import io.tenon.Tensor;
import io.tenon.kernel.Kernels;
import java.util.List;

/**
 * {@code instance_norm} in training with running statistics: {@link GroupNormalization} with a
 * group for each channel of x [N, C, *], and a running mean and variance that move towards the
 * instances' means, averaged over the batch, and their averaged unbiased variances by {@code
 * momentum}. Inputs: x, then weight and bias if {@code affine}, then running mean and variance.
 */
public record InstanceNormalization(boolean affine, double momentum, double eps) implements Op {
  @Override
  public String name() {
    return "instance_norm";
  }

  @Override
  public String attributes() {
    return "affine="
        + affine
        + ", momentum="
        + NumberText.of(momentum)
        + ", eps="
        + NumberText.of(eps);
  }

  @Override
  public boolean hasEffects() {
    return true;
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return new GroupNormalization(name(), 1, eps).shape(inputs);
  }

  @Override
  public void evaluate(List<Tensor> inputs, Tensor result) {
    Tensor x = inputs.get(0);
    int channels = x.size(1);
    new GroupNormalization(name(), channels, eps)
        .evaluate(inputs.subList(0, affine ? 3 : 1), result);
    Tensor runningMean = inputs.get(affine ? 3 : 1);
    Tensor runningVariance = inputs.get(affine ? 4 : 2);
    int samples = x.size(0);
    int plane = x.shape().elements(2, x.dim());
    Kernels kernels = Kernels.active();
    for (int c = 0; samples > 0 && c < channels; c++) {
      double means = 0;
      double variances = 0;
      for (int n = 0; n < samples; n++) {
        int at = x.offset() + (n * channels + c) * plane;
        float mean = kernels.sum(x.floats(), at, plane) / plane;
        means += mean;
        variances += kernels.sumOfSquares(x.floats(), at, plane, mean) / (plane - 1);
      }
      move(runningMean, c, means / samples);
      move(runningVariance, c, variances / samples);
    }
  }

  private void move(Tensor running, int c, double towards) {
    running.set((float) ((1 - momentum) * running.get(c) + momentum * towards), c);
  }
}

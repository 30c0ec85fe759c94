package io.tenon.nn;

import io.tenon.Parameter;
import io.tenon.ShapeError;
import io.tenon.Tensor;
import io.tenon.compiled.Slots;
import io.tenon.op.GroupNormalization;

/**
 * {@code torch.nn.InstanceNorm2d} without running statistics: each map has mean 0 and variance 1,
 * then a factor and a summand for each channel; input [N, C, H, W] (Ulyanov et al., 2016).
 */
public final class InstanceNorm2d extends NnModule {
  private static final Slots<InstanceNorm2d> SLOTS =
      new Slots<InstanceNorm2d>()
          .parameter("weight", layer -> layer.weight, (layer, value) -> layer.weight = value)
          .parameter("bias", layer -> layer.bias, (layer, value) -> layer.bias = value);

  /** [numFeatures], or null. */
  public Parameter weight;

  /** [numFeatures], or null. */
  public Parameter bias;

  private final int numFeatures;
  private final double eps;
  private final boolean affine;

  /** PyTorch's defaults: eps 1e-5, no weights. */
  public InstanceNorm2d(int numFeatures) {
    this(numFeatures, 1e-5, false);
  }

  /** An instance normalisation. */
  public InstanceNorm2d(int numFeatures, double eps, boolean affine) {
    super(SLOTS);
    this.numFeatures = numFeatures;
    this.eps = eps;
    this.affine = affine;
    if (affine) {
      weight = new Parameter(Tensor.ones(numFeatures));
      bias = new Parameter(Tensor.zeros(numFeatures));
    }
  }

  @Override
  public Tensor forward(Tensor x) {
    if (x.dim() != 4 || x.size(1) != numFeatures) {
      throw new ShapeError(
          "instance_norm: expected an input [N, " + numFeatures + ", H, W], but got " + x.shape(),
          x.dim() == 4 ? "give the layer as many features as the input has channels" : null);
    }
    return Functional.withOptional(
        new GroupNormalization("instance_norm", numFeatures, eps), x, weight, bias);
  }

  @Override
  protected String extraRepr() {
    return numFeatures
        + ", eps="
        + Reprs.number(eps)
        + ", momentum=0.1, affine="
        + Reprs.bool(affine)
        + ", track_running_stats=False";
  }
}

package io.tenon.nn;

import io.tenon.DType;
import io.tenon.Parameter;
import io.tenon.Shape;
import io.tenon.ShapeError;
import io.tenon.SizeNames;
import io.tenon.Tensor;
import io.tenon.compiled.Slots;
import io.tenon.op.GroupNormalization;
import io.tenon.op.InstanceNormalization;

/**
 * {@code torch.nn.InstanceNorm2d}: each map has mean 0 and variance 1, then a factor and a summand
 * for each channel; input [N, C, H, W] or [C, H, W] (Ulyanov et al., 2016). With running
 * statistics, evaluation normalises by these.
 */
public final class InstanceNorm2d extends NnModule {
  private static final Slots<InstanceNorm2d> SLOTS =
      new Slots<InstanceNorm2d>()
          .parameter("weight", layer -> layer.weight, (layer, value) -> layer.weight = value)
          .parameter("bias", layer -> layer.bias, (layer, value) -> layer.bias = value)
          .buffer(
              "running_mean",
              layer -> layer.runningMean,
              (layer, value) -> layer.runningMean = value)
          .buffer(
              "running_var", layer -> layer.runningVar, (layer, value) -> layer.runningVar = value)
          .buffer(
              "num_batches_tracked",
              layer -> layer.numBatchesTracked,
              (layer, value) -> layer.numBatchesTracked = value);

  /** [numFeatures], or null. */
  public Parameter weight;

  /** [numFeatures], or null. */
  public Parameter bias;

  /** [numFeatures], or null. */
  public Tensor runningMean;

  /** [numFeatures], or null. */
  public Tensor runningVar;

  /** A scalar of integers that stays 0, as in PyTorch; or null. */
  public Tensor numBatchesTracked;

  private final int numFeatures;
  private final double eps;
  private final double momentum;
  private final boolean affine;
  private final boolean trackRunningStats;

  /** PyTorch's defaults: eps 1e-5, no weights, no running statistics. */
  public InstanceNorm2d(int numFeatures) {
    this(numFeatures, 1e-5, false);
  }

  /** An instance normalisation without running statistics. */
  public InstanceNorm2d(int numFeatures, double eps, boolean affine) {
    this(numFeatures, eps, 0.1, affine, false);
  }

  /**
   * An instance normalisation.
   *
   * @param momentum how far running statistics move towards each batch's
   */
  public InstanceNorm2d(
      int numFeatures, double eps, double momentum, boolean affine, boolean trackRunningStats) {
    super(SLOTS);
    this.numFeatures = numFeatures;
    this.eps = eps;
    this.momentum = momentum;
    this.affine = affine;
    this.trackRunningStats = trackRunningStats;
    if (affine) {
      weight = new Parameter(Tensor.ones(numFeatures));
      bias = new Parameter(Tensor.zeros(numFeatures));
    }
    if (trackRunningStats) {
      runningMean = Tensor.zeros(numFeatures);
      runningVar = Tensor.ones(numFeatures);
      numBatchesTracked = Tensor.zeros(Shape.of(), DType.INT64);
    }
  }

  @Override
  public Tensor forward(Tensor x) {
    if (x.dim() != 3 && x.dim() != 4) {
      throw new ShapeError("instance_norm: expected 3D or 4D input (got " + x.dim() + "D input)");
    }
    if (x.size(-3) != numFeatures) {
      throw new ShapeError(
          "instance_norm: expected an input [N, "
              + SizeNames.of(numFeatures)
              + ", H, W], but got "
              + x.shape(),
          "give the layer as many features as the input has channels");
    }
    if (x.dim() == 4) {
      return normalized(x);
    }
    return normalized(x.view(1, x.size(0), x.size(1), x.size(2))).view(x.shape().toArray());
  }

  private Tensor normalized(Tensor x) {
    if (trackRunningStats && !training()) {
      return Functional.batchNorm(x, runningMean, runningVar, weight, bias, false, 0, eps);
    }
    if (x.size(2) == 1 && x.size(3) == 1) {
      throw new ShapeError(
          "instance_norm: Expected more than 1 spatial element when training, got input size "
              + x.shape());
    }
    if (trackRunningStats) {
      return Functional.withOptional(
          new InstanceNormalization(affine, momentum, eps),
          x,
          weight,
          bias,
          runningMean,
          runningVar);
    }
    return Functional.withOptional(
        new GroupNormalization("instance_norm", numFeatures, eps), x, weight, bias);
  }

  @Override
  int stateVersion() {
    return 2;
  }

  @Override
  void upgradeState(LoadContext load) {
    if (trackRunningStats) {
      BatchCounts.addMissing(load, numBatchesTracked);
    }
  }

  @Override
  protected String extraRepr() {
    return SizeNames.of(numFeatures)
        + ", eps="
        + Reprs.number(eps)
        + ", momentum="
        + Reprs.number(momentum)
        + ", affine="
        + Reprs.bool(affine)
        + ", track_running_stats="
        + Reprs.bool(trackRunningStats);
  }
}

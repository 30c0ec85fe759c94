package io.tenon.nn;

import io.tenon.DType;
import io.tenon.Parameter;
import io.tenon.Shape;
import io.tenon.ShapeError;
import io.tenon.SizeNames;
import io.tenon.Tensor;
import io.tenon.compiled.Slots;
import io.tenon.op.BatchNormalization;
import io.tenon.op.Op;

/**
 * What the batch normalisations have in common: (x - mean) / √(variance + eps) · weight + bias for
 * each channel; over the batch in training, by running statistics in evaluation (Ioffe and Szegedy,
 * 2015).
 */
public abstract sealed class BatchNorm extends NnModule permits BatchNorm1d, BatchNorm2d {
  private static final Slots<BatchNorm> SLOTS =
      new Slots<BatchNorm>()
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

  /** A scalar of integers, or null. */
  public Tensor numBatchesTracked;

  private final int numFeatures;
  private final double eps;
  private final Double momentum;
  private final boolean affine;
  private final boolean trackRunningStats;

  BatchNorm(
      int numFeatures, double eps, Double momentum, boolean affine, boolean trackRunningStats) {
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

  /**
   * Requires as many dimensions as the layer takes.
   *
   * @throws ShapeError in PyTorch's words
   */
  abstract void requireRank(Tensor x);

  @Override
  public Tensor forward(Tensor x) {
    requireRank(x);
    if (weight == null && runningMean == null && x.size(1) != numFeatures) {
      throw new ShapeError(
          "batch_norm: input has "
              + SizeNames.of(x.size(1))
              + " channels, but the layer normalizes "
              + SizeNames.of(numFeatures));
    }
    boolean tracked = runningMean != null && (!training() || trackRunningStats);
    boolean counted = training() && tracked && numBatchesTracked != null;
    Op op =
        new BatchNormalization(
            weight != null, tracked, training() || !tracked, counted, momentum, eps);
    return Functional.withOptional(
        op,
        x,
        weight,
        bias,
        tracked ? runningMean : null,
        tracked ? runningVar : null,
        counted ? numBatchesTracked : null);
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
        + (momentum == null ? "None" : Reprs.number(momentum))
        + ", affine="
        + Reprs.bool(affine)
        + ", track_running_stats="
        + Reprs.bool(trackRunningStats);
  }
}

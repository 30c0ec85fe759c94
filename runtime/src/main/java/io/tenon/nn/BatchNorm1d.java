package io.tenon.nn;

import io.tenon.ShapeError;
import io.tenon.Tensor;

/**
 * {@code torch.nn.BatchNorm1d}: a batch normalisation of [N, C] or [N, C, L]; see {@link
 * BatchNorm}.
 */
public final class BatchNorm1d extends BatchNorm {
  /** PyTorch's defaults: eps 1e-5, momentum 0.1, affine, with running statistics. */
  public BatchNorm1d(int numFeatures) {
    this(numFeatures, 1e-5, 0.1, true, true);
  }

  /**
   * A batch normalisation.
   *
   * @param momentum how far running statistics move towards each batch's; null for their plain
   *     average
   */
  public BatchNorm1d(
      int numFeatures, double eps, Double momentum, boolean affine, boolean trackRunningStats) {
    super(numFeatures, eps, momentum, affine, trackRunningStats);
  }

  @Override
  void requireRank(Tensor x) {
    if (x.dim() != 2 && x.dim() != 3) {
      throw new ShapeError("batch_norm: expected 2D or 3D input (got " + x.dim() + "D input)");
    }
  }
}

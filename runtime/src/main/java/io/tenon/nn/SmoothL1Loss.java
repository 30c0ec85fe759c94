package io.tenon.nn;

import io.tenon.Tensor;
import io.tenon.op.Ops;
import io.tenon.op.PairLoss;

/** {@code torch.nn.SmoothL1Loss}: squares below beta, absolute values above. */
public final class SmoothL1Loss extends Loss {
  private final double beta;

  /** Their mean. */
  public SmoothL1Loss() {
    this("mean", 1.0);
  }

  /**
   * Reduced by {@code "none"}, {@code "mean"} or {@code "sum"}, with the change at {@code beta}.
   *
   * @throws IllegalArgumentException if {@code beta} is below 0, in PyTorch's words
   */
  public SmoothL1Loss(String reduction, double beta) {
    super(null, reduction);
    if (!(beta >= 0)) {
      throw new IllegalArgumentException(
          "smooth_l1_loss does not support negative values for beta.");
    }
    this.beta = beta;
  }

  @Override
  Tensor loss(Tensor input, Tensor target) {
    return Ops.apply(new PairLoss(PairLoss.Kind.SMOOTH_L1_LOSS, reduction, beta), input, target);
  }
}

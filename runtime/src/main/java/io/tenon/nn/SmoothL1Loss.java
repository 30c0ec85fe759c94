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
   */
  public SmoothL1Loss(String reduction, double beta) {
    super(null, reduction);
    this.beta = beta;
  }

  @Override
  Tensor loss(Tensor input, Tensor target) {
    return Ops.apply(new PairLoss(PairLoss.Kind.SMOOTH_L1_LOSS, reduction, beta), input, target);
  }
}

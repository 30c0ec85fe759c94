package io.tenon.nn;

import io.tenon.Tensor;
import io.tenon.op.Ops;
import io.tenon.op.PairLoss;

/** {@code torch.nn.HuberLoss}: squares up to delta, absolute values above. */
public final class HuberLoss extends Loss {
  private final double delta;

  /** Their mean. */
  public HuberLoss() {
    this("mean", 1.0);
  }

  /**
   * Reduced by {@code "none"}, {@code "mean"} or {@code "sum"}, with the change at {@code delta}.
   *
   * @throws IllegalArgumentException if {@code delta} is not above 0, in PyTorch's words
   */
  public HuberLoss(String reduction, double delta) {
    super(null, reduction);
    if (!(delta > 0)) {
      throw new IllegalArgumentException(
          "huber_loss does not support non-positive values for delta.");
    }
    this.delta = delta;
  }

  @Override
  Tensor loss(Tensor input, Tensor target) {
    return Ops.apply(new PairLoss(PairLoss.Kind.HUBER_LOSS, reduction, delta), input, target);
  }
}

package io.tenon.nn;

import io.tenon.Tensor;
import io.tenon.op.Ops;
import io.tenon.op.PairLoss;

/** {@code torch.nn.MSELoss}: (x - y)². */
public final class MSELoss extends Loss {
  /** Their mean. */
  public MSELoss() {
    this("mean");
  }

  /** Reduced by {@code "none"}, {@code "mean"} or {@code "sum"}. */
  public MSELoss(String reduction) {
    super(null, reduction);
  }

  @Override
  Tensor loss(Tensor input, Tensor target) {
    return Ops.apply(new PairLoss(PairLoss.Kind.MSE_LOSS, reduction, 0), input, target);
  }
}

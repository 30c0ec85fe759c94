package io.tenon.nn;

import io.tenon.Tensor;
import io.tenon.op.Ops;
import io.tenon.op.PairLoss;

/** {@code torch.nn.BCELoss}: the cross entropy of probabilities between two classes. */
public final class BCELoss extends Loss {
  /** Their mean. */
  public BCELoss() {
    this("mean");
  }

  /** Reduced by {@code "none"}, {@code "mean"} or {@code "sum"}. */
  public BCELoss(String reduction) {
    super(null, reduction);
  }

  @Override
  Tensor loss(Tensor input, Tensor target) {
    return Ops.apply(new PairLoss(PairLoss.Kind.BINARY_CROSS_ENTROPY, reduction, 0), input, target);
  }
}

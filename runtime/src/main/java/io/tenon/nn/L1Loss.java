package io.tenon.nn;

import io.tenon.Tensor;
import io.tenon.op.Ops;
import io.tenon.op.PairLoss;

/** {@code torch.nn.L1Loss}: |x - y|. */
public final class L1Loss extends Loss {
  /** Their mean. */
  public L1Loss() {
    this("mean");
  }

  /** Reduced by {@code "none"}, {@code "mean"} or {@code "sum"}. */
  public L1Loss(String reduction) {
    super(null, reduction);
  }

  @Override
  Tensor loss(Tensor input, Tensor target) {
    return Ops.apply(new PairLoss(PairLoss.Kind.L1_LOSS, reduction, 0), input, target);
  }
}

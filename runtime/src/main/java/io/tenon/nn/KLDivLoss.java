package io.tenon.nn;

import io.tenon.Tensor;
import io.tenon.op.Ops;
import io.tenon.op.PairLoss;
import io.tenon.op.Reduction;

/**
 * {@code torch.nn.KLDivLoss}: the divergence of Kullback and Leibler (1951) of an input,
 * logarithms, from a target.
 */
public final class KLDivLoss extends Loss {
  private final boolean logTarget;

  /** Reduced by the mean, of a target that is no logarithm. */
  public KLDivLoss() {
    this("mean", false);
  }

  /** Reduced by {@code "none"}, {@code "mean"}, {@code "sum"} or {@code "batchmean"}. */
  public KLDivLoss(String reduction, boolean logTarget) {
    super(null, reduction.equals("batchmean") ? Reduction.BATCHMEAN : Reduction.named(reduction));
    this.logTarget = logTarget;
  }

  @Override
  Tensor loss(Tensor input, Tensor target) {
    PairLoss.Kind kind = logTarget ? PairLoss.Kind.KL_DIV_LOG : PairLoss.Kind.KL_DIV;
    return Ops.apply(new PairLoss(kind, reduction, 0), input, target);
  }
}

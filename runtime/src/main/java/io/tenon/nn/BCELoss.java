package io.tenon.nn;

import io.tenon.Tensor;
import io.tenon.compiled.Slots;
import io.tenon.op.PairLoss;

/** {@code torch.nn.BCELoss}: the cross entropy of probabilities between two classes. */
public final class BCELoss extends Loss {
  private static final Slots<BCELoss> SLOTS =
      new Slots<BCELoss>()
          .buffer("weight", loss -> loss.weight, (loss, value) -> loss.weight = value);

  /** How much each element counts, broadcast; or null. */
  public Tensor weight;

  /** Their mean. */
  public BCELoss() {
    this("mean");
  }

  /** Reduced by {@code "none"}, {@code "mean"} or {@code "sum"}. */
  public BCELoss(String reduction) {
    this(null, reduction);
  }

  /** With PyTorch's arguments; the weight may be null. */
  public BCELoss(Tensor weight, String reduction) {
    super(SLOTS, reduction);
    this.weight = weight;
  }

  @Override
  Tensor loss(Tensor input, Tensor target) {
    return Functional.withOptional(
        new PairLoss(PairLoss.Kind.BINARY_CROSS_ENTROPY, reduction, 0), input, target, weight);
  }
}

package io.tenon.nn;

import io.tenon.Tensor;
import io.tenon.compiled.Slots;
import io.tenon.op.LogitLoss;

/** {@code torch.nn.BCEWithLogitsLoss}: the cross entropy of logits between two classes. */
public final class BCEWithLogitsLoss extends Loss {
  private static final Slots<BCEWithLogitsLoss> SLOTS =
      new Slots<BCEWithLogitsLoss>()
          .buffer("weight", loss -> loss.weight, (loss, value) -> loss.weight = value)
          .buffer("pos_weight", loss -> loss.posWeight, (loss, value) -> loss.posWeight = value);

  /** How much each element counts, broadcast; or null. */
  public Tensor weight;

  /** How much positives count, broadcast; or null. */
  public Tensor posWeight;

  /** Their mean. */
  public BCEWithLogitsLoss() {
    this(null, "mean", null);
  }

  /** With PyTorch's arguments; both weights may be null. */
  public BCEWithLogitsLoss(Tensor weight, String reduction, Tensor posWeight) {
    super(SLOTS, reduction);
    this.weight = weight;
    this.posWeight = posWeight;
  }

  @Override
  Tensor loss(Tensor input, Tensor target) {
    return Functional.withOptional(
        new LogitLoss(reduction, weight != null, posWeight != null),
        input,
        target,
        weight,
        posWeight);
  }
}

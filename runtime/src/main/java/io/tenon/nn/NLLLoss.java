package io.tenon.nn;

import io.tenon.Tensor;
import io.tenon.compiled.Slots;
import io.tenon.op.ClassLoss;

/**
 * {@code torch.nn.NLLLoss}: the negative logarithms of probabilities [N, C, *] at classes [N, *].
 */
public final class NLLLoss extends Loss {
  private static final Slots<NLLLoss> SLOTS =
      new Slots<NLLLoss>()
          .buffer("weight", loss -> loss.weight, (loss, value) -> loss.weight = value);

  /** [C], how much each class counts; or null. */
  public Tensor weight;

  private final long ignoreIndex;

  /** PyTorch's defaults: the mean, all classes alike, -100 ignored. */
  public NLLLoss() {
    this(null, -100, "mean");
  }

  /**
   * With PyTorch's arguments.
   *
   * @param weight [C], how much each class counts; null for all alike
   * @param ignoreIndex a class that counts for nothing
   */
  public NLLLoss(Tensor weight, long ignoreIndex, String reduction) {
    super(SLOTS, reduction);
    this.weight = weight;
    this.ignoreIndex = ignoreIndex;
  }

  @Override
  Tensor loss(Tensor input, Tensor target) {
    return Functional.withOptional(
        new ClassLoss(false, reduction, ignoreIndex, 0), input, target, weight);
  }
}

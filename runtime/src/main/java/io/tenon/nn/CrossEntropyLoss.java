package io.tenon.nn;

import io.tenon.Tensor;
import io.tenon.compiled.Slots;
import io.tenon.op.ClassLoss;

/**
 * {@code torch.nn.CrossEntropyLoss}: the cross entropy of logits [N, C, *] and classes [N, *] or
 * probabilities [N, C, *].
 */
public final class CrossEntropyLoss extends Loss {
  private static final Slots<CrossEntropyLoss> SLOTS =
      new Slots<CrossEntropyLoss>()
          .buffer("weight", loss -> loss.weight, (loss, value) -> loss.weight = value);

  /** [C], how much each class counts; or null. */
  public Tensor weight;

  private final long ignoreIndex;
  private final double labelSmoothing;

  /** PyTorch's defaults: the mean, all classes alike, -100 ignored. */
  public CrossEntropyLoss() {
    this(null, -100, "mean", 0);
  }

  /**
   * With PyTorch's arguments.
   *
   * @param weight [C], how much each class counts; null for all alike
   * @param ignoreIndex a class that counts for nothing
   * @throws IllegalArgumentException if {@code labelSmoothing} is not between 0 and 1
   */
  public CrossEntropyLoss(
      Tensor weight, long ignoreIndex, String reduction, double labelSmoothing) {
    super(SLOTS, reduction);
    if (!(labelSmoothing >= 0 && labelSmoothing <= 1)) {
      throw new IllegalArgumentException(
          "label_smoothing must be between 0.0 and 1.0. Got: " + Reprs.integral(labelSmoothing));
    }
    this.labelSmoothing = labelSmoothing;
    this.weight = weight;
    this.ignoreIndex = ignoreIndex;
  }

  @Override
  Tensor loss(Tensor input, Tensor target) {
    return Functional.withOptional(
        new ClassLoss(true, reduction, ignoreIndex, labelSmoothing), input, target, weight);
  }
}

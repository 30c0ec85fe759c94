package io.tenon.nn;

import io.tenon.Tensor;
import io.tenon.compiled.Slots;
import io.tenon.op.Reduction;
import java.util.List;

/** What losses have in common: they are called with an input and a target. */
public abstract class Loss extends NnModule {
  /** How the losses of single elements are reduced. */
  final Reduction reduction;

  Loss(Slots<?> slots, String reduction) {
    this(slots, Reduction.named(reduction));
  }

  Loss(Slots<?> slots, Reduction reduction) {
    super(slots);
    this.reduction = reduction;
  }

  /**
   * The loss of an input for a target.
   *
   * @throws io.tenon.ShapeError if their shapes don't fit
   */
  public final Tensor call(Tensor input, Tensor target) {
    return hooked(List.of(input, target), both -> loss(both.get(0), both.get(1)));
  }

  abstract Tensor loss(Tensor input, Tensor target);
}

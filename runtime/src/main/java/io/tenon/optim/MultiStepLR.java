package io.tenon.optim;

import java.util.Collections;
import java.util.List;

/**
 * The rate times gamma at given steps, as {@code torch.optim.lr_scheduler.MultiStepLR}: {@code
 * initial * gamma^(milestones passed)}. A milestone that is there twice counts twice.
 */
public final class MultiStepLR extends LRScheduler {
  private final List<Integer> milestones;
  private final double gamma;

  /** A tenth of the rate at each milestone. */
  public MultiStepLR(Optimizer optimizer, List<Integer> milestones) {
    this(optimizer, milestones, 0.1);
  }

  /** The rate times {@code gamma} at each milestone. */
  public MultiStepLR(Optimizer optimizer, List<Integer> milestones, double gamma) {
    super(optimizer);
    this.milestones = List.copyOf(milestones);
    this.gamma = gamma;
    step();
  }

  @Override
  double rate(ParamGroup group, int epoch) {
    return group.lr() * Math.pow(gamma, Collections.frequency(milestones, epoch));
  }
}

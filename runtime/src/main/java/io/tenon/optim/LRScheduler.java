package io.tenon.optim;

import java.util.ArrayList;
import java.util.List;

/**
 * Changes an optimizer's learning rates from step to step, as {@code
 * torch.optim.lr_scheduler.LRScheduler}. Call {@link #step} after the optimizer's, once an epoch,
 * or once a batch where the schedule is meant so. Making a schedule sets the rates of its
 * beginning.
 *
 * <p>Where PyTorch computes a rate from the last one, so do these: several schedules on one
 * optimizer multiply.
 */
public abstract sealed class LRScheduler
    permits StepLR,
        MultiStepLR,
        ExponentialLR,
        CosineAnnealingLR,
        CosineAnnealingWarmRestarts,
        OneCycleLR,
        LinearLR,
        PolynomialLR {
  private final Optimizer optimizer;
  private int lastEpoch = -1;
  private List<Double> lastLr = List.of();

  LRScheduler(Optimizer optimizer) {
    this.optimizer = optimizer;
  }

  /** Goes on by one and sets the rates. */
  public void step() {
    moveTo(lastEpoch + 1);
  }

  /** Sets the rates of an epoch; all are computed before the first is set. */
  final void moveTo(int epoch) {
    List<ParamGroup> groups = optimizer.paramGroups();
    groups.forEach(ParamGroup::initialLr);
    List<Double> rates = new ArrayList<>();
    for (ParamGroup group : groups) {
      rates.add(rate(group, epoch));
    }
    lastEpoch = epoch;
    lastLr = List.copyOf(rates);
    for (int i = 0; i < groups.size(); i++) {
      groups.get(i).schedule(Setting.LR, rates.get(i));
      cycle(groups.get(i), epoch);
    }
  }

  /** Sets what goes along with a group's rate. */
  void cycle(ParamGroup group, int epoch) {}

  /** A group's rate in this epoch; 0 is the first, where the group has its initial rate. */
  abstract double rate(ParamGroup group, int epoch);

  /** The rates that were set last, one a group. */
  public final List<Double> getLastLr() {
    return lastLr;
  }

  /** How many steps there were. */
  public final int lastEpoch() {
    return lastEpoch;
  }

  final Optimizer optimizer() {
    return optimizer;
  }

  static int positive(String what, int number) {
    if (number <= 0) {
      throw new IllegalArgumentException(
          "Expected positive integer " + what + ", but got " + number);
    }
    return number;
  }
}

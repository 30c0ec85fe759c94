package io.tenon.optim;

/**
 * A factor on the rate that goes from one number to another along a line and then stays, as {@code
 * torch.optim.lr_scheduler.LinearLR}; to warm up.
 */
public final class LinearLR extends LRScheduler {
  private final double startFactor;
  private final double endFactor;
  private final int totalIters;

  /** From a third of the rate to all of it in 5 steps. */
  public LinearLR(Optimizer optimizer) {
    this(optimizer, 1.0 / 3, 1, 5);
  }

  /**
   * From {@code startFactor} to {@code endFactor} in {@code totalIters} steps.
   *
   * @throws IllegalArgumentException if the first factor is not in (0, 1], the last not in [0, 1]
   *     or {@code totalIters} not positive
   */
  public LinearLR(Optimizer optimizer, double startFactor, double endFactor, int totalIters) {
    super(optimizer);
    if (!(startFactor > 0 && startFactor <= 1)) {
      throw new IllegalArgumentException(
          "Starting multiplicative factor expected to be greater than 0 and less or equal to 1.");
    }
    if (!(endFactor >= 0 && endFactor <= 1)) {
      throw new IllegalArgumentException(
          "Ending multiplicative factor expected to be between 0 and 1.");
    }
    this.startFactor = startFactor;
    this.endFactor = endFactor;
    this.totalIters = positive("total_iters", totalIters);
    step();
  }

  @Override
  double rate(ParamGroup group, int epoch) {
    if (epoch == 0) {
      return group.lr() * startFactor;
    }
    if (epoch > totalIters) {
      return group.lr();
    }
    double whole = endFactor - startFactor;
    return group.lr() * (1 + whole / (totalIters * startFactor + (epoch - 1) * whole));
  }
}

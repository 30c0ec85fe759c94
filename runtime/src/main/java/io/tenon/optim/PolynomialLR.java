package io.tenon.optim;

/**
 * The rate down to 0 along a power, as {@code torch.optim.lr_scheduler.PolynomialLR}: {@code
 * initial * (1 - t / totalIters)^power}, computed from the last rate.
 */
public final class PolynomialLR extends LRScheduler {
  private final int totalIters;
  private final double power;

  /** Along a line in 5 steps. */
  public PolynomialLR(Optimizer optimizer) {
    this(optimizer, 5, 1);
  }

  /**
   * Along a power in {@code totalIters} steps.
   *
   * @throws IllegalArgumentException if {@code totalIters} is not positive
   */
  public PolynomialLR(Optimizer optimizer, int totalIters, double power) {
    super(optimizer);
    this.totalIters = positive("total_iters", totalIters);
    this.power = power;
    step();
  }

  @Override
  double rate(ParamGroup group, int epoch) {
    if (epoch == 0 || epoch > totalIters) {
      return group.lr();
    }
    double left = 1 - (double) epoch / totalIters;
    double before = 1 - (epoch - 1.0) / totalIters;
    return group.lr() * Math.pow(left / before, power);
  }
}

package io.tenon.optim;

/**
 * The rate times gamma every few steps, as {@code torch.optim.lr_scheduler.StepLR}: {@code initial
 * * gamma^(t / stepSize)}, rounded down.
 */
public final class StepLR extends LRScheduler {
  private final int stepSize;
  private final double gamma;

  /** A tenth of the rate every {@code stepSize} steps. */
  public StepLR(Optimizer optimizer, int stepSize) {
    this(optimizer, stepSize, 0.1);
  }

  /**
   * The rate times {@code gamma} every {@code stepSize} steps.
   *
   * @throws IllegalArgumentException if {@code stepSize} is not positive
   */
  public StepLR(Optimizer optimizer, int stepSize, double gamma) {
    super(optimizer);
    this.stepSize = positive("step_size", stepSize);
    this.gamma = gamma;
    step();
  }

  @Override
  double rate(ParamGroup group, int epoch) {
    return epoch > 0 && epoch % stepSize == 0 ? group.lr() * gamma : group.lr();
  }
}

package io.tenon.optim;

/**
 * The rate times gamma at each step, as {@code torch.optim.lr_scheduler.ExponentialLR}: {@code
 * initial * gamma^t}.
 */
public final class ExponentialLR extends LRScheduler {
  private final double gamma;

  /** The rate times {@code gamma} at each step. */
  public ExponentialLR(Optimizer optimizer, double gamma) {
    super(optimizer);
    this.gamma = gamma;
    step();
  }

  @Override
  double rate(ParamGroup group, int epoch) {
    return epoch > 0 ? group.lr() * gamma : group.lr();
  }
}

package io.tenon.optim;

/**
 * Half a cosine from the initial rate to the lowest and back, over and over, as {@code
 * torch.optim.lr_scheduler.CosineAnnealingLR}: {@code etaMin + (initial - etaMin) (1 + cos(π t /
 * tMax)) / 2} (Loshchilov and Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts", 2017,
 * without the restarts), computed from the last rate.
 */
public final class CosineAnnealingLR extends LRScheduler {
  private final int tMax;
  private final double etaMin;

  /** Down to 0 in {@code tMax} steps. */
  public CosineAnnealingLR(Optimizer optimizer, int tMax) {
    this(optimizer, tMax, 0);
  }

  /**
   * Down to {@code etaMin} in {@code tMax} steps.
   *
   * @throws IllegalArgumentException if {@code tMax} is not positive
   */
  public CosineAnnealingLR(Optimizer optimizer, int tMax, double etaMin) {
    super(optimizer);
    this.tMax = positive("T_max", tMax);
    this.etaMin = etaMin;
    step();
  }

  @Override
  double rate(ParamGroup group, int epoch) {
    if (epoch == 0) {
      return group.lr();
    }
    if ((epoch - 1 - tMax) % (2 * tMax) == 0) { // the last rate is etaMin: no factor leads away
      return group.lr() + (group.initialLr() - etaMin) * (1 - Math.cos(Math.PI / tMax)) / 2;
    }
    return (1 + Math.cos(Math.PI * epoch / tMax))
            / (1 + Math.cos(Math.PI * (epoch - 1) / tMax))
            * (group.lr() - etaMin)
        + etaMin;
  }
}

package io.tenon.optim;

/**
 * Half a cosine from the initial rate to the lowest, then from the beginning, each time longer, as
 * {@code torch.optim.lr_scheduler.CosineAnnealingWarmRestarts}: {@code etaMin + (initial - etaMin)
 * (1 + cos(π t / T)) / 2}, t steps after a restart and T from one restart to the next (Loshchilov
 * and Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts", 2017).
 */
public final class CosineAnnealingWarmRestarts extends LRScheduler {
  private final int factor;
  private final double etaMin;
  private int length;
  private int sinceRestart = -1;

  /** Down to 0 every {@code t0} steps. */
  public CosineAnnealingWarmRestarts(Optimizer optimizer, int t0) {
    this(optimizer, t0, 1, 0);
  }

  /** Down to 0 in {@code t0} steps, then {@code t0 * tMult}, and so on. */
  public CosineAnnealingWarmRestarts(Optimizer optimizer, int t0, int tMult) {
    this(optimizer, t0, tMult, 0);
  }

  /**
   * Down to {@code etaMin} in {@code t0} steps, then {@code t0 * tMult}, and so on.
   *
   * @throws IllegalArgumentException if {@code t0} or {@code tMult} is not positive
   */
  public CosineAnnealingWarmRestarts(Optimizer optimizer, int t0, int tMult, double etaMin) {
    super(optimizer);
    length = positive("T_0", t0);
    if (tMult < 1) {
      throw new IllegalArgumentException("Expected integer T_mult >= 1, but got " + tMult);
    }
    factor = tMult;
    this.etaMin = etaMin;
    step();
  }

  @Override
  public void step() {
    sinceRestart++;
    if (sinceRestart == length) {
      sinceRestart = 0;
      length *= factor;
    }
    super.step();
  }

  @Override
  double rate(ParamGroup group, int epoch) {
    double share = (double) sinceRestart / length;
    return etaMin + (group.initialLr() - etaMin) * (1 + Math.cos(Math.PI * share)) / 2;
  }
}

package io.tenon.optim;

/**
 * What Adam and its kin can be told: they keep running averages of gradients, the first moment, and
 * of their squares, the second.
 *
 * @param <O> the options of one optimizer
 */
public abstract sealed class MomentOptions<O extends MomentOptions<O>> extends OptimizerOptions<O>
    permits Adam.Options, AdamW.Options, NAdam.Options, RAdam.Options, Adamax.Options {
  MomentOptions(double lr, double weightDecay) {
    super(lr, weightDecay);
    betas(0.9, 0.999);
    eps(1e-8);
  }

  /**
   * How much of the averages stays at each step; 0.9 and 0.999 unless set.
   *
   * @throws IllegalArgumentException if one is not in [0, 1)
   */
  public final O betas(double first, double second) {
    Setting.BETA2.checked(second);
    set(Setting.BETA1, first);
    return set(Setting.BETA2, second);
  }

  /**
   * What is added to a divisor; 1e-8 unless set.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public final O eps(double added) {
    return set(Setting.EPS, added);
  }
}

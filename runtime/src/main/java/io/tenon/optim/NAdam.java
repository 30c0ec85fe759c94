package io.tenon.optim;

import io.tenon.Parameter;
import java.util.Collection;
import java.util.List;

/**
 * Adam with Nesterov's momentum (Dozat, "Incorporating Nesterov Momentum into Adam", 2016), as
 * {@code torch.optim.NAdam}: with {@code μ_t = β1 (1 - 0.96^(t ψ) / 2)}, where ψ is the momentum
 * decay, and Adam's m, v and divisor {@code d = √(v / (1 - β2^t)) + eps}, {@code p -= lr (1 - μ_t)
 * / (1 - μ_1 … μ_t) g / d + lr μ_(t+1) / (1 - μ_1 … μ_(t+1)) m / d}. Weight decay is added to g.
 */
public final class NAdam extends Optimizer {
  /** Over these parameters, which make one group. */
  public NAdam(Collection<Parameter> parameters, Options options) {
    this(single(parameters), options);
  }

  /**
   * Over groups of parameters that may differ in their hyper-parameters.
   *
   * @throws IllegalArgumentException if there is no group or a parameter is in two, in PyTorch's
   *     words
   */
  public NAdam(List<ParamGroup> groups, Options options) {
    super(groups, options);
  }

  /** PyTorch's options. */
  public static Options options() {
    return new Options();
  }

  /** PyTorch's options but for the learning rate. */
  public static Options options(double lr) {
    return new Options().lr(lr);
  }

  private static double momentum(Update one, long step) {
    double grown = 1 - 0.5 * Math.pow(0.96, step * one.get(Setting.MOMENTUM_DECAY));
    return one.get(Setting.BETA1) * grown;
  }

  @Override
  void update(Update one) {
    if (one.is(Setting.DECOUPLED_WEIGHT_DECAY)) {
      one.decayValues();
    }
    double lr = one.get(Setting.LR);
    double beta2 = one.get(Setting.BETA2);
    float eps = (float) one.get(Setting.EPS);
    double mu = momentum(one, one.state.step);
    double nextMu = momentum(one, one.state.step + 1);
    float[] product = one.state.buffer("mu_product", 1, 1);
    product[0] *= (float) mu;
    float nextProduct = product[0] * (float) mu * (float) nextMu;
    float ofGradient = (float) (-lr * (1 - mu) / (1 - product[0]));
    float ofMean = (float) (-lr * nextMu / (1 - nextProduct));
    float correction = (float) (1 - Math.pow(beta2, one.state.step));
    Moments moments = new Moments(one);
    for (int i = 0; i < one.count; i++) {
      float gradient = one.gradient(i);
      moments.take(i, gradient);
      float divisor = (float) Math.sqrt(moments.squares[i] / correction) + eps;
      one.add(i, ofGradient * gradient / divisor);
      one.add(i, ofMean * moments.means[i] / divisor);
    }
  }

  /** The options of NAdam; each method returns this. */
  public static final class Options extends MomentOptions<Options> {
    private Options() {
      super(2e-3, 0);
      set(Setting.MOMENTUM_DECAY, 4e-3);
      set(Setting.DECOUPLED_WEIGHT_DECAY, false);
    }

    /**
     * How fast the momentum grows to the first beta; 4e-3 unless set.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public Options momentumDecay(double value) {
      return set(Setting.MOMENTUM_DECAY, value);
    }

    /** Whether weight decay shrinks the values, as AdamW has it, and not the gradient. */
    public Options decoupledWeightDecay(boolean wanted) {
      return set(Setting.DECOUPLED_WEIGHT_DECAY, wanted);
    }
  }
}

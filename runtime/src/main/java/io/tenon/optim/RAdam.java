package io.tenon.optim;

import io.tenon.Parameter;
import java.util.Collection;
import java.util.List;

/**
 * Adam whose first steps are rectified (Liu et al., "On the Variance of the Adaptive Learning Rate
 * and Beyond", 2020, algorithm 2), as {@code torch.optim.RAdam}: with {@code ρ = 2 / (1 - β2) - 1}
 * and {@code ρ_t = ρ - 2 t β2^t / (1 - β2^t)}, where {@code ρ_t > 5} the step is Adam's times
 * {@code √((ρ_t - 4)(ρ_t - 2) ρ / ((ρ - 4)(ρ - 2) ρ_t))}; before, {@code p -= lr m / (1 - β1^t)}.
 * Weight decay is added to g.
 */
public final class RAdam extends Optimizer {
  /** Over these parameters, which make one group. */
  public RAdam(Collection<Parameter> parameters, Options options) {
    this(single(parameters), options);
  }

  /**
   * Over groups of parameters that may differ in their hyper-parameters.
   *
   * @throws IllegalArgumentException if there is no group or a parameter is in two, in PyTorch's
   *     words
   */
  public RAdam(List<ParamGroup> groups, Options options) {
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

  private static double rectification(double length, double limit) {
    return Math.sqrt((length - 4) * (length - 2) * limit / ((limit - 4) * (limit - 2) * length));
  }

  @Override
  void update(Update one) {
    if (one.is(Setting.DECOUPLED_WEIGHT_DECAY)) {
      one.decayValues();
    }
    long step = one.state.step;
    double beta2 = one.get(Setting.BETA2);
    double correction2 = 1 - Math.pow(beta2, step);
    float correction1 = (float) (1 - Math.pow(one.get(Setting.BETA1), step));
    float lr = (float) one.get(Setting.LR);
    float eps = (float) one.get(Setting.EPS);
    double limit = 2 / (1 - beta2) - 1;
    double length = limit - 2 * step * Math.pow(beta2, step) / correction2;
    boolean rectified = length > 5;
    float scale = rectified ? (float) (Math.sqrt(correction2) * rectification(length, limit)) : 1;
    Moments moments = new Moments(one);
    for (int i = 0; i < one.count; i++) {
      moments.take(i, one.gradient(i));
      float change = moments.means[i] / correction1 * lr * scale;
      one.add(i, rectified ? -change / ((float) Math.sqrt(moments.squares[i]) + eps) : -change);
    }
  }

  /** The options of RAdam; each method returns this. */
  public static final class Options extends MomentOptions<Options> {
    private Options() {
      super(1e-3, 0);
      set(Setting.DECOUPLED_WEIGHT_DECAY, false);
    }

    /** Whether weight decay shrinks the values, as AdamW has it, and not the gradient. */
    public Options decoupledWeightDecay(boolean wanted) {
      return set(Setting.DECOUPLED_WEIGHT_DECAY, wanted);
    }
  }
}

package io.tenon.optim;

import io.tenon.Parameter;
import java.util.Collection;
import java.util.List;

/**
 * Adam with the largest gradient for its divisor (Kingma and Ba, "Adam: A Method for Stochastic
 * Optimization", 2015, algorithm 2), as {@code torch.optim.Adamax}: {@code m = β1 m + (1 - β1) g},
 * {@code u = max(β2 u, |g| + eps)}, then {@code p -= lr / (1 - β1^t) m / u}. Weight decay is added
 * to g.
 */
public final class Adamax extends Optimizer {
  /** Over these parameters, which make one group. */
  public Adamax(Collection<Parameter> parameters, Options options) {
    this(single(parameters), options);
  }

  /**
   * Over groups of parameters that may differ in their hyper-parameters.
   *
   * @throws IllegalArgumentException if there is no group or a parameter is in two, in PyTorch's
   *     words
   */
  public Adamax(List<ParamGroup> groups, Options options) {
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

  @Override
  void update(Update one) {
    double correction = 1 - Math.pow(one.get(Setting.BETA1), one.state.step);
    float lr = (float) (one.get(Setting.LR) / correction);
    float taken = (float) (1 - one.get(Setting.BETA1));
    float beta2 = (float) one.get(Setting.BETA2);
    float eps = (float) one.get(Setting.EPS);
    float[] means = one.buffer("exp_avg");
    float[] largest = one.buffer("exp_inf");
    for (int i = 0; i < one.count; i++) {
      float gradient = one.gradient(i);
      means[i] += taken * (gradient - means[i]);
      largest[i] = Math.max(largest[i] * beta2, Math.abs(gradient) + eps);
      one.add(i, -lr * means[i] / largest[i]);
    }
  }

  /** The options of Adamax; each method returns this. */
  public static final class Options extends MomentOptions<Options> {
    private Options() {
      super(2e-3, 0);
    }
  }
}

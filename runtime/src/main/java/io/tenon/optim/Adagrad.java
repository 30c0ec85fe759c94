package io.tenon.optim;

import io.tenon.Parameter;
import java.util.Collection;
import java.util.List;

/**
 * Adagrad (Duchi et al., "Adaptive Subgradient Methods for Online Learning and Stochastic
 * Optimization", 2011), as {@code torch.optim.Adagrad}: {@code s += g²}, then {@code p -= lr / (1 +
 * (t - 1) lr_decay) g / (√s + eps)}. Weight decay is added to g.
 */
public final class Adagrad extends Optimizer {
  /** Over these parameters, which make one group. */
  public Adagrad(Collection<Parameter> parameters, Options options) {
    this(single(parameters), options);
  }

  /**
   * Over groups of parameters that may differ in their hyper-parameters.
   *
   * @throws IllegalArgumentException if there is no group or a parameter is in two, in PyTorch's
   *     words
   */
  public Adagrad(List<ParamGroup> groups, Options options) {
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
    double fall = 1 + (one.state.step - 1) * one.get(Setting.LR_DECAY);
    float lr = (float) (one.get(Setting.LR) / fall);
    float eps = (float) one.get(Setting.EPS);
    float start = (float) one.get(Setting.INITIAL_ACCUMULATOR_VALUE);
    float[] sums = one.state.buffer("sum", one.count, start);
    for (int i = 0; i < one.count; i++) {
      float gradient = one.gradient(i);
      sums[i] += gradient * gradient;
      one.add(i, -lr * gradient / ((float) Math.sqrt(sums[i]) + eps));
    }
  }

  /** The options of Adagrad; each method returns this. */
  public static final class Options extends OptimizerOptions<Options> {
    private Options() {
      super(1e-2, 0);
      set(Setting.LR_DECAY, 0);
      set(Setting.INITIAL_ACCUMULATOR_VALUE, 0);
      set(Setting.EPS, 1e-10);
    }

    /**
     * How fast the learning rate falls; 0 unless set.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public Options lrDecay(double value) {
      return set(Setting.LR_DECAY, value);
    }

    /**
     * Where the sum of squares begins; 0 unless set.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public Options initialAccumulatorValue(double value) {
      return set(Setting.INITIAL_ACCUMULATOR_VALUE, value);
    }

    /**
     * What is added to a divisor; 1e-10 unless set.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public Options eps(double value) {
      return set(Setting.EPS, value);
    }
  }
}

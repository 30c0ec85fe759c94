package io.tenon.optim;

import io.tenon.Parameter;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Stochastic gradient descent, as {@code torch.optim.SGD}: {@code b = momentum b + (1 - dampening)
 * g}, which begins as {@code g}, then {@code p -= lr b}, or {@code p -= lr (g + momentum b)} with
 * Nesterov's momentum (Sutskever et al., "On the importance of initialization and momentum in deep
 * learning", 2013, with the rate applied as PyTorch applies it). Weight decay is added to g.
 *
 * <p>{@code new SGD(net.parameters(), SGD.options(0.1).momentum(0.9).nesterov(true))}
 */
public final class SGD extends Optimizer {
  /** Over these parameters, which make one group. */
  public SGD(Collection<Parameter> parameters, Options options) {
    this(single(parameters), options);
  }

  /**
   * Over groups of parameters that may differ in their hyper-parameters.
   *
   * @throws IllegalArgumentException if there is no group or a parameter is in two, in PyTorch's
   *     words
   */
  public SGD(List<ParamGroup> groups, Options options) {
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
  void requireTogether(Map<Setting, Double> settings) {
    if (settings.get(Setting.NESTEROV) != 0
        && (settings.get(Setting.MOMENTUM) == 0 || settings.get(Setting.DAMPENING) != 0)) {
      throw new IllegalArgumentException(
          "Nesterov momentum requires a momentum and zero dampening");
    }
  }

  @Override
  void update(Update one) {
    float lr = (float) one.get(Setting.LR);
    float momentum = (float) one.get(Setting.MOMENTUM);
    if (momentum == 0) {
      for (int i = 0; i < one.count; i++) {
        one.add(i, -lr * one.gradient(i));
      }
      return;
    }
    boolean first = !one.state.has("momentum_buffer");
    boolean nesterov = one.is(Setting.NESTEROV);
    float taken = (float) (1 - one.get(Setting.DAMPENING));
    float[] buffer = one.buffer("momentum_buffer");
    for (int i = 0; i < one.count; i++) {
      float gradient = one.gradient(i);
      buffer[i] = first ? gradient : buffer[i] * momentum + taken * gradient;
      one.add(i, -lr * (nesterov ? gradient + momentum * buffer[i] : buffer[i]));
    }
  }

  /** The options of SGD; each method returns this. */
  public static final class Options extends OptimizerOptions<Options> {
    private Options() {
      super(1e-3, 0);
      set(Setting.MOMENTUM, 0);
      set(Setting.DAMPENING, 0);
      set(Setting.NESTEROV, false);
    }

    /**
     * How much of the last step goes into the next; 0 unless set.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public Options momentum(double value) {
      return set(Setting.MOMENTUM, value);
    }

    /** How much of the gradient is kept out of the momentum; 0 unless set. */
    public Options dampening(double value) {
      return set(Setting.DAMPENING, value);
    }

    /** Whether the momentum looks a step ahead. */
    public Options nesterov(boolean wanted) {
      return set(Setting.NESTEROV, wanted);
    }
  }
}

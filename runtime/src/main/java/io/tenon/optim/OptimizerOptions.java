package io.tenon.optim;

import java.util.EnumMap;
import java.util.Map;

/**
 * What all optimizers can be told, PyTorch's keyword arguments; each method returns this. A group
 * of parameters may set numbers of its own over these.
 *
 * @param <O> the options of one optimizer
 */
public abstract sealed class OptimizerOptions<O extends OptimizerOptions<O>>
    permits SGD.Options, MomentOptions, RMSprop.Options, Adagrad.Options, Adadelta.Options {
  private final Map<Setting, Double> settings = new EnumMap<>(Setting.class);

  OptimizerOptions(double lr, double weightDecay) {
    set(Setting.LR, lr);
    set(Setting.WEIGHT_DECAY, weightDecay);
    set(Setting.MAXIMIZE, false);
  }

  /**
   * The learning rate.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public final O lr(double rate) {
    return set(Setting.LR, rate);
  }

  /**
   * How much of each value is added to its gradient, or, where decay is decoupled, taken off the
   * value.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public final O weightDecay(double decay) {
    return set(Setting.WEIGHT_DECAY, decay);
  }

  /** Whether steps go up the gradient; down unless set. */
  public final O maximize(boolean up) {
    return set(Setting.MAXIMIZE, up);
  }

  final O set(Setting setting, boolean on) {
    return set(setting, on ? 1 : 0);
  }

  @SuppressWarnings("unchecked") // O is the class itself: the permitted ones all say so
  final O set(Setting setting, double value) {
    settings.put(setting, setting.checked(value));
    return (O) this;
  }

  final Map<Setting, Double> settings() {
    return new EnumMap<>(settings);
  }
}

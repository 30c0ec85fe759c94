package io.tenon.optim;

import io.tenon.Parameter;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Parameters that share hyper-parameters. Before it is given to an {@link Optimizer} it holds what
 * differs from the optimizer's options; the optimizer then fills in the rest, as PyTorch does with
 * its dictionaries. A change takes effect at the next step.
 */
public final class ParamGroup {
  private final List<Parameter> parameters;
  private final Map<Setting, Double> settings = new EnumMap<>(Setting.class);
  private Optimizer owner;
  private double initialLr = Double.NaN;

  private ParamGroup(List<Parameter> parameters) {
    this.parameters = parameters;
  }

  /**
   * A group of these parameters.
   *
   * @throws IllegalArgumentException if one is there twice
   */
  public static ParamGroup of(Collection<Parameter> parameters) {
    Set<Parameter> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Parameter> all = List.copyOf(parameters);
    for (int i = 0; i < all.size(); i++) {
      if (!seen.add(all.get(i))) {
        throw new IllegalArgumentException(
            "optimizer contains a parameter group with duplicate parameters: number "
                + i
                + " was there before. Fix: list each parameter once");
      }
    }
    return new ParamGroup(all);
  }

  /**
   * A group with options of its own, which takes nothing from the optimizer's: {@code
   * ParamGroup.of(biases, SGD.options(0.1).nesterov(true).momentum(0.9))}.
   *
   * @throws IllegalArgumentException if a parameter is there twice
   */
  public static ParamGroup of(Collection<Parameter> parameters, OptimizerOptions<?> options) {
    ParamGroup group = of(parameters);
    group.settings.putAll(options.settings());
    return group;
  }

  /** The parameters, in the order in which they are updated. */
  public List<Parameter> parameters() {
    return parameters;
  }

  /** The learning rate. */
  public double lr() {
    return get(Setting.LR);
  }

  /**
   * Sets the learning rate; returns this.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public ParamGroup lr(double rate) {
    return set(Setting.LR, rate);
  }

  /** The weight decay. */
  public double weightDecay() {
    return get(Setting.WEIGHT_DECAY);
  }

  /**
   * Sets the weight decay; returns this.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public ParamGroup weightDecay(double decay) {
    return set(Setting.WEIGHT_DECAY, decay);
  }

  /** The momentum of {@link SGD} or {@link RMSprop}. */
  public double momentum() {
    return get(Setting.MOMENTUM);
  }

  /**
   * Sets the momentum; returns this.
   *
   * @throws IllegalArgumentException if it is negative or the optimizer has none
   */
  public ParamGroup momentum(double momentum) {
    return set(Setting.MOMENTUM, momentum);
  }

  /** How much of the running averages of {@link Adam} and its kin stays at each step. */
  public List<Double> betas() {
    return List.of(get(Setting.BETA1), get(Setting.BETA2));
  }

  /**
   * Sets how much of the running averages stays at each step; returns this.
   *
   * @throws IllegalArgumentException if one is not in [0, 1) or the optimizer has none
   */
  public ParamGroup betas(double first, double second) {
    Setting.BETA2.checked(second);
    set(Setting.BETA1, first);
    return set(Setting.BETA2, second);
  }

  /** What is added to a divisor. */
  public double eps() {
    return get(Setting.EPS);
  }

  /**
   * Sets what is added to a divisor; returns this.
   *
   * @throws IllegalArgumentException if it is negative or the optimizer has none
   */
  public ParamGroup eps(double added) {
    return set(Setting.EPS, added);
  }

  private ParamGroup set(Setting setting, double value) {
    setting.checked(value);
    if (owner != null) {
      owner.requireSetting(setting);
      Map<Setting, Double> changed = new EnumMap<>(settings);
      changed.put(setting, value);
      owner.requireTogether(changed);
    }
    settings.put(setting, value);
    return this;
  }

  /** A schedule's number, which rounding may leave a hair below zero. */
  void schedule(Setting setting, double value) {
    settings.put(setting, value);
  }

  /** The rate a schedule starts from: the one at the first schedule's making. */
  double initialLr() {
    if (Double.isNaN(initialLr)) {
      initialLr = lr();
    }
    return initialLr;
  }

  void initialLr(double rate) {
    initialLr = rate;
  }

  double get(Setting setting) {
    Double value = settings.get(setting);
    if (value == null) {
      throw new IllegalStateException(
          owner == null
              ? "this group sets no " + setting.key + ", and no optimizer filled it in yet"
              : owner.name() + " has no " + setting.key);
    }
    return value;
  }

  boolean is(Setting flag) {
    return get(flag) != 0;
  }

  boolean isOwned() {
    return owner != null;
  }

  Map<Setting, Double> settings() {
    return new EnumMap<>(settings);
  }

  void own(Optimizer optimizer, Map<Setting, Double> complete) {
    owner = optimizer;
    settings.putAll(complete);
  }

  /** {@code ParamGroup(2 parameters, lr=0.1, weight_decay=0.0, betas=(0.9, 0.999))}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("ParamGroup(" + parameters.size() + " parameters");
    settings.forEach((setting, value) -> text.append(setting.text(value)));
    return text.append(')').toString();
  }
}

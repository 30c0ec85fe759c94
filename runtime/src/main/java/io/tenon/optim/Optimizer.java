package io.tenon.optim;

import io.tenon.Parameter;
import io.tenon.Tensor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Changes parameters in place by their gradients, as {@code torch.optim.Optimizer}. It reads {@link
 * Parameter#grad()}; a parameter without one is skipped and nothing is remembered of it. Compiled
 * networks notice the change.
 *
 * <p>Arithmetic is PyTorch's: elements and what is remembered of them are 32-bit floats, rates and
 * corrections that are the same for all elements are doubles. Not for several threads at once.
 */
public abstract sealed class Optimizer
    permits SGD, Adam, AdamW, RMSprop, Adagrad, NAdam, RAdam, Adadelta, Adamax {
  private final Map<Setting, Double> defaults;
  private final List<ParamGroup> groups = new ArrayList<>();
  private final Map<Parameter, ParameterState> states = new IdentityHashMap<>();

  Optimizer(Collection<ParamGroup> groups, OptimizerOptions<?> options) {
    defaults = options.settings();
    requireTogether(defaults);
    if (groups.isEmpty()) {
      throw new IllegalArgumentException("optimizer got an empty parameter list");
    }
    addAll(List.copyOf(groups));
  }

  /** One group of all parameters, which PyTorch does not let be empty. */
  static List<ParamGroup> single(Collection<Parameter> parameters) {
    return parameters.isEmpty() ? List.of() : List.of(ParamGroup.of(parameters));
  }

  /**
   * Updates every parameter that has a gradient.
   *
   * @throws IllegalStateException if a parameter or gradient is shape-only or has no floats; then
   *     nothing has changed
   */
  public final void step() {
    for (ParamGroup group : groups) {
      for (Parameter parameter : group.parameters()) {
        if (parameter.grad() != null) {
          parameter.floats();
          parameter.grad().floats();
        }
      }
    }
    for (ParamGroup group : groups) {
      for (Parameter parameter : group.parameters()) {
        if (parameter.grad() != null) {
          ParameterState state = states.computeIfAbsent(parameter, key -> new ParameterState());
          state.step++;
          update(new Update(group, parameter, state));
          parameter.markChanged();
        }
      }
    }
  }

  /** Changes one parameter's values. */
  abstract void update(Update one);

  /** Forgets all gradients. */
  public final void zeroGrad() {
    zeroGrad(true);
  }

  /** Forgets all gradients, or fills those there are with zeros. */
  public final void zeroGrad(boolean setToNone) {
    for (ParamGroup group : groups) {
      for (Parameter parameter : group.parameters()) {
        Tensor gradient = parameter.grad();
        if (setToNone) {
          parameter.setGrad(null);
        } else if (gradient != null) {
          gradient.fill_(0);
        }
      }
    }
  }

  /** The groups of parameters, in the order in which they are updated. */
  public final List<ParamGroup> paramGroups() {
    return Collections.unmodifiableList(groups);
  }

  /**
   * Adds a group; what it does not set comes from the options. For layers that are to be trained
   * later.
   *
   * @throws IllegalArgumentException if a parameter is in another group, the group belongs to an
   *     optimizer, or it sets what this optimizer does not have
   */
  public final void addParamGroup(ParamGroup group) {
    addAll(List.of(group));
  }

  /** Checks all groups before it takes the first. */
  private void addAll(List<ParamGroup> added) {
    Set<Parameter> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    groups.forEach(group -> seen.addAll(group.parameters()));
    List<Map<Setting, Double>> complete = new ArrayList<>();
    for (ParamGroup group : added) {
      if (group.isOwned()) {
        throw new IllegalArgumentException(
            "a parameter group belongs to one optimizer, and this one has been given to one"
                + " before. Fix: make another of its parameters()");
      }
      group.settings().keySet().forEach(this::requireSetting);
      for (Parameter parameter : group.parameters()) {
        if (!seen.add(parameter)) {
          throw new IllegalArgumentException(
              "some parameters appear in more than one parameter group");
        }
      }
      Map<Setting, Double> settings = new EnumMap<>(defaults);
      settings.putAll(group.settings());
      requireTogether(settings);
      complete.add(settings);
    }
    for (int i = 0; i < added.size(); i++) {
      added.get(i).own(this, complete.get(i));
      groups.add(added.get(i));
    }
  }

  /** Refuses numbers that are right alone and wrong together. */
  void requireTogether(Map<Setting, Double> settings) {}

  final void requireSetting(Setting setting) {
    if (!has(setting)) {
      throw new IllegalArgumentException(
          name() + " has no " + setting.key + ". Fix: don't set it in this group");
    }
  }

  final boolean has(Setting setting) {
    return defaults.containsKey(setting);
  }

  /** What is remembered of a parameter; null if it never was updated. */
  final ParameterState state(Parameter parameter) {
    return states.get(parameter);
  }

  final String name() {
    return getClass().getSimpleName();
  }

  /** {@code SGD [ParamGroup(2 parameters, lr=0.1, …)]}. */
  @Override
  public final String toString() {
    return name() + " " + groups;
  }
}

package io.tenon.optim;

import io.tenon.Parameter;
import io.tenon.Tensor;

/**
 * One parameter during a step: its values, its gradient as the formulas take it, its group's
 * numbers and what is remembered of it. Elements are numbered from 0.
 */
final class Update {
  /** How many elements there are. */
  final int count;

  final ParameterState state;
  private final ParamGroup group;
  private final float[] values;
  private final int valuesAt;
  private final float[] gradients;
  private final int gradientsAt;
  private final boolean negated;
  private float addedDecay;

  Update(ParamGroup group, Parameter parameter, ParameterState state) {
    Tensor gradient = parameter.grad();
    this.group = group;
    this.state = state;
    count = parameter.numel();
    values = parameter.floats();
    valuesAt = parameter.offset();
    gradients = gradient.floats();
    gradientsAt = gradient.offset();
    negated = group.is(Setting.MAXIMIZE);
    addedDecay = (float) group.weightDecay();
  }

  double get(Setting setting) {
    return group.get(setting);
  }

  boolean is(Setting flag) {
    return group.is(flag);
  }

  float[] buffer(String key) {
    return state.buffer(key, count);
  }

  /**
   * Weight decay as AdamW has it (Loshchilov and Hutter, "Decoupled Weight Decay Regularization",
   * 2019): values shrink by {@code lr * decay} of themselves, and the gradient stays as it is.
   */
  void decayValues() {
    addedDecay = 0;
    float kept = (float) (1 - group.lr() * group.weightDecay());
    for (int i = 0; i < count; i++) {
      values[valuesAt + i] *= kept;
    }
  }

  /** The gradient, negated to maximize, plus the weight decay's share of the value. */
  float gradient(int i) {
    float gradient = negated ? -gradients[gradientsAt + i] : gradients[gradientsAt + i];
    return addedDecay == 0 ? gradient : gradient + addedDecay * values[valuesAt + i];
  }

  void add(int i, float change) {
    values[valuesAt + i] += change;
  }
}

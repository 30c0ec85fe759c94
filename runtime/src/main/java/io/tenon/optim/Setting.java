package io.tenon.optim;

import io.tenon.NumberText;
import java.util.function.DoublePredicate;

/**
 * A hyper-parameter of an optimizer, with PyTorch's key in a parameter group, its range and what
 * PyTorch says to a number outside it. Flags are 0 or 1.
 */
enum Setting {
  LR("lr", "Invalid learning rate: ", value -> value >= 0),
  MOMENTUM("momentum", "Invalid momentum value: ", value -> value >= 0),
  DAMPENING("dampening", "Invalid dampening value: ", value -> !Double.isNaN(value)),
  WEIGHT_DECAY("weight_decay", "Invalid weight_decay value: ", value -> value >= 0),
  BETA1("betas", "Invalid beta parameter at index 0: ", value -> value >= 0 && value < 1),
  BETA2("betas", "Invalid beta parameter at index 1: ", value -> value >= 0 && value < 1),
  EPS("eps", "Invalid epsilon value: ", value -> value >= 0),
  ALPHA("alpha", "Invalid alpha value: ", value -> value >= 0),
  RHO("rho", "Invalid rho value: ", value -> value >= 0 && value <= 1),
  LR_DECAY("lr_decay", "Invalid lr_decay value: ", value -> value >= 0),
  INITIAL_ACCUMULATOR_VALUE(
      "initial_accumulator_value",
      "Invalid initial_accumulator_value value: ",
      value -> value >= 0),
  MOMENTUM_DECAY("momentum_decay", "Invalid momentum_decay value: ", value -> value >= 0),
  NESTEROV("nesterov"),
  AMSGRAD("amsgrad"),
  CENTERED("centered"),
  DECOUPLED_WEIGHT_DECAY("decoupled_weight_decay"),
  MAXIMIZE("maximize");

  final String key;
  private final String complaint;
  private final DoublePredicate allowed;

  Setting(String key) {
    this(key, "Invalid " + key + " value: ", value -> value == 0 || value == 1);
  }

  Setting(String key, String complaint, DoublePredicate allowed) {
    this.key = key;
    this.complaint = complaint;
    this.allowed = allowed;
  }

  /** The number itself, if it is in the range. */
  double checked(double value) {
    if (!allowed.test(value)) {
      throw new IllegalArgumentException(complaint + NumberText.of(value));
    }
    return value;
  }

  /** {@code , momentum=0.9}; the two betas make one pair. */
  String text(double value) {
    return switch (this) {
      case BETA1 -> ", betas=(" + NumberText.of(value);
      case BETA2 -> ", " + NumberText.of(value) + ")";
      case NESTEROV, AMSGRAD, CENTERED, DECOUPLED_WEIGHT_DECAY, MAXIMIZE ->
          ", " + key + "=" + (value != 0);
      default -> ", " + key + "=" + NumberText.of(value);
    };
  }
}

package io.tenon.processor.emit;

import io.tenon.processor.plan.Amount;
import io.tenon.processor.plan.Value;

/** How {@code forward} hands a value to a step: an array and an offset into it. */
final class Operand {
  private Operand() {}

  /** {@code workspace}. */
  static String array(Value value) {
    return switch (value.place().where()) {
      case INPUT, FIELD -> value.place().whole().name();
      case RESULT -> value.place().result();
      case OWN -> "scratch";
      case SHARED, SAMPLE, BATCH -> "workspace";
    };
  }

  /**
   * {@code conv2At + n * 400}.
   *
   * @param eachSample whether it is sample {@code n} of a batch
   */
  static String at(Value value, boolean eachSample) {
    String base =
        switch (value.place().where()) {
          case FIELD -> value.place().at().java();
          case RESULT -> value.place().result() + "At";
          case INPUT -> value.place().whole().name() + "At" + offset(value);
          case OWN, SHARED, SAMPLE, BATCH -> value.place().name() + "At";
        };
    if (!value.first().equals(Amount.ZERO)) {
      base += " + " + value.first().java();
    }
    boolean single = !eachSample || value.isShared() || value.place().isOfOneSample();
    return single ? base : base + " + " + times("n", value.stride());
  }

  /** Where a part of an input begins in it. */
  private static String offset(Value value) {
    Amount at = value.place().at();
    return at.equals(Amount.ZERO) ? "" : " + " + at.java();
  }

  /** {@code n * 400}. */
  static String times(String count, Amount amount) {
    if (amount.equals(Amount.of(1))) {
      return count;
    }
    String factor = amount.java();
    return count
        + " * "
        + (factor.contains(" + ") || factor.contains(" - ") ? "(" + factor + ")" : factor);
  }
}

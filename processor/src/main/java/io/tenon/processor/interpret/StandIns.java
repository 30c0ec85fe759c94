package io.tenon.processor.interpret;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import javax.lang.model.element.VariableElement;

/**
 * Values for constructor arguments that nobody knows, for one trace. Library code computes with
 * plain {@code double}s, so each unknown one is some number while the network is traced; where
 * another number makes another graph, the argument matters.
 */
final class StandIns {
  /** Numbers that layers accept as probabilities, rates and slopes, later arguments' larger. */
  private static final double FIRST = 0.21340871;

  private static final double OTHER = 0.27490813;
  private static final double STEP = 0.01710331;

  private final Predicate<String> changed;
  private final Set<String> used = new LinkedHashSet<>();

  /**
   * For one trace.
   *
   * @param changed the arguments that have another value than in the first trace
   */
  StandIns(Predicate<String> changed) {
    this.changed = changed;
  }

  /** The argument for the constructor's parameter of this position. */
  Unknown of(VariableElement parameter, int position) {
    String name = parameter.getSimpleName().toString();
    boolean other = changed.test(name);
    double number = (other ? OTHER : FIRST) + STEP * position;
    Object standIn =
        switch (parameter.asType().getKind()) {
          case DOUBLE -> number;
          case FLOAT -> (float) number;
          case BOOLEAN -> other;
          default -> null;
        };
    return Unknown.argument(name, standIn);
  }

  /** What the library is given; null where it can't have it: a size must be known. */
  Object given(Unknown unknown) {
    Object standIn = unknown.standIn();
    if (!(standIn instanceof Double || standIn instanceof Float || standIn instanceof Boolean)) {
      return null;
    }
    used.add(unknown.argument());
    return standIn;
  }

  /** The arguments that the library was given. */
  List<String> used() {
    return List.copyOf(used);
  }
}

package io.tenon.processor.interpret;

import io.tenon.graph.Tracer;

/**
 * A number that stands for an unknown size is about to become one that can't be read back, by a
 * conversion. Whoever evaluates the expression or statement makes a diagnostic of it.
 */
final class LostSymbolException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Number number;

  private LostSymbolException(Number number) {
    super("a size becomes a number that can't be followed", null, false, false);
    this.number = number;
  }

  Number number() {
    return number;
  }

  /** Returns {@code number}, if it stands for nothing unknown. */
  static Number check(Number number) {
    boolean integral = number instanceof Integer || number instanceof Long;
    Tracer tracer = Tracer.current();
    if (integral && tracer != null && number.longValue() == number.intValue()) {
      if (!tracer.symbols().read(number.intValue()).isConstant()) {
        throw new LostSymbolException(number);
      }
    }
    return number;
  }
}

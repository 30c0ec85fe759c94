package io.tenon.processor.interpret;

/**
 * How a statement ended.
 *
 * @param label of a {@code break} or {@code continue}; null for the innermost
 * @param value what {@code return} or {@code yield} gives
 */
record Flow(Kind kind, String label, Object value) {
  enum Kind {
    NEXT,
    BREAK,
    CONTINUE,
    YIELD,
    RETURN
  }

  /** The next statement follows. */
  static final Flow NEXT = new Flow(Kind.NEXT, null, null);

  static Flow breaks(String label) {
    return new Flow(Kind.BREAK, label, null);
  }

  static Flow continues(String label) {
    return new Flow(Kind.CONTINUE, label, null);
  }

  static Flow yields(Object value) {
    return new Flow(Kind.YIELD, null, value);
  }

  static Flow returns(Object value) {
    return new Flow(Kind.RETURN, null, value);
  }

  /** What becomes of this outside of what a {@code break} without a label ends. */
  Flow afterBreak() {
    return kind == Kind.BREAK && label == null ? NEXT : this;
  }

  /** Whether a loop of this label, which may be null, takes its next turn. */
  boolean goesOn(String loop) {
    return kind == Kind.NEXT || kind == Kind.CONTINUE && (label == null || label.equals(loop));
  }
}

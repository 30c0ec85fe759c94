package io.tenon.compiled;

/**
 * A network that is not as it was compiled: another structure, other shapes, another mode. Its
 * forward then runs eagerly; the message says what differs.
 */
public final class BindingException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final boolean byWeights;

  BindingException(String difference) {
    this(difference, false);
  }

  BindingException(String difference, boolean byWeights) {
    super(difference);
    this.byWeights = byWeights;
  }

  /** Whether other numbers in the same weights could be bound. */
  boolean byWeights() {
    return byWeights;
  }
}

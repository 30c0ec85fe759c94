package io.tenon.compiled;

/**
 * A network that is not as it was compiled: another structure, other shapes, another mode. Its
 * forward then runs eagerly; the message says what differs.
 */
public final class BindingException extends RuntimeException {
  private static final long serialVersionUID = 1;

  BindingException(String difference) {
    super(difference);
  }
}

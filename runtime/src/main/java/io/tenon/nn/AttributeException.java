package io.tenon.nn;

/**
 * A module has no parameter, buffer or module of a name, or one of another kind: PyTorch's {@code
 * AttributeError}.
 */
public final class AttributeException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  AttributeException(String message) {
    super(message);
  }
}

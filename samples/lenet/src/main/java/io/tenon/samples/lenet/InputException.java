package io.tenon.samples.lenet;

/** Something that the person at the keyboard can mend; the message is the one line to print. */
final class InputException extends RuntimeException {
  private static final long serialVersionUID = 1;

  InputException(String problem) {
    super(problem);
  }
}

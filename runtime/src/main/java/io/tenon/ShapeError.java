package io.tenon;

/**
 * Shapes that an operation can't take. Its message is the same whether javac reports it or a
 * running program throws it: one line that says what is wrong, and, where one is known, a remedy.
 */
public final class ShapeError extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final String remedy;

  /** An error without a remedy of its own. */
  public ShapeError(String problem) {
    this(problem, null);
  }

  /**
   * An error with its remedy, a sentence such as {@code "give Conv2d 3 input channels"}; may be
   * null.
   */
  public ShapeError(String problem, String remedy) {
    super(remedy == null ? problem : problem + "\n  Fix: " + remedy);
    this.remedy = remedy;
  }

  /** The first line: what is wrong. */
  public String problem() {
    String message = getMessage();
    int end = message.indexOf("\n  Fix: ");
    return end < 0 ? message : message.substring(0, end);
  }

  /** How to mend it, or null. */
  public String remedy() {
    return remedy;
  }
}

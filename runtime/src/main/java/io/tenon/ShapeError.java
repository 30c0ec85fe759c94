package io.tenon;

/**
 * Shapes that an operation can't take. Its message is the same whether javac reports it or a
 * running program throws it: one line that says what is wrong, and, where one is known, a remedy.
 */
public final class ShapeError extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final String what;
  private final String layer;
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
    this(problem, null, remedy);
  }

  private ShapeError(String what, String layer, String remedy) {
    super(problem(what, layer) + (remedy == null ? "" : "\n  Fix: " + remedy));
    this.what = what;
    this.layer = layer;
    this.remedy = remedy;
  }

  private static String problem(String what, String layer) {
    return layer == null ? what : what + ", in layer '" + layer + "'";
  }

  /** This error, said to have happened in the layer of this name inside the one that runs it. */
  public ShapeError inLayer(String name) {
    ShapeError located = new ShapeError(what, layer == null ? name : name + "." + layer, remedy);
    located.setStackTrace(getStackTrace());
    return located;
  }

  /** The first line: what is wrong. */
  public String problem() {
    return problem(what, layer);
  }

  /** How to mend it, or null. */
  public String remedy() {
    return remedy;
  }
}

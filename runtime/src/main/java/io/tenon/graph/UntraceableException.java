package io.tenon.graph;

/** A forward that can't be written down as a graph; says which expression is to blame. */
public final class UntraceableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Origin origin;

  UntraceableException(String problem, Origin origin) {
    super(problem);
    this.origin = origin;
  }

  /** The expression to blame; null if unknown. */
  public Origin origin() {
    return origin;
  }
}

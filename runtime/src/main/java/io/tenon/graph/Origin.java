package io.tenon.graph;

/**
 * The expression in somebody's source that made a node. {@code handle} is whatever the front end
 * needs to find it again (a syntax tree, say); nothing else looks at it.
 */
public record Origin(String expression, String file, int line, Object handle) {
  /** {@code LeNet.java:27}. */
  @Override
  public String toString() {
    return file + ":" + line;
  }
}

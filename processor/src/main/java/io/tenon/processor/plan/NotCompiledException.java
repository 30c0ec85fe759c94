package io.tenon.processor.plan;

import io.tenon.graph.Node;

/** An operation, or a combination of them, that has no emitter: the forward stays eager. */
public final class NotCompiledException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Node node;

  NotCompiledException(Node node, String what) {
    super(what, null, false, false);
    this.node = node;
  }

  /** The operation; its origin is the user's expression. */
  public Node node() {
    return node;
  }
}

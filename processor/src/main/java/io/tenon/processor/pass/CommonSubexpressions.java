package io.tenon.processor.pass;

import io.tenon.graph.Graph;
import io.tenon.graph.Node;
import io.tenon.op.Op;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Two operations that do the same with the same operands are one: {@code relu(x)} that is written
 * twice, a layer that is called twice. Not those that draw random numbers or move statistics.
 */
final class CommonSubexpressions {
  /** Nodes are equal if they are the same, so operands are compared by identity. */
  private record Computed(Op op, List<Node> inputs) {}

  private CommonSubexpressions() {}

  static Graph apply(Graph graph) {
    Map<Computed, Node> found = new HashMap<>();
    return Rewrite.each(
        graph,
        node -> {
          if (node.op().hasEffects()) {
            return node;
          }
          Node first = found.putIfAbsent(new Computed(node.op(), node.inputs()), node);
          return first == null ? node : first;
        });
  }
}

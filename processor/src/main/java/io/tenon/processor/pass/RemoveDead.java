package io.tenon.processor.pass;

import io.tenon.graph.Graph;
import io.tenon.graph.Node;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;

/** Nodes that the result does not depend on go; inputs stay, they are the signature. */
final class RemoveDead {
  private RemoveDead() {}

  static Graph apply(Graph graph) {
    Set<Node> needed = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Node> open = new ArrayDeque<>();
    graph.results().forEach(open::push);
    while (!open.isEmpty()) {
      Node node = open.pop();
      if (needed.add(node)) {
        node.inputs().forEach(open::push);
      }
    }
    return new Graph(
        graph.nodes().stream()
            .filter(node -> node.kind() == Node.Kind.INPUT || needed.contains(node))
            .toList(),
        graph.results(),
        graph.symbols());
  }
}

package io.tenon.processor.pass;

import io.tenon.graph.Graph;
import io.tenon.graph.Node;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Walks a graph from operands to users and replaces nodes. */
final class Rewrite {
  private Rewrite() {}

  /** Replaces each operation; {@code replace} sees it with its operands already replaced. */
  static Graph each(Graph graph, UnaryOperator<Node> replace) {
    Map<Node, Node> replaced = new IdentityHashMap<>();
    List<Node> nodes = new ArrayList<>();
    Set<Node> listed = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Node node : graph.nodes()) {
      Node now = node;
      if (node.kind() == Node.Kind.OPERATION) {
        List<Node> inputs = node.inputs().stream().map(replaced::get).toList();
        now = replace.apply(same(inputs, node.inputs()) ? node : node.withInputs(inputs));
      }
      replaced.put(node, now);
      list(now, listed, nodes);
    }
    return new Graph(nodes, graph.results().stream().map(replaced::get).toList(), graph.symbols());
  }

  /** Lists a node, and before it whatever it was replaced together with. */
  private static void list(Node node, Set<Node> listed, List<Node> nodes) {
    if (listed.add(node)) {
      node.inputs().forEach(input -> list(input, listed, nodes));
      nodes.add(node);
    }
  }

  private static boolean same(List<Node> a, List<Node> b) {
    boolean same = a.size() == b.size();
    for (int i = 0; same && i < a.size(); i++) {
      same = a.get(i) == b.get(i);
    }
    return same;
  }
}

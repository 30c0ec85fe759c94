package io.tenon.processor.pass;

import io.tenon.graph.Graph;
import io.tenon.graph.Node;
import io.tenon.op.Concatenate;
import java.util.ArrayList;
import java.util.List;

/**
 * A concatenation that begins with all the values of an earlier one begins with its result: what
 * DenseNet concatenates for each layer anew lies in one place, and grows.
 */
final class NestConcatenations {
  private NestConcatenations() {}

  static Graph apply(Graph graph) {
    List<Node> found = new ArrayList<>();
    List<List<Node>> values = new ArrayList<>(); // those that each of them holds in the end
    return Rewrite.each(
        graph,
        node -> {
          if (!(node.op() instanceof Concatenate)) {
            return node;
          }
          Node nested = node;
          int most = 1;
          for (int i = 0; i < found.size(); i++) {
            int held = values.get(i).size();
            if (held > most && found.get(i).op().equals(node.op()) && begins(node, values.get(i))) {
              List<Node> inputs = new ArrayList<>(List.of(found.get(i)));
              inputs.addAll(node.inputs().subList(held, node.inputs().size()));
              nested = node.withInputs(inputs);
              most = held;
            }
          }
          found.add(nested);
          values.add(node.inputs());
          return nested;
        });
  }

  private static boolean begins(Node node, List<Node> values) {
    List<Node> inputs = node.inputs();
    boolean begins = values.size() < inputs.size();
    for (int i = 0; begins && i < values.size(); i++) {
      begins = values.get(i) == inputs.get(i);
    }
    return begins;
  }
}

package io.tenon.processor.pass;

import io.tenon.graph.Graph;
import io.tenon.graph.Node;
import java.util.List;

/**
 * A view of a view becomes one view, one of a weight that weight in another shape; a view that
 * changes nothing goes.
 */
final class MergeViews {
  private MergeViews() {}

  static Graph apply(Graph graph) {
    return Rewrite.each(
        graph,
        node -> {
          if (!node.op().isView()) {
            return node;
          }
          Node from = node.inputs().get(0);
          if (from.kind() == Node.Kind.OPERATION && from.op().isView()) {
            from = from.inputs().get(0);
          }
          if (from.kind() == Node.Kind.WEIGHT) {
            return from.viewedAs(node);
          }
          return from.sizes().equals(node.sizes()) ? from : node.withInputs(List.of(from));
        });
  }
}

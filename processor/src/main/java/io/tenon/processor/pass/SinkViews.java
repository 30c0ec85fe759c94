package io.tenon.processor.pass;

import io.tenon.graph.Graph;
import io.tenon.graph.Node;
import io.tenon.op.Affine;
import io.tenon.op.BatchNormalization;
import io.tenon.op.Convolution;
import io.tenon.op.Elementwise;
import io.tenon.op.Leak;
import io.tenon.op.Op;
import java.util.ArrayList;
import java.util.List;

/**
 * What is done to elements of a view is done before it, so that a convolution of a sequence, which
 * is one of maps of one row between two views, takes what follows it.
 */
final class SinkViews {
  private SinkViews() {}

  static Graph apply(Graph graph) {
    return Rewrite.each(
        graph,
        node -> {
          Node view = node.inputs().isEmpty() ? null : node.inputs().get(0);
          if (view == null || view.kind() != Node.Kind.OPERATION || !view.op().isView()) {
            return node;
          }
          Node from = view.inputs().get(0);
          if (!takesMore(from.op()) || !commutes(node, from, view)) {
            return node;
          }
          List<Node> inputs = new ArrayList<>(node.inputs());
          inputs.set(0, from);
          Node before = node.withInputs(inputs, from);
          return view.withInputs(List.of(before));
        });
  }

  /** Whether an operation is computed together with what is done to its elements. */
  private static boolean takesMore(Op op) {
    return op instanceof Convolution
        || op instanceof Affine
        || op instanceof BatchNormalization
        || op instanceof Leak
        || op instanceof Elementwise;
  }

  private static boolean commutes(Node node, Node from, Node view) {
    if (node.op() instanceof Elementwise) {
      return true;
    }
    boolean byChannel = node.op() instanceof BatchNormalization || node.op() instanceof Leak;
    return byChannel
        && Math.min(from.sizes().size(), view.sizes().size()) > 1
        && from.sizes().subList(0, 2).equals(view.sizes().subList(0, 2));
  }
}

package io.tenon.processor.pass;

import io.tenon.graph.Node;
import io.tenon.op.Arithmetic;
import io.tenon.op.LayerNormalization;
import java.util.List;

/**
 * A sum that a layer normalisation alone needs, as behind a short-cut, is normalised row by row
 * while it is in the cache.
 */
final class FuseResidualNorm {
  private FuseResidualNorm() {}

  static Groups apply(Groups groups) {
    return groups.join(
        (group, next) ->
            group.nodes().size() == 1
                && isSum(group.anchor())
                && next.op() instanceof LayerNormalization);
  }

  private static boolean isSum(Node node) {
    List<Node> operands = node.inputs();
    return node.op() instanceof Arithmetic arithmetic
        && arithmetic.operator() == Arithmetic.Operator.ADD
        && operands.stream()
            .allMatch(in -> in.kind() != Node.Kind.WEIGHT && in.sizes().equals(node.sizes()));
  }
}

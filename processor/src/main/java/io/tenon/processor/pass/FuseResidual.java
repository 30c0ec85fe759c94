package io.tenon.processor.pass;

import io.tenon.graph.Node;
import io.tenon.op.Arithmetic;
import io.tenon.op.Convolution;

/**
 * A sum of a convolution's result and of something that is there before it, ResNet's shortcut, is
 * made while the convolution's rows are in the cache.
 */
final class FuseResidual {
  private FuseResidual() {}

  static Groups apply(Groups groups) {
    return groups.join(
        (group, next) ->
            group.anchor().op() instanceof Convolution conv
                && conv.groups() == 1
                && group.computed().isEmpty()
                && isSum(next));
  }

  /** Of two values of one shape, none of them a weight. */
  private static boolean isSum(Node node) {
    return node.op() instanceof Arithmetic sum
        && sum.operator() == Arithmetic.Operator.ADD
        && node.inputs().stream()
            .allMatch(
                input -> input.kind() != Node.Kind.WEIGHT && input.sizes().equals(node.sizes()));
  }
}

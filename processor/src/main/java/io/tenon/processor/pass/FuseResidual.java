package io.tenon.processor.pass;

import io.tenon.graph.Node;
import io.tenon.op.Affine;
import io.tenon.op.Arithmetic;
import io.tenon.op.Convolution;
import io.tenon.op.LayerNormalization;
import io.tenon.op.Op;
import io.tenon.op.TransposedConvolution;
import java.util.List;

/**
 * A sum of what a convolution or linear layer makes and of something that is there before it, a
 * shortcut, is made while the layer's results are in the cache. Where a layer normalisation needs
 * it, or more is done to its elements, a pass over them takes the sum: that is one as well.
 */
final class FuseResidual {
  private FuseResidual() {}

  static Groups apply(Groups groups) {
    return groups.join(
        (group, next) ->
            group.computed().isEmpty()
                && isSum(next)
                && (isPlain(group.anchor().op())
                    || isProduct(group.anchor().op()) && !isTaken(groups.users(next))));
  }

  /** Whether sums go into what they are added to a row at a time, rather than being read again. */
  private static boolean isPlain(Op op) {
    return op instanceof Convolution conv && conv.groups() == 1;
  }

  private static boolean isProduct(Op op) {
    return op instanceof Convolution || op instanceof TransposedConvolution || op instanceof Affine;
  }

  private static boolean isTaken(List<Node> users) {
    return users.size() == 1
        && (users.get(0).op() instanceof LayerNormalization
            || users.get(0).op() instanceof Arithmetic);
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

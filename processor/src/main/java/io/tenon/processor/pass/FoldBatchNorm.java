package io.tenon.processor.pass;

import io.tenon.graph.Node;
import io.tenon.op.BatchNormalization;
import io.tenon.op.Convolution;
import io.tenon.op.Op;
import io.tenon.op.TransposedConvolution;

/**
 * A batch normalisation by running statistics after a convolution is a factor and a summand for
 * each of its outputs: when weights are bound, it disappears into them.
 */
final class FoldBatchNorm {
  private FoldBatchNorm() {}

  static Groups apply(Groups groups) {
    return groups.join((group, next) -> isSum(group.last().op()) && isKnown(next));
  }

  private static boolean isSum(Op op) {
    return op instanceof Convolution || op instanceof TransposedConvolution;
  }

  private static boolean isKnown(Node node) {
    return node.op() instanceof BatchNormalization norm && !norm.batchStatistics();
  }
}

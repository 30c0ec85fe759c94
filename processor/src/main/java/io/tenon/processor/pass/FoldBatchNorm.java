package io.tenon.processor.pass;

import io.tenon.graph.Node;
import io.tenon.op.BatchNormalization;
import io.tenon.op.Convolution;

/**
 * A batch normalisation by running statistics after a convolution is a factor and a summand for
 * each of its outputs: when weights are bound, it disappears into them.
 */
final class FoldBatchNorm {
  private FoldBatchNorm() {}

  static Groups apply(Groups groups) {
    return groups.join((group, next) -> group.last().op() instanceof Convolution && isKnown(next));
  }

  private static boolean isKnown(Node node) {
    return node.op() instanceof BatchNormalization norm && !norm.batchStatistics();
  }
}

package io.tenon.processor.pass;

import io.tenon.graph.Node;
import io.tenon.op.Affine;
import io.tenon.op.BatchNormalization;
import io.tenon.op.Convolution;
import io.tenon.op.TransposedConvolution;

/**
 * A batch normalisation by running statistics after a convolution, or a linear layer whose features
 * are the channels, is a factor and a summand for each of its outputs: when weights are bound, it
 * disappears into them.
 */
final class FoldBatchNorm {
  private FoldBatchNorm() {}

  static Groups apply(Groups groups) {
    return groups.join((group, next) -> isFoldable(group.last(), next));
  }

  static boolean isFoldable(Node sums, Node next) {
    return hasChannels(sums) && isKnown(next);
  }

  private static boolean hasChannels(Node node) {
    return node.op() instanceof Convolution
        || node.op() instanceof TransposedConvolution
        || node.op() instanceof Affine && node.sizes().size() == 2;
  }

  private static boolean isKnown(Node node) {
    return node.op() instanceof BatchNormalization norm && !norm.batchStatistics();
  }
}

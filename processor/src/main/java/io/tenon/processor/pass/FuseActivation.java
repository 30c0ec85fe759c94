package io.tenon.processor.pass;

import io.tenon.op.Affine;
import io.tenon.op.Arithmetic;
import io.tenon.op.BatchNormalization;
import io.tenon.op.Convolution;
import io.tenon.op.Elementwise;
import io.tenon.op.GroupNormalization;
import io.tenon.op.Op;
import io.tenon.op.TransposedConvolution;

/** Functions of single elements are applied while the sums before them are still in the cache. */
final class FuseActivation {
  private FuseActivation() {}

  static Groups apply(Groups groups) {
    return groups.join(
        (group, next) -> next.op() instanceof Elementwise && takesAny(group.anchor().op()));
  }

  private static boolean takesAny(Op op) {
    return op instanceof Convolution
        || op instanceof TransposedConvolution
        || op instanceof Affine
        || op instanceof BatchNormalization
        || op instanceof GroupNormalization
        || op instanceof Arithmetic
        || op instanceof Elementwise;
  }
}

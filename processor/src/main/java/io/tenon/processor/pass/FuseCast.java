package io.tenon.processor.pass;

import io.tenon.DType;
import io.tenon.op.Cast;
import io.tenon.op.Compare;

/** What integers are compared with becomes floats at once: a mask needs no integers of its own. */
final class FuseCast {
  private FuseCast() {}

  static Groups apply(Groups groups) {
    return groups.join(
        (group, next) ->
            group.last().op() instanceof Compare
                && next.op() instanceof Cast cast
                && cast.target() == DType.FLOAT32);
  }
}

package io.tenon.processor.pass;

import io.tenon.graph.Node;
import io.tenon.op.Arithmetic;
import io.tenon.op.Convolution;
import io.tenon.op.Elementwise;
import io.tenon.op.Op;
import io.tenon.op.Pair;
import io.tenon.op.Pooling;
import java.util.List;

/**
 * A 2×2 max-pooling of stride 2 after a convolution is done in registers: the map between them is
 * never stored. Activations between the two, or after, must keep order, as ReLU does.
 */
final class FusePooling {
  private FusePooling() {}

  static Groups apply(Groups groups) {
    return groups.join(
        (group, next) -> {
          boolean poolable =
              group.anchor().op() instanceof Convolution conv
                  && conv.groups() == 1
                  && group.computed().stream().noneMatch(node -> node.op() instanceof Arithmetic);
          if (!poolable || !activations(group.computed())) {
            return false;
          }
          boolean pooled = group.find(Pooling.class).isPresent();
          return pooled ? isOrdered(next.op()) && activationsAre(group, 0) : isTwoByTwo(next.op());
        });
  }

  private static boolean activationsAre(Group group, int count) {
    return group.computed().stream().filter(node -> node.op() instanceof Elementwise).count()
        == count;
  }

  private static boolean activations(List<Node> nodes) {
    long functions = nodes.stream().filter(node -> node.op() instanceof Elementwise).count();
    return functions <= 1
        && nodes.stream()
            .filter(node -> node.op() instanceof Elementwise)
            .allMatch(node -> isOrdered(node.op()));
  }

  private static boolean isOrdered(Op op) {
    return op instanceof Elementwise function
        && switch (function.function()) {
          case RELU, RELU6 -> true;
          default -> false;
        };
  }

  private static boolean isTwoByTwo(Op op) {
    return op instanceof Pooling pool
        && pool.equals(Pooling.max(Pair.of(2), Pair.of(2), Pair.of(0), Pair.of(1), false));
  }
}

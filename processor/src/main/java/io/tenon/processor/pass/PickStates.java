package io.tenon.processor.pass;

import io.tenon.graph.Graph;
import io.tenon.graph.Node;
import io.tenon.graph.Size;
import io.tenon.op.Concatenate;
import io.tenon.op.Select;
import java.util.List;

/**
 * One of several values that were stacked is that value: what a recurrent network's {@code h[-1]}
 * is, whose states stand before the batch, [layers · directions, N, H].
 */
final class PickStates {
  private static final Size ONE = Size.of(1);

  private PickStates() {}

  static Graph apply(Graph graph) {
    return Rewrite.each(
        graph,
        node -> {
          if (!(node.op() instanceof Select select) || select.dim() != 0) {
            return node;
          }
          Node picked = pick(node.inputs().get(0), select.index());
          return picked != null && picked.sizes().equals(node.sizes()) ? picked : node;
        });
  }

  /**
   * What a stack has at an index, as it was before it was stacked; null where that is not known.
   */
  private static Node pick(Node stack, int index) {
    if (stack.op() instanceof Concatenate cat && cat.dim() == 0) {
      List<Node> parts = stack.inputs();
      int at = index < 0 ? index + parts.size() : index;
      boolean single = parts.stream().allMatch(part -> part.sizes().get(0).equals(ONE));
      return single ? pick(parts.get(at), 0) : null;
    }
    boolean viewed = stack.kind() == Node.Kind.OPERATION && stack.op().isView();
    return viewed && stack.sizes().get(0).equals(ONE) ? stack.inputs().get(0) : null;
  }
}

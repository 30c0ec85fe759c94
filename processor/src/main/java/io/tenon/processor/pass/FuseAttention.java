package io.tenon.processor.pass;

import io.tenon.graph.Node;
import io.tenon.op.AttentionValues;
import io.tenon.op.AttentionWeights;
import java.util.ArrayList;
import java.util.List;

/**
 * Attention's weights and the values that they weigh are computed together, if nobody else needs
 * the weights: a head's scores need not be stored. Both are done where the values are, which may be
 * projected after the weights.
 */
final class FuseAttention {
  private FuseAttention() {}

  static Groups apply(Groups groups) {
    List<Group> result = new ArrayList<>();
    for (Group group : groups.all()) {
      Node node = group.anchor();
      if (node.op() instanceof AttentionWeights && isWeighed(groups, node)) {
        continue;
      }
      Node weights = node.inputs().isEmpty() ? null : node.inputs().get(0);
      boolean weighs = node.op() instanceof AttentionValues && isWeighed(groups, weights);
      result.add(weighs ? new Group(List.of(weights, node)) : group);
    }
    return groups.with(result);
  }

  private static boolean isWeighed(Groups groups, Node weights) {
    List<Node> users = groups.users(weights);
    return weights.op() instanceof AttentionWeights
        && !groups.graph().isResult(weights)
        && users.size() == 1
        && users.get(0).op() instanceof AttentionValues;
  }
}

package io.tenon.processor.pass;

import io.tenon.graph.Graph;
import io.tenon.graph.Node;
import io.tenon.op.ChannelShuffle;
import io.tenon.op.Transpose;
import io.tenon.op.View;
import java.util.List;

/**
 * Maps seen as [N, groups, C / groups, H, W], transposed and seen as maps again are shuffled
 * channels, as ShuffleNet writes it: one copy, in whatever layout the maps have.
 */
final class FindChannelShuffle {
  private FindChannelShuffle() {}

  static Graph apply(Graph graph) {
    return Rewrite.each(graph, node -> isShuffle(node) ? shuffle(node) : node);
  }

  private static boolean isShuffle(Node node) {
    Node transposed = input(node, View.class);
    Node grouped = transposed == null ? null : input(transposed, Transpose.class);
    Node maps = grouped == null ? null : input(grouped, View.class);
    return maps != null
        && maps.sizes().size() == 4
        && maps.sizes().equals(node.sizes())
        && maps.sizes().get(1).isConstant()
        && grouped.sizes().size() == 5
        && grouped.sizes().get(0).equals(maps.sizes().get(0))
        && grouped.sizes().get(1).isConstant()
        && grouped.sizes().subList(3, 5).equals(maps.sizes().subList(2, 4))
        && dims((Transpose) transposed.op()).equals(List.of(1, 2));
  }

  private static List<Integer> dims(Transpose op) {
    return List.of(Math.min(op.dim0(), op.dim1()), Math.max(op.dim0(), op.dim1()));
  }

  /** The operand of an operation of this kind; null if it is another. */
  private static Node input(Node node, Class<?> kind) {
    return kind.isInstance(node.op()) ? node.inputs().get(0) : null;
  }

  private static Node shuffle(Node node) {
    Node grouped = node.inputs().get(0).inputs().get(0);
    ChannelShuffle op = new ChannelShuffle(grouped.sizes().get(1).factor());
    return node.madeBy(op.name(), op, grouped.inputs());
  }
}

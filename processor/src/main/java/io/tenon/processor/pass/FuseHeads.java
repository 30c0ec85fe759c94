package io.tenon.processor.pass;

import io.tenon.graph.Node;
import io.tenon.op.Narrow;
import io.tenon.op.ScaledDotProductAttention;
import io.tenon.op.Transpose;
import io.tenon.op.View;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Attention of heads that are divided by view(N, T, heads, width) and transpose(1, 2), and joined
 * by transpose(1, 2) and view(N, T, features), works on rows of features as they lie: heads are
 * side by side in them. So nothing is transposed.
 */
public final class FuseHeads {
  private static final Transpose HEADS = new Transpose(1, 2);

  private final Groups groups;

  private FuseHeads(Groups groups) {
    this.groups = groups;
  }

  static Groups apply(Groups groups) {
    return groups.with(new FuseHeads(groups).fused());
  }

  private List<Group> fused() {
    List<Group> result = new ArrayList<>();
    Set<Node> gone = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Group group : groups.all()) {
      Node node = group.anchor();
      if (node.op() instanceof ScaledDotProductAttention && isDivided(node)) {
        Node transpose = soleUser(node);
        Node view = transpose == null ? null : soleUser(transpose);
        if (view != null && transpose.op().equals(HEADS) && isJoined(view, node)) {
          result.add(new Group(List.of(node, transpose, view)));
          gone.addAll(List.of(transpose, view));
          node.inputs().subList(0, 3).forEach(in -> gone.addAll(moved(in)));
          continue;
        }
      }
      result.add(group);
    }
    result.removeIf(group -> gone.contains(group.anchor()) && group.nodes().size() == 1);
    return result;
  }

  /** What divides an operand's heads, and takes them from wider rows. */
  private List<Node> moved(Node operand) {
    List<Node> moved = new ArrayList<>(List.of(operand, operand.inputs().get(0)));
    Node rows = rows(operand);
    if (isNarrow(rows) && soleUser(rows) != null) {
      moved.add(rows);
    }
    return moved;
  }

  /** Whether these are some of the features of wider rows. */
  public static boolean isNarrow(Node rows) {
    return rows.op() instanceof Narrow narrow
        && narrow.dim() == rows.sizes().size() - 1
        && narrow.start() >= 0
        && rows.sizes().get(narrow.dim()).isConstant()
        && rows.inputs().get(0).sizes().get(narrow.dim()).isConstant();
  }

  private boolean isDivided(Node attention) {
    return attention.inputs().subList(0, 3).stream().allMatch(this::isDividedOperand);
  }

  private boolean isDividedOperand(Node node) {
    if (node.op() == null || !node.op().equals(HEADS) || soleUser(node) == null) {
      return false;
    }
    Node view = node.inputs().get(0);
    if (!(view.op() instanceof View) || soleUser(view) == null) {
      return false;
    }
    Node rows = rows(node);
    return rows.sizes().size() == 3
        && view.sizes().size() == 4
        && rows.sizes().subList(0, 2).equals(view.sizes().subList(0, 2));
  }

  private static boolean isJoined(Node view, Node attention) {
    return view.op() instanceof View
        && view.sizes().size() == 3
        && view.sizes().get(0).equals(attention.sizes().get(0))
        && view.sizes().get(1).equals(attention.sizes().get(2));
  }

  /** The rows of features that an operand's heads were divided from. */
  public static Node rows(Node operand) {
    return operand.inputs().get(0).inputs().get(0);
  }

  private Node soleUser(Node node) {
    List<Node> users = groups.users(node);
    return users.size() == 1 && !groups.graph().isResult(node) ? users.get(0) : null;
  }
}

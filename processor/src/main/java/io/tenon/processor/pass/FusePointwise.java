package io.tenon.processor.pass;

import io.tenon.graph.Node;
import io.tenon.graph.Size;
import io.tenon.op.Arithmetic;
import io.tenon.op.Elementwise;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Operations on elements of several values of one shape that need each other's results alone, such
 * as {@code a * sigmoid(b) + c}, are computed in one pass: no value between them is stored.
 */
final class FusePointwise {
  /** More lie in no cache together, strip by strip, and make a method that nobody reads. */
  private static final int MOST_OPERANDS = 6;

  private static final int MOST_OPERATIONS = 12;

  private final Groups groups;
  private final Map<Node, Integer> order = new HashMap<>(); // nodes are compared by identity

  private FusePointwise(Groups groups) {
    this.groups = groups;
    groups.graph().nodes().forEach(node -> order.put(node, order.size()));
  }

  static Groups apply(Groups groups) {
    return groups.with(new FusePointwise(groups).fused());
  }

  /** The groups in their order; the last takes first. */
  private List<Group> fused() {
    Set<Node> taken = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Group> result = new ArrayList<>();
    for (int i = groups.all().size() - 1; i >= 0; i--) {
      Group group = groups.all().get(i);
      if (!taken.contains(group.last())) {
        Group grown = isPointwise(group) ? grown(group) : group;
        taken.addAll(grown.nodes());
        result.add(0, grown);
      }
    }
    return result;
  }

  private static boolean isPointwise(Group group) {
    return group.nodes().stream()
        .allMatch(node -> node.op() instanceof Elementwise || node.op() instanceof Arithmetic);
  }

  /** The group with those that make its operands, as long as nobody else needs these. */
  private Group grown(Group group) {
    Group grown = group;
    boolean grows = true;
    while (grows) {
      grows = false;
      for (Node operand : operands(grown)) {
        Group longer = isNeededBy(grown, operand) ? merged(groups.of(operand), grown) : null;
        if (longer != null && fits(longer)) {
          grown = longer;
          grows = true;
          break;
        }
      }
    }
    return grown;
  }

  private boolean isNeededBy(Group group, Node operand) {
    return operand.kind() == Node.Kind.OPERATION
        && !groups.graph().isResult(operand)
        && groups.of(operand).last() == operand
        && isPointwise(groups.of(operand))
        && group.nodes().containsAll(groups.users(operand));
  }

  private Group merged(Group first, Group second) {
    List<Node> nodes = new ArrayList<>(first.nodes());
    nodes.addAll(second.nodes());
    nodes.sort((a, b) -> order.get(a) - order.get(b));
    return new Group(nodes);
  }

  private static boolean fits(Group group) {
    List<Size> sizes = group.last().sizes();
    return group.nodes().size() <= MOST_OPERATIONS
        && operands(group).size() <= MOST_OPERANDS
        && group.nodes().stream().allMatch(node -> node.sizes().equals(sizes))
        && group.nodes().stream().allMatch(node -> hasFirst(node, sizes));
  }

  /** Whether an operand is as large as the result; the second of a quotient may be smaller. */
  private static boolean hasFirst(Node node, List<Size> sizes) {
    boolean first = node.inputs().get(0).sizes().equals(sizes);
    boolean second = node.inputs().size() > 1 && node.inputs().get(1).sizes().equals(sizes);
    boolean quotient =
        node.op() instanceof Arithmetic op && op.operator() == Arithmetic.Operator.DIV;
    return first || second && !quotient;
  }

  /** What a group reads. */
  private static List<Node> operands(Group group) {
    return group.nodes().stream()
        .flatMap(node -> node.inputs().stream())
        .filter(input -> !group.nodes().contains(input))
        .distinct()
        .toList();
  }
}

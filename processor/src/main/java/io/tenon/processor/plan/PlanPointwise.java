package io.tenon.processor.plan;

import io.tenon.graph.Node;
import io.tenon.graph.Size;
import io.tenon.kernel.Panel;
import io.tenon.op.Arithmetic;
import io.tenon.op.Elementwise;
import io.tenon.processor.pass.Group;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Operations on elements of several values: one pass, if it goes through long runs of them. */
final class PlanPointwise {
  private PlanPointwise() {}

  /** Whether a group is more than functions of one value or of two that are combined first. */
  static boolean fuses(Group group) {
    return group.nodes().stream().skip(1).anyMatch(node -> node.op() instanceof Arithmetic);
  }

  /** One pass; or one for each operation, where runs are so short that calls take the time. */
  static void chain(Planned planned, Group group) {
    List<Node> operands = new ArrayList<>();
    List<Value> values = new ArrayList<>();
    for (Node node : group.nodes()) {
      for (int i = 0; i < node.inputs().size(); i++) {
        Node input = node.inputs().get(i);
        if (!group.nodes().contains(input) && !operands.contains(input)) {
          operands.add(input);
          values.add(PlanElements.operand(planned, node, i));
        }
      }
    }
    List<Size> sizes = planned.sample(group.last());
    Layout layout = PlanElements.alike(planned, values, sizes);
    Value likeOut = Value.of("", sizes, layout, planned.blocks(layout, sizes));
    if (!fits(Axis.broadcast(values, likeOut), values, likeOut)) {
      group.nodes().forEach(node -> alone(planned, new Group(List.of(node))));
      return;
    }
    Task.Common common = planned.common(group, TaskNames.suffix(group), layout);
    List<Pointwise.Line> lines = lines(group.nodes(), operands);
    int strips = strips(lines, operands);
    Value scratch =
        strips == 0
            ? null
            : Value.shared(
                planned.unique(common.base() + "Strips"),
                List.of(Size.of(strips), Size.of(Pointwise.STRIP)),
                common.out().dtype());
    planned.put(group, new Pointwise(common, values, operands, lines, scratch));
  }

  /**
   * The operations, each with a place for its result. The result's own strip is the first choice,
   * and the last operation's.
   */
  private static List<Pointwise.Line> lines(List<Node> nodes, List<Node> operands) {
    Map<Node, Integer> last = new HashMap<>();
    for (int i = 0; i < nodes.size(); i++) {
      for (Node input : nodes.get(i).inputs()) {
        last.put(input, i);
      }
    }
    List<Pointwise.Line> lines = new ArrayList<>();
    Map<Node, Integer> places = new HashMap<>();
    for (int i = 0; i < nodes.size(); i++) {
      Node node = nodes.get(i);
      List<Integer> from =
          node.inputs().stream()
              .map(input -> places.containsKey(input) ? places.get(input) : operands.indexOf(input))
              .toList();
      int now = i;
      places.keySet().removeIf(input -> last.get(input) == now);
      int to = operands.size();
      while (places.containsValue(to)) {
        to++;
      }
      places.put(node, to);
      lines.add(new Pointwise.Line(node, from, to));
    }
    return lines;
  }

  /** How many strips results lie in, beside the result's own. */
  private static int strips(List<Pointwise.Line> lines, List<Node> operands) {
    return lines.stream().mapToInt(line -> line.to() - operands.size()).max().orElse(0);
  }

  private static void alone(Planned planned, Group group) {
    if (group.anchor().op() instanceof Arithmetic arithmetic) {
      PlanElements.arithmetic(planned, group, arithmetic);
    } else {
      PlanElements.function(planned, group, (Elementwise) group.anchor().op());
    }
  }

  /** Whether the innermost loop goes through 16 elements or more as they lie, or one of them. */
  private static boolean fits(List<Axis> axes, List<Value> values, Value out) {
    if (axes.isEmpty() || Pointwise.isOfLanes(axes)) {
      return !axes.isEmpty();
    }
    Axis inner = axes.get(axes.size() - 1);
    Amount one = Amount.of(1);
    boolean alike = values.stream().allMatch(value -> value.sizes().equals(out.sizes()));
    boolean runs = inner.steps().stream().allMatch(s -> s.equals(one) || s.equals(Amount.ZERO));
    boolean isLong = !inner.count().isConstant() || inner.count().number() >= Panel.LANES;
    return runs && (alike || isLong);
  }
}

package io.tenon.processor.pass;

import io.tenon.graph.Graph;
import io.tenon.graph.Node;
import io.tenon.op.Arithmetic;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.BiPredicate;

/** A graph whose operations are divided into groups, in an order of computation. */
public final class Groups {
  private final Graph graph;
  private final List<Group> groups;
  private final Map<Node, List<Node>> users = new IdentityHashMap<>();
  private final Map<Node, Integer> positions = new IdentityHashMap<>();

  private Groups(Graph graph, List<Group> groups) {
    this.graph = graph;
    this.groups = List.copyOf(groups);
    for (Node node : graph.nodes()) {
      for (Node input : node.inputs()) {
        users.computeIfAbsent(input, key -> new ArrayList<>()).add(node);
      }
    }
    for (int i = 0; i < this.groups.size(); i++) {
      for (Node node : this.groups.get(i).all()) {
        positions.put(node, i);
      }
    }
  }

  /** Each operation by itself. */
  static Groups single(Graph graph) {
    List<Group> groups = new ArrayList<>();
    for (Node node : graph.nodes()) {
      if (node.kind() == Node.Kind.OPERATION) {
        groups.add(new Group(List.of(node)));
      }
    }
    return new Groups(graph, groups);
  }

  /** The same graph in other groups. */
  Groups with(List<Group> others) {
    return new Groups(graph, others);
  }

  /** The graph. */
  public Graph graph() {
    return graph;
  }

  /** The groups, each after those whose results it needs. */
  public List<Group> all() {
    return groups;
  }

  /** The group that computes an operation. */
  public Group of(Node operation) {
    return groups.get(positions.get(operation));
  }

  /** The operations that use a node's value. */
  public List<Node> users(Node node) {
    return users.getOrDefault(node, List.of());
  }

  /**
   * Adds to each group the one operation that uses its result, as long as {@code fits} says that
   * both are better computed together. What the operation needs beside the result are weights, or
   * what is computed before the group.
   */
  Groups join(BiPredicate<Group, Node> fits) {
    Set<Node> joined = Collections.newSetFromMap(new IdentityHashMap<>());
    Map<Node, Group> alone = new IdentityHashMap<>();
    groups.forEach(group -> alone.put(group.anchor(), group));
    List<Group> result = new ArrayList<>();
    for (Group group : groups) {
      if (joined.contains(group.anchor())) {
        continue;
      }
      Group longer = group;
      Node next = soleUser(longer.last());
      while (next != null
          && isAlone(alone.get(next))
          && isReady(next, longer)
          && fits.test(longer, next)) {
        joined.add(next);
        longer = longer.and(next);
        next = soleUser(next);
      }
      result.add(longer);
    }
    return new Groups(graph, result);
  }

  private static boolean isAlone(Group group) {
    return group != null && group.nodes().size() == 1;
  }

  /**
   * The one operation that uses the value, as its first operand or as any of a sum, product and
   * their like; null if anything else needs it.
   */
  private Node soleUser(Node node) {
    List<Node> all = users(node);
    if (all.size() != 1 || graph.isResult(node)) {
      return null;
    }
    Node user = all.get(0);
    return user.inputs().get(0) == node || user.op() instanceof Arithmetic ? user : null;
  }

  /** Whether what an operation needs beside the group's result is there before the group. */
  private boolean isReady(Node next, Group group) {
    return next.inputs().stream()
        .filter(input -> input != group.last())
        .allMatch(input -> positions.getOrDefault(input, -1) < positions.get(group.anchor()));
  }

  /** A line a group: {@code conv2d + relu + max_pool2d -> [N, 6, 14, 14] # conv1}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Group group : groups) {
      StringJoiner names = new StringJoiner(" + ");
      group.all().forEach(node -> names.add(node.name()));
      text.append(names).append(" -> ").append(group.last().sizes());
      String module = group.anchor().module();
      text.append(module.isEmpty() ? "" : "  # " + module).append('\n');
    }
    return text.toString();
  }
}

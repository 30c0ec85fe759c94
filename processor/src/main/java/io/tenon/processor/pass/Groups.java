package io.tenon.processor.pass;

import io.tenon.graph.Graph;
import io.tenon.graph.Node;
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

  private Groups(Graph graph, List<Group> groups) {
    this.graph = graph;
    this.groups = List.copyOf(groups);
    for (Node node : graph.nodes()) {
      for (Node input : node.inputs()) {
        users.computeIfAbsent(input, key -> new ArrayList<>()).add(node);
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

  /** The operations that use a node's value. */
  public List<Node> users(Node node) {
    return users.getOrDefault(node, List.of());
  }

  /**
   * Adds to each group the one operation that uses its result, as long as {@code fits} says that
   * both are better computed together. What the operation needs beside the result are weights.
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
      while (next != null && isAlone(alone.get(next)) && fits.test(longer, next)) {
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

  /** The one operation that uses the value as its first operand; null if anything else needs it. */
  private Node soleUser(Node node) {
    List<Node> all = users(node);
    boolean sole = all.size() == 1 && node != graph.result();
    return sole && all.get(0).inputs().get(0) == node ? all.get(0) : null;
  }

  /** A line a group: {@code conv2d + relu + max_pool2d -> [N, 6, 14, 14] # conv1}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Group group : groups) {
      StringJoiner names = new StringJoiner(" + ");
      group.nodes().forEach(node -> names.add(node.name()));
      text.append(names).append(" -> ").append(group.last().sizes());
      String module = group.anchor().module();
      text.append(module.isEmpty() ? "" : "  # " + module).append('\n');
    }
    return text.toString();
  }
}

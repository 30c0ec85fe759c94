package io.tenon.graph;

import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * A network's forward as primitive operations: nodes in an order in which each comes after its
 * operands.
 */
public final class Graph {
  private final List<Node> nodes;
  private final List<Node> results;
  private final List<String> symbols;

  /** A graph of these nodes, among which {@code results} are. */
  public Graph(List<Node> nodes, List<Node> results, List<String> symbols) {
    this.nodes = List.copyOf(nodes);
    this.results = List.copyOf(results);
    this.symbols = List.copyOf(symbols);
  }

  /** All nodes, each after its operands. */
  public List<Node> nodes() {
    return nodes;
  }

  /** The nodes whose values are returned: one by {@code forward}, several by {@code forwardAll}. */
  public List<Node> results() {
    return results;
  }

  /** Whether a node's value is returned. */
  public boolean isResult(Node node) {
    return results.contains(node);
  }

  /** The symbols in the shapes. */
  public List<String> symbols() {
    return symbols;
  }

  /**
   * The graph as text, a line a node: {@code %3 = conv2d(%0, conv1.weight, conv1.bias) -> [N, 6,
   * 28, 28] # conv1}. Says all that decides what the graph computes, so two graphs with the same
   * text compute the same.
   */
  public String text() {
    Map<Node, String> labels = new IdentityHashMap<>();
    StringBuilder text = new StringBuilder();
    int number = 0;
    for (Node node : nodes) {
      if (node.kind() == Node.Kind.WEIGHT) {
        labels.put(node, node.name());
        continue;
      }
      String label = "%" + number++;
      labels.put(node, label);
      text.append(label).append(" = ");
      if (node.kind() == Node.Kind.INPUT) {
        text.append("input ").append(node.name());
      } else {
        StringJoiner operands = new StringJoiner(", ", node.name() + "(", ")");
        node.inputs()
            .forEach(
                input -> operands.add(labels.get(input) + (isWeight(input) ? input.sizes() : "")));
        if (!node.attributes().isEmpty()) {
          operands.add(node.attributes());
        }
        text.append(operands);
      }
      text.append(" -> ").append(node.sizes());
      if (!node.module().isEmpty()) {
        text.append("  # ").append(node.module());
      }
      text.append('\n');
    }
    StringJoiner returned = new StringJoiner(", ", "return ", "\n");
    results.forEach(result -> returned.add(labels.get(result)));
    return text.append(returned).toString();
  }

  /**
   * A number of 16 hexadecimal digits that two graphs share only if they compute the same from
   * weights of the same shapes: operations, their attributes and how they are connected. Sizes of
   * weights are left out, because a constructor's argument may decide them; binding checks those.
   */
  public String fingerprint() {
    Map<Node, String> labels = new IdentityHashMap<>();
    long hash = 0xcbf29ce484222325L; // FNV-1a, 64 bits
    int number = 0;
    for (Node node : nodes) {
      StringBuilder line = new StringBuilder();
      if (node.kind() == Node.Kind.OPERATION) {
        line.append(node.name()).append('(').append(attributes(node));
        node.inputs().forEach(input -> line.append(' ').append(labels.get(input)));
        labels.put(node, "%" + number++);
      } else {
        labels.put(node, node.kind() == Node.Kind.INPUT ? "%" + number++ : node.name());
        line.append(labels.get(node));
      }
      for (int i = 0; i < results.size(); i++) {
        line.append(results.get(i) == node ? " returned" + (i == 0 ? "" : i) : "");
      }
      for (char c : line.append('\n').toString().toCharArray()) {
        hash = (hash ^ c) * 0x100000001b3L;
      }
    }
    return HexFormat.of().toHexDigits(hash);
  }

  private static String attributes(Node node) {
    return node.op().isView()
        ? Regrouping.of(node.inputs().get(0).sizes(), node.sizes())
        : node.attributes();
  }

  private static boolean isWeight(Node node) {
    return node.kind() == Node.Kind.WEIGHT;
  }

  @Override
  public String toString() {
    return text();
  }
}

package io.tenon.processor.pass;

import io.tenon.graph.Node;
import io.tenon.op.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Operations that are computed together.
 *
 * @param before what would be done to the first one's input, but is in its weights
 */
public record Group(List<Node> before, List<Node> nodes) {
  /** Copies the lists. */
  public Group {
    before = List.copyOf(before);
    nodes = List.copyOf(nodes);
  }

  /** Nothing is done before. */
  public Group(List<Node> nodes) {
    this(List.of(), nodes);
  }

  /** All operations, in their order. */
  public List<Node> all() {
    return Stream.concat(before.stream(), nodes.stream()).toList();
  }

  /** The first operation, which gives the group its kind. */
  public Node anchor() {
    return nodes.get(0);
  }

  /** The last operation, whose result is the group's. */
  public Node last() {
    return nodes.get(nodes.size() - 1);
  }

  /** What follows the first operation and is in its weights, once they are bound. */
  public List<Node> folded() {
    return FuseScale.folded(this);
  }

  /** What follows the first operation and those in its weights. */
  public List<Node> computed() {
    return nodes.subList(1 + folded().size(), nodes.size());
  }

  /** The group with one more operation at the end. */
  Group and(Node next) {
    List<Node> longer = new ArrayList<>(nodes);
    longer.add(next);
    return new Group(before, longer);
  }

  /** The operation of this kind in the group, if there is one. */
  public <T extends Op> Optional<T> find(Class<T> kind) {
    return nodes.stream().map(Node::op).filter(kind::isInstance).map(kind::cast).findFirst();
  }

  /** The node whose operation is of this kind, if there is one. */
  public Optional<Node> findNode(Class<? extends Op> kind) {
    return nodes.stream().filter(node -> kind.isInstance(node.op())).findFirst();
  }
}

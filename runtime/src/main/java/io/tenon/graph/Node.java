package io.tenon.graph;

import io.tenon.DType;
import io.tenon.Shape;
import io.tenon.op.Op;
import java.util.List;

/**
 * One value in a graph: an input of {@code forward}, a weight of the network, or the result of an
 * operation. Compared by identity.
 */
public final class Node {
  /** What makes a node's value. */
  public enum Kind {
    /** A parameter of {@code forward}. */
    INPUT,
    /** A parameter or buffer of the network, named by its path. */
    WEIGHT,
    /** The result of an operation. */
    OPERATION
  }

  private final Kind kind;
  private final String name;
  private final Op op;
  private final String attributes;
  private final List<Node> inputs;
  private final Shape shape;
  private final List<Size> sizes;
  private final DType dtype;
  private final String module;
  private final Origin origin;

  private Node(
      Kind kind,
      String name,
      Op op,
      String attributes,
      List<Node> inputs,
      Shape shape,
      List<Size> sizes,
      DType dtype,
      String module,
      Origin origin) {
    this.kind = kind;
    this.name = name;
    this.op = op;
    this.attributes = attributes;
    this.inputs = List.copyOf(inputs);
    this.shape = shape;
    this.sizes = List.copyOf(sizes);
    this.dtype = dtype;
    this.module = module;
    this.origin = origin;
  }

  static Node input(String name, Shape shape, List<Size> sizes, DType dtype) {
    return new Node(Kind.INPUT, name, null, "", List.of(), shape, sizes, dtype, "", null);
  }

  static Node weight(String path, Shape shape, List<Size> sizes, DType dtype) {
    return new Node(Kind.WEIGHT, path, null, "", List.of(), shape, sizes, dtype, "", null);
  }

  static Node operation(
      Op op,
      List<Node> inputs,
      Shape shape,
      List<Size> sizes,
      DType dtype,
      String module,
      Origin origin) {
    return new Node(
        Kind.OPERATION,
        op.name(),
        op,
        op.attributes(),
        inputs,
        shape,
        sizes,
        dtype,
        module,
        origin);
  }

  /** This node with other inputs, for a pass that rewrites. */
  public Node withInputs(List<Node> others) {
    return new Node(kind, name, op, attributes, others, shape, sizes, dtype, module, origin);
  }

  /** This node's operation on other inputs, whose result has the shape of {@code like}. */
  public Node withInputs(List<Node> others, Node like) {
    return new Node(
        kind, name, op, attributes, others, like.shape, like.sizes, dtype, module, origin);
  }

  /** This weight as a view shows it, which has the same elements in the same order. */
  public Node viewedAs(Node view) {
    return weight(name, view.shape, view.sizes, dtype);
  }

  /**
   * This value as another operation makes it of other inputs, for a pass that rewrites.
   *
   * @param called what it is named after
   */
  public Node madeBy(String called, Op other, List<Node> others) {
    return new Node(
        kind, called, other, other.attributes(), others, shape, sizes, dtype, module, origin);
  }

  /** What makes this value. */
  public Kind kind() {
    return kind;
  }

  /**
   * The parameter's name, the weight's path such as {@code conv1.weight}, or the operation's name.
   */
  public String name() {
    return name;
  }

  /** The operation; null for inputs and weights. */
  public Op op() {
    return op;
  }

  /**
   * The operation's attributes as text, with the symbols of the trace; "" for inputs and weights.
   */
  public String attributes() {
    return attributes;
  }

  /** The operands, in order. */
  public List<Node> inputs() {
    return inputs;
  }

  /** The shape as traced: symbols are primes in it. */
  public Shape shape() {
    return shape;
  }

  /** The shape with its symbols. */
  public List<Size> sizes() {
    return sizes;
  }

  /** The type of the elements. */
  public DType dtype() {
    return dtype;
  }

  /**
   * The path of the innermost module whose forward made this, such as {@code layer1.0.conv2}; ""
   * for the network.
   */
  public String module() {
    return module;
  }

  /** The user's expression; null for inputs and weights. */
  public Origin origin() {
    return origin;
  }

  /** {@code conv2d [N, 6, 28, 28]}. */
  @Override
  public String toString() {
    return name + " " + sizes;
  }
}

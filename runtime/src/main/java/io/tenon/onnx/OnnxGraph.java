package io.tenon.onnx;

import io.tenon.DType;
import io.tenon.Tensor;
import io.tenon.graph.Graph;
import io.tenon.graph.Node;
import io.tenon.graph.Size;
import io.tenon.op.Op;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An ONNX graph under construction: which of its values each node of ours became. Weights keep
 * their paths as names; other values are named after the module and the operation.
 */
final class OnnxGraph {
  private final Map<String, ? extends Tensor> weights;
  private final List<ProtoMessage> nodes = new ArrayList<>();
  private final List<ProtoMessage> initializers = new ArrayList<>();
  private final Map<Node, String> values = new IdentityHashMap<>();
  private final Map<Node, String> states = new IdentityHashMap<>();
  private final Set<String> names = new HashSet<>();
  private final Set<String> used = new HashSet<>(); // engines warn of weights that nothing reads
  private OnnxSizes sizes;
  private Node current;

  private OnnxGraph(Map<String, ? extends Tensor> weights) {
    this.weights = weights;
  }

  /** GraphProto of a graph. */
  static ProtoMessage of(String name, Graph graph, Map<String, ? extends Tensor> weights) {
    return new OnnxGraph(weights).translated(name, graph);
  }

  private ProtoMessage translated(String name, Graph graph) {
    ProtoMessage message = new ProtoMessage();
    String output = unused("output");
    List<Node> leaves = new ArrayList<>();
    for (Node node : graph.nodes()) {
      if (node.kind() != Node.Kind.OPERATION) {
        values.put(node, unused(node.name()));
        leaves.add(node);
      }
    }
    sizes =
        new OnnxSizes(
            this, graph.nodes().stream().filter(node -> node.kind() == Node.Kind.INPUT).toList());
    for (Node node : graph.nodes()) {
      if (node.kind() == Node.Kind.OPERATION) {
        current = node;
        values.put(node, Translations.of(node, this));
      }
    }
    ProtoMessage result =
        new ProtoMessage().text(1, of(graph.results().get(0))).text(2, output).text(4, "Identity");
    used.add(of(graph.results().get(0)));
    nodes.forEach(node -> message.message(1, node));
    message.message(1, result).text(2, name);
    for (Node node : leaves) {
      if (node.kind() == Node.Kind.WEIGHT && used.contains(of(node))) {
        message.message(5, initializer(of(node), weight(node)));
      }
    }
    initializers.forEach(initializer -> message.message(5, initializer));
    for (Node node : leaves) {
      if (node.kind() == Node.Kind.INPUT) {
        message.message(11, OnnxProto.value(of(node), node.dtype(), node.sizes()));
      }
    }
    Node last = graph.results().get(0);
    return message.message(12, OnnxProto.value(output, last.dtype(), last.sizes()));
  }

  private static ProtoMessage initializer(String name, Tensor tensor) {
    int[] sizes = tensor.shape().toArray();
    return tensor.dtype() == DType.FLOAT32
        ? OnnxProto.tensor(name, tensor.floats(), tensor.offset(), tensor.numel(), sizes)
        : OnnxProto.tensor(name, tensor.longs(), tensor.offset(), tensor.numel(), sizes);
  }

  /** The value that a node became. */
  String of(Node node) {
    return values.get(node);
  }

  /** The values that a node's operands became. */
  List<String> inputs(Node node) {
    return node.inputs().stream().map(this::of).toList();
  }

  /** What an operand that is a weight holds. */
  Tensor weight(Node node) {
    Tensor tensor = node.kind() == Node.Kind.WEIGHT ? weights.get(node.name()) : null;
    if (tensor == null) {
      throw refused("takes a weight that is computed, and ONNX needs its numbers");
    }
    return tensor;
  }

  /** Remembers the last states of an LSTM, [N, 2, H], beside its value. */
  void putStates(Node node, String value) {
    states.put(node, value);
  }

  /** The last states of an LSTM. */
  String states(Node node) {
    return states.get(node);
  }

  /** A new operator with these inputs; "" is an optional one that is not given. */
  OnnxNode node(String type, String... inputs) {
    return new OnnxNode(this, type, List.of(inputs));
  }

  void add(ProtoMessage node, List<String> operands) {
    nodes.add(node);
    used.addAll(operands);
  }

  /** A vector of integers. */
  String numbers(long... values) {
    String name = fresh("numbers");
    initializers.add(OnnxProto.tensor(name, values, 0, values.length, values.length));
    return name;
  }

  /** A vector of sizes, some of which only an input may decide. */
  String sizes(List<Size> wanted) {
    return sizes.vector(wanted);
  }

  /** One integer, without dimensions. */
  String number(long value) {
    String name = fresh("number");
    initializers.add(OnnxProto.tensor(name, new long[] {value}, 0, 1));
    return name;
  }

  /** One float, without dimensions. */
  String decimal(float value) {
    return decimals(new float[] {value});
  }

  /** Floats of some shape. */
  String decimals(float[] values, int... sizes) {
    String name = fresh("decimals");
    initializers.add(OnnxProto.tensor(name, values, 0, values.length, sizes));
    return name;
  }

  /** A name that no value has, made from the module that is translated. */
  String fresh(String what) {
    String module = current.module().isEmpty() ? "" : current.module() + "/";
    return unused(module + what);
  }

  private String unused(String wanted) {
    String name = wanted;
    for (int i = 2; !names.add(name); i++) {
      name = wanted + "_" + i;
    }
    return name;
  }

  /** An operation that can't be translated, and why. */
  IllegalArgumentException refused(String why) {
    Op op = current.op();
    String where = current.module().isEmpty() ? "" : ", in '" + current.module() + "'";
    return new IllegalArgumentException(
        "onnx: " + op.name() + "(" + op.attributes() + ") " + why + where);
  }
}

package io.tenon.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** One operator of an ONNX graph, attribute by attribute; asking for an output ends it. */
final class OnnxNode {
  private static final int FLOAT = 1;
  private static final int INT = 2;
  private static final int STRING = 3;
  private static final int INTS = 7;
  private static final int STRINGS = 8;

  private final OnnxGraph graph;
  private final String type;
  private final List<String> inputs;
  private final List<ProtoMessage> attributes = new ArrayList<>();

  OnnxNode(OnnxGraph graph, String type, List<String> inputs) {
    this.graph = graph;
    this.type = type;
    int given = inputs.size();
    while (given > 0 && inputs.get(given - 1).isEmpty()) { // an operator may know no more inputs
      given--;
    }
    this.inputs = inputs.subList(0, given);
  }

  private OnnxNode attribute(String name, int type, UnaryOperator<ProtoMessage> value) {
    attributes.add(value.apply(new ProtoMessage().text(1, name)).number(20, type));
    return this;
  }

  /** An attribute that is a float. */
  OnnxNode decimal(String name, double value) {
    return attribute(name, FLOAT, message -> message.decimal(2, (float) value));
  }

  /** An attribute that is an integer. */
  OnnxNode number(String name, long value) {
    return attribute(name, INT, message -> message.number(3, value));
  }

  /** An attribute that is a string. */
  OnnxNode text(String name, String value) {
    return attribute(name, STRING, message -> message.text(4, value));
  }

  /** An attribute that is a list of one string. */
  OnnxNode texts(String name, String value) {
    return attribute(name, STRINGS, message -> message.text(9, value));
  }

  /** An attribute that is a list of integers. */
  OnnxNode numbers(String name, long... values) {
    return attribute(
        name,
        INTS,
        message -> {
          for (long value : values) {
            message.number(8, value);
          }
          return message;
        });
  }

  /** The only output that is used. */
  String output() {
    return outputs(1).get(0);
  }

  /** The first outputs. */
  List<String> outputs(int count) {
    List<String> outputs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      outputs.add(graph.fresh(type));
    }
    ProtoMessage message = new ProtoMessage();
    inputs.forEach(input -> message.text(1, input));
    outputs.forEach(output -> message.text(2, output));
    message.text(3, outputs.get(0)).text(4, type);
    attributes.forEach(attribute -> message.message(5, attribute));
    graph.add(message, inputs);
    return outputs;
  }
}

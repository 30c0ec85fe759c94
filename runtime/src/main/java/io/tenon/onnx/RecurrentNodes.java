package io.tenon.onnx;

import io.tenon.Tensor;
import io.tenon.graph.Node;
import io.tenon.op.Recurrence;
import io.tenon.op.RecurrentCell;
import io.tenon.op.Select;
import java.util.List;

/**
 * Recurrent layers. ONNX has time first, a dimension for the direction, both biases in one, and the
 * gates in another order than PyTorch.
 */
final class RecurrentNodes {
  private RecurrentNodes() {}

  static String layer(Recurrence op, Node node, OnnxGraph graph) {
    RecurrentCell cell = op.cell();
    List<String> inputs = graph.inputs(node);
    int hidden = node.shape().size(-1);
    int next = op.bias() ? 5 : 3;
    OnnxNode layer =
        graph
            .node(
                type(cell),
                timeFirst(graph, inputs.get(0)),
                weight(graph, node, 1, cell),
                weight(graph, node, 2, cell),
                op.bias() ? biases(graph, node, cell) : "",
                "", // all samples are as long as the longest
                op.initial() ? direction(graph, inputs.get(next)) : "",
                op.initial() && cell.hasMemory() ? direction(graph, inputs.get(next + 1)) : "")
            .number("hidden_size", hidden)
            .text("direction", op.reverse() ? "reverse" : "forward");
    if (cell == RecurrentCell.RNN_RELU) {
      layer.texts("activations", "Relu");
    }
    if (cell == RecurrentCell.GRU) {
      layer.number("linear_before_reset", 1);
    }
    List<String> outputs = layer.outputs(cell.hasMemory() ? 3 : 1);
    if (cell.hasMemory()) {
      String both = graph.node("Concat", outputs.get(1), outputs.get(2)).number("axis", 0).output();
      graph.putStates(node, timeFirst(graph, both)); // [2, N, H] as [N, 2, H]
    }
    String steps = graph.node("Squeeze", outputs.get(0), graph.numbers(1)).output();
    return timeFirst(graph, steps);
  }

  private static String type(RecurrentCell cell) {
    return switch (cell) {
      case GRU -> "GRU";
      case LSTM -> "LSTM";
      case RNN_TANH, RNN_RELU -> "RNN";
    };
  }

  /** The first two dimensions change places. */
  private static String timeFirst(OnnxGraph graph, String x) {
    return graph.node("Transpose", x).numbers("perm", 1, 0, 2).output();
  }

  private static String direction(OnnxGraph graph, String x) {
    return graph.node("Unsqueeze", x, graph.numbers(0)).output();
  }

  /** Where ONNX's gates stand among PyTorch's: update, reset, new; input, output, forget, cell. */
  private static int[] order(RecurrentCell cell) {
    return switch (cell) {
      case GRU -> new int[] {1, 0, 2};
      case LSTM -> new int[] {0, 3, 1, 2};
      case RNN_TANH, RNN_RELU -> new int[] {0};
    };
  }

  private static String weight(OnnxGraph graph, Node node, int input, RecurrentCell cell) {
    Tensor weight = graph.weight(node.inputs().get(input));
    float[] ordered = new float[weight.numel()];
    reorder(weight, cell, ordered, 0);
    return graph.decimals(ordered, 1, weight.size(0), weight.size(1));
  }

  private static String biases(OnnxGraph graph, Node node, RecurrentCell cell) {
    Tensor ih = graph.weight(node.inputs().get(3));
    float[] ordered = new float[2 * ih.numel()];
    reorder(ih, cell, ordered, 0);
    reorder(graph.weight(node.inputs().get(4)), cell, ordered, ih.numel());
    return graph.decimals(ordered, 1, ordered.length);
  }

  private static void reorder(Tensor from, RecurrentCell cell, float[] to, int at) {
    int[] order = order(cell);
    int gate = from.numel() / order.length;
    for (int i = 0; i < order.length; i++) {
      int source = from.offset() + order[i] * gate;
      System.arraycopy(from.floats(), source, to, at + i * gate, gate);
    }
  }

  /** Our LSTM gives h and c after each step, [N, 2, T, H]; ONNX's every h, and the last c. */
  static String part(Recurrence layer, Select op, Node from, OnnxGraph graph) {
    if (op.dim() == 1 && op.index() == 0) {
      return graph.of(from);
    }
    if (op.dim() == 2 && op.index() == (layer.reverse() ? 0 : -1)) {
      return graph.states(from);
    }
    throw graph.refused("takes a cell state from the middle of an LSTM, which ONNX's doesn't give");
  }
}

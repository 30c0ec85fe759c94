package io.tenon.onnx;

import io.tenon.DType;
import io.tenon.graph.Node;
import io.tenon.op.AttentionValues;
import io.tenon.op.AttentionWeights;
import io.tenon.op.HeadMean;
import io.tenon.op.ScaledDotProductAttention;
import java.util.List;
import java.util.stream.LongStream;

/** Attention as products of matrices, heads beside the samples. */
final class AttentionNodes {
  private static final int BOOL = 9; // of TensorProto.DataType

  private AttentionNodes() {}

  static String weights(AttentionWeights op, Node node, OnnxGraph graph) {
    Node q = node.inputs().get(0);
    Node k = node.inputs().get(1);
    int width = q.shape().size(2) / op.heads();
    String queries = heads(graph, q, op.heads(), width, 0, 2, 1, 3);
    String keys = heads(graph, k, op.heads(), width, 0, 2, 3, 1);
    String scores = graph.node("MatMul", queries, keys).output();
    scores = graph.node("Mul", scores, graph.decimal((float) (1 / Math.sqrt(width)))).output();
    int next = 2;
    if (op.mask()) {
      scores = masked(graph, scores, node.inputs().get(next), attnMask(node, next, graph));
      next++;
    }
    if (op.padding()) {
      Node padding = node.inputs().get(next);
      String spread =
          graph.node("Unsqueeze", graph.of(padding), graph.numbers(1, 2)).output(); // [N, 1, 1, S]
      scores = masked(graph, scores, padding, spread);
    }
    if (op.causal()) {
      scores = causal(graph, scores);
    }
    return graph.node("Softmax", scores).number("axis", -1).output();
  }

  /** Query l attends to keys 0 to l alone. */
  private static String causal(OnnxGraph graph, String scores) {
    String shape = graph.node("Shape", scores).output();
    String all = graph.node("Expand", forbidden(graph), shape).output();
    String ahead = graph.node("Trilu", all, graph.number(1)).number("upper", 1).output();
    return graph.node("Add", scores, ahead).output();
  }

  private static String forbidden(OnnxGraph graph) {
    return graph.decimal(Float.NEGATIVE_INFINITY);
  }

  /** [N, L, heads·width] as [N, L, heads, width], then in the order asked for. */
  private static String heads(OnnxGraph graph, Node of, int heads, int width, long... order) {
    String apart = graph.node("Reshape", graph.of(of), graph.numbers(0, 0, heads, width)).output();
    return graph.node("Transpose", apart).numbers("perm", order).output();
  }

  /** [L, S] as it is, [N·heads, L, S] with the heads apart. */
  private static String attnMask(Node node, int input, OnnxGraph graph) {
    Node mask = node.inputs().get(input);
    if (mask.shape().rank() == 2) {
      return graph.of(mask);
    }
    if (!mask.sizes().get(1).isConstant() || !mask.sizes().get(2).isConstant()) {
      throw graph.refused("has a mask whose sizes only an input decides; give them in numbers");
    }
    int heads = node.shape().size(1);
    String shape = graph.numbers(-1, heads, mask.shape().size(1), mask.shape().size(2));
    return graph.node("Reshape", graph.of(mask), shape).output();
  }

  /** A mask of floats is added; one of integers forbids where it is not 0. */
  private static String masked(OnnxGraph graph, String scores, Node mask, String value) {
    if (mask.dtype() == DType.FLOAT32) {
      return graph.node("Add", scores, value).output();
    }
    String forbids = graph.node("Cast", value).number("to", BOOL).output();
    return graph.node("Where", forbids, forbidden(graph), scores).output();
  }

  static String values(AttentionValues op, Node node, OnnxGraph graph) {
    Node weights = node.inputs().get(0);
    Node v = node.inputs().get(1);
    int heads = weights.shape().size(1);
    int features = v.shape().size(2);
    String apart = heads(graph, v, heads, features / heads, 0, 2, 1, 3);
    String product = graph.node("MatMul", graph.of(weights), apart).output();
    String beside = graph.node("Transpose", product).numbers("perm", 0, 2, 1, 3).output();
    return graph.node("Reshape", beside, graph.numbers(0, 0, features)).output();
  }

  static String scaledDotProduct(ScaledDotProductAttention op, Node node, OnnxGraph graph) {
    List<String> inputs = graph.inputs(node);
    int rank = node.shape().rank();
    int width = node.inputs().get(0).shape().size(-1);
    long[] order = LongStream.range(0, rank).toArray();
    order[rank - 1] = rank - 2;
    order[rank - 2] = rank - 1;
    String keys = graph.node("Transpose", inputs.get(1)).numbers("perm", order).output();
    String scale = graph.decimal((float) (1 / Math.sqrt(width)));
    String product = graph.node("MatMul", inputs.get(0), keys).output();
    String scores = graph.node("Mul", product, scale).output();
    scores = op.causal() ? causal(graph, scores) : scores;
    if (op.mask() && node.inputs().get(3).dtype() == DType.FLOAT32) {
      scores = graph.node("Add", scores, inputs.get(3)).output();
    } else if (op.mask()) { // allows attention, where the one of AttentionWeights forbids it
      String allows = graph.node("Cast", inputs.get(3)).number("to", BOOL).output();
      scores = graph.node("Where", allows, scores, forbidden(graph)).output();
    }
    String weights = graph.node("Softmax", scores).number("axis", -1).output();
    if (op.mask()) { // a query that may attend to nothing gets zeros
      String none = graph.node("IsNaN", weights).output();
      weights = graph.node("Where", none, graph.decimal(0), weights).output();
    }
    return graph.node("MatMul", weights, inputs.get(2)).output();
  }

  static String headMean(HeadMean op, Node node, OnnxGraph graph) {
    return graph
        .node("ReduceMean", graph.inputs(node).get(0))
        .numbers("axes", 1)
        .number("keepdims", 0)
        .output();
  }
}

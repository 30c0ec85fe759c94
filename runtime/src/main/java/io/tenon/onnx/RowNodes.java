package io.tenon.onnx;

import io.tenon.Shape;
import io.tenon.graph.Node;
import io.tenon.op.Affine;
import io.tenon.op.DimReduction;
import io.tenon.op.Gather;
import io.tenon.op.LayerNormalization;
import io.tenon.op.PartialAffine;
import io.tenon.op.Softmax;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Operations on rows of features. */
final class RowNodes {
  private RowNodes() {}

  static String linear(Affine op, Node node, OnnxGraph graph) {
    List<String> inputs = graph.inputs(node);
    String bias = inputs.size() > 2 ? inputs.get(2) : null;
    if (node.shape().rank() == 2) {
      return graph.node("Gemm", inputs.toArray(new String[0])).number("transB", 1).output();
    }
    return product(graph, inputs.get(0), inputs.get(1), bias);
  }

  private static String product(OnnxGraph graph, String x, String weight, String bias) {
    String transposed = graph.node("Transpose", weight).numbers("perm", 1, 0).output();
    String product = graph.node("MatMul", x, transposed).output();
    return bias == null ? product : graph.node("Add", product, bias).output();
  }

  static String partialLinear(PartialAffine op, Node node, OnnxGraph graph) {
    List<String> inputs = graph.inputs(node);
    int outputs = node.shape().size(-1);
    String weight =
        op.wholeWeight() ? inputs.get(1) : part(graph, inputs.get(1), op.part(), outputs);
    String bias = inputs.size() > 2 ? part(graph, inputs.get(2), op.part(), outputs) : null;
    return product(graph, inputs.get(0), weight, bias);
  }

  private static String part(OnnxGraph graph, String of, int part, int size) {
    String from = graph.numbers((long) part * size);
    String to = graph.numbers((part + 1L) * size);
    return graph.node("Slice", of, from, to, graph.numbers(0)).output();
  }

  static String layerNorm(LayerNormalization op, Node node, OnnxGraph graph) {
    List<String> inputs = new ArrayList<>(graph.inputs(node));
    Shape normalized = op.normalized();
    if (inputs.size() == 1) {
      float[] ones = new float[normalized.elements()];
      Arrays.fill(ones, 1);
      inputs.add(graph.decimals(ones, normalized.toArray()));
    }
    return graph
        .node("LayerNormalization", inputs.toArray(new String[0]))
        .number("axis", -normalized.rank())
        .decimal("epsilon", op.eps())
        .output();
  }

  static String softmax(Softmax op, Node node, OnnxGraph graph) {
    String type = op.log() ? "LogSoftmax" : "Softmax";
    return graph.node(type, graph.inputs(node).get(0)).number("axis", op.dim()).output();
  }

  static String embedding(Gather op, Node node, OnnxGraph graph) {
    List<String> inputs = graph.inputs(node);
    return graph.node("Gather", inputs.get(1), inputs.get(0)).number("axis", 0).output();
  }

  static String reduction(DimReduction op, Node node, OnnxGraph graph) {
    String x = graph.inputs(node).get(0);
    long[] dims = op.dims().stream().mapToLong(Integer::longValue).toArray();
    OnnxNode reduce = // the two have their axes in different places until opset 18
        op.kind() == DimReduction.Kind.SUM
            ? graph.node("ReduceSum", x, graph.numbers(dims))
            : graph.node("ReduceMean", x).numbers("axes", dims);
    return reduce.number("keepdims", op.keepdim() ? 1 : 0).output();
  }
}

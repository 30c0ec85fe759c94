package io.tenon.onnx;

import io.tenon.DType;
import io.tenon.graph.Node;
import io.tenon.op.Arithmetic;
import io.tenon.op.Cast;
import io.tenon.op.Compare;
import io.tenon.op.Elementwise;

/** Operations on each element by itself. */
final class ElementNodes {
  private ElementNodes() {}

  static String arithmetic(Arithmetic op, Node node, OnnxGraph graph) {
    String type =
        switch (op.operator()) {
          case ADD -> "Add";
          case SUB -> "Sub";
          case MUL -> "Mul";
          case DIV -> "Div";
        };
    return graph.node(type, graph.inputs(node).toArray(new String[0])).output();
  }

  static String function(Elementwise op, Node node, OnnxGraph graph) {
    String x = graph.inputs(node).get(0);
    float a = op.a();
    float b = op.b();
    return switch (op.function()) {
      case RELU -> graph.node("Relu", x).output();
      case RELU6 -> clip(graph, x, 0, 6);
      case HARDTANH -> clip(graph, x, a, b);
      case LEAKY_RELU -> graph.node("LeakyRelu", x).decimal("alpha", a).output();
      case ELU -> graph.node("Elu", x).decimal("alpha", a).output();
      case SELU -> graph.node("Selu", x).output();
      case GELU -> gelu(graph, x);
      case GELU_TANH -> geluTanh(graph, x);
      case SILU -> graph.node("Mul", x, graph.node("Sigmoid", x).output()).output();
      case SIGMOID -> graph.node("Sigmoid", x).output();
      case TANH -> graph.node("Tanh", x).output();
      case HARDSWISH -> graph.node("HardSwish", x).output();
      case HARDSIGMOID ->
          graph.node("HardSigmoid", x).decimal("alpha", 1. / 6).decimal("beta", 0.5).output();
      case SOFTPLUS -> softplus(graph, x, a);
      case MISH ->
          graph
              .node("Mul", x, graph.node("Tanh", graph.node("Softplus", x).output()).output())
              .output();
      case EXP -> graph.node("Exp", x).output();
      case SQRT -> graph.node("Sqrt", x).output();
      case NEG -> graph.node("Neg", x).output();
      case ADD_NUMBER -> with(graph, "Add", x, a);
      case SUB_NUMBER -> with(graph, "Sub", x, a);
      case MUL_NUMBER -> with(graph, "Mul", x, a);
      case DIV_NUMBER -> with(graph, "Div", x, a);
      default -> throw graph.refused("has no translation to ONNX yet");
    };
  }

  private static String with(OnnxGraph graph, String type, String x, float number) {
    return graph.node(type, x, graph.decimal(number)).output();
  }

  private static String clip(OnnxGraph graph, String x, float least, float most) {
    return graph.node("Clip", x, graph.decimal(least), graph.decimal(most)).output();
  }

  /** In the order of operators that engines know, and make one of: opset 17 has no Gelu. */
  private static String gelu(OnnxGraph graph, String x) {
    String erf = graph.node("Erf", with(graph, "Div", x, (float) Math.sqrt(2))).output();
    return with(graph, "Mul", graph.node("Mul", x, with(graph, "Add", erf, 1)).output(), 0.5f);
  }

  private static String geluTanh(OnnxGraph graph, String x) {
    String cube = with(graph, "Mul", with(graph, "Pow", x, 3), 0.044715f);
    String sum = graph.node("Add", x, cube).output();
    String inner = with(graph, "Mul", sum, (float) Math.sqrt(2 / Math.PI));
    String tanh = with(graph, "Add", graph.node("Tanh", inner).output(), 1);
    return graph.node("Mul", with(graph, "Mul", x, 0.5f), tanh).output();
  }

  private static String softplus(OnnxGraph graph, String x, float beta) {
    if (beta == 1) {
      return graph.node("Softplus", x).output();
    }
    String scaled = graph.node("Softplus", with(graph, "Mul", x, beta)).output();
    return with(graph, "Div", scaled, beta);
  }

  static String cast(Cast op, Node node, OnnxGraph graph) {
    return cast(graph, graph.inputs(node).get(0), op.target());
  }

  private static String cast(OnnxGraph graph, String x, DType to) {
    return graph.node("Cast", x).number("to", OnnxProto.type(to)).output();
  }

  /** ONNX's comparisons give truth values; ours integers. */
  static String compare(Compare op, Node node, OnnxGraph graph) {
    boolean floats = node.inputs().get(0).dtype() == DType.FLOAT32;
    if (!floats && op.number() != (long) op.number()) {
      throw graph.refused("compares integers with a number that is none");
    }
    String number = floats ? graph.decimal((float) op.number()) : graph.number((long) op.number());
    String type =
        switch (op.relation()) {
          case EQ, NE -> "Equal";
          case LT -> "Less";
          case LE -> "LessOrEqual";
          case GT -> "Greater";
          case GE -> "GreaterOrEqual";
        };
    String holds = graph.node(type, graph.inputs(node).get(0), number).output();
    if (op.relation() == Compare.Relation.NE) {
      holds = graph.node("Not", holds).output();
    }
    return cast(graph, holds, DType.INT64);
  }
}

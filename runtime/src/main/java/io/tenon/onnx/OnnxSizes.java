package io.tenon.onnx;

import io.tenon.graph.Node;
import io.tenon.graph.Size;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Sizes as values of the graph: numbers, or read from the inputs where only these decide them. */
final class OnnxSizes {
  private final OnnxGraph graph;
  private final List<Node> inputs;
  private final Map<String, String> read = new HashMap<>();

  OnnxSizes(OnnxGraph graph, List<Node> inputs) {
    this.graph = graph;
    this.inputs = inputs;
  }

  /** A vector of sizes. */
  String vector(List<Size> sizes) {
    if (sizes.stream().allMatch(Size::isConstant)) {
      return graph.numbers(sizes.stream().mapToLong(Size::factor).toArray());
    }
    String[] each = sizes.stream().map(this::one).toArray(String[]::new);
    return each.length == 1 ? each[0] : graph.node("Concat", each).number("axis", 0).output();
  }

  /** A vector of one size. */
  private String one(Size size) {
    String product = null;
    for (String symbol : size.symbols()) {
      String factor = read.computeIfAbsent(symbol, this::find);
      product = product == null ? factor : graph.node("Mul", product, factor).output();
    }
    if (product == null) {
      return graph.numbers(size.factor());
    }
    return size.factor() == 1
        ? product
        : graph.node("Mul", product, graph.numbers(size.factor())).output();
  }

  private String find(String symbol) {
    Size wanted = new Size(1, List.of(symbol));
    for (Node input : inputs) {
      int dim = input.sizes().indexOf(wanted);
      if (dim >= 0) {
        String shape = graph.node("Shape", graph.of(input)).output();
        return graph.node("Gather", shape, graph.numbers(dim)).output();
      }
    }
    throw graph.refused("has a size that no input says");
  }
}

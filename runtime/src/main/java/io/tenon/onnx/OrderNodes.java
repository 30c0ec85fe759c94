package io.tenon.onnx;

import io.tenon.graph.Node;
import io.tenon.graph.Size;
import io.tenon.op.Arange;
import io.tenon.op.Concatenate;
import io.tenon.op.Expand;
import io.tenon.op.Narrow;
import io.tenon.op.Permute;
import io.tenon.op.Recurrence;
import io.tenon.op.Select;
import io.tenon.op.Transpose;
import io.tenon.op.View;
import java.util.List;

/** Operations that compute nothing: elements in another shape, order or place. */
final class OrderNodes {
  private OrderNodes() {}

  static String view(View op, Node node, OnnxGraph graph) {
    Node from = node.inputs().get(0);
    long[] words = words(from.sizes(), node.sizes());
    String target = words == null ? graph.sizes(node.sizes()) : graph.numbers(words);
    return graph.node("Reshape", graph.of(from), target).output();
  }

  /**
   * Reshape's own words: 0 is the input's size in that place, -1 is what is left. Null if they
   * don't do.
   */
  private static long[] words(List<Size> from, List<Size> to) {
    long[] sizes = new long[to.size()];
    boolean left = false;
    for (int d = 0; d < sizes.length; d++) {
      Size size = to.get(d);
      if (size.isConstant()) {
        sizes[d] = size.factor();
      } else if (d < from.size() && from.get(d).equals(size)) {
        sizes[d] = 0;
      } else if (left) {
        return null;
      } else {
        sizes[d] = -1;
        left = true;
      }
    }
    return sizes;
  }

  static String transpose(Transpose op, Node node, OnnxGraph graph) {
    long[] order = new long[node.shape().rank()];
    for (int d = 0; d < order.length; d++) {
      order[d] = d == op.dim0() ? op.dim1() : d == op.dim1() ? op.dim0() : d;
    }
    return graph.node("Transpose", graph.inputs(node).get(0)).numbers("perm", order).output();
  }

  static String select(Select op, Node node, OnnxGraph graph) {
    Node from = node.inputs().get(0);
    if (from.op() instanceof Recurrence layer && layer.cell().hasMemory()) {
      return RecurrentNodes.part(layer, op, from, graph);
    }
    return graph
        .node("Gather", graph.of(from), graph.number(op.index()))
        .number("axis", op.dim())
        .output();
  }

  static String permute(Permute op, Node node, OnnxGraph graph) {
    long[] order = op.dims().stream().mapToLong(Integer::longValue).toArray();
    return graph.node("Transpose", graph.inputs(node).get(0)).numbers("perm", order).output();
  }

  static String expand(Expand op, Node node, OnnxGraph graph) {
    return graph.node("Expand", graph.inputs(node).get(0), graph.sizes(node.sizes())).output();
  }

  static String narrow(Narrow op, Node node, OnnxGraph graph) {
    requireNumber(node, op.start(), graph);
    String start = graph.numbers(op.start());
    String length = graph.sizes(List.of(node.sizes().get(op.dim())));
    String end = graph.node("Add", start, length).output();
    if (op.start() < 0 && op.start() + node.shape().size(op.dim()) == 0) {
      end = graph.numbers(Long.MAX_VALUE); // to the end: 0 would be the beginning
    }
    String dim = graph.numbers(op.dim());
    return graph.node("Slice", graph.inputs(node).get(0), start, end, dim).output();
  }

  static String arange(Arange op, Node node, OnnxGraph graph) {
    requireNumber(node, op.start(), graph);
    String count = graph.node("Squeeze", graph.sizes(node.sizes())).output();
    String start = graph.number(op.start());
    String end = graph.node("Add", start, count).output();
    return graph.node("Range", start, end, graph.number(1)).output();
  }

  /** The text of the attributes has symbols by name. */
  private static void requireNumber(Node node, int start, OnnxGraph graph) {
    if (!node.attributes().contains("start=" + start + ",")) {
      throw graph.refused("begins where only an input decides");
    }
  }

  static String cat(Concatenate op, Node node, OnnxGraph graph) {
    String[] inputs = graph.inputs(node).toArray(new String[0]);
    return graph.node("Concat", inputs).number("axis", op.dim()).output();
  }
}

package io.tenon.onnx;

import io.tenon.graph.Node;
import io.tenon.graph.Size;
import io.tenon.op.Concatenate;
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
    String target = graph.numbers(sizes(from.sizes(), node.sizes(), graph));
    return graph.node("Reshape", graph.of(from), target).output();
  }

  /** Reshape's own words: 0 is the input's size in that place, -1 is what is left. */
  private static long[] sizes(List<Size> from, List<Size> to, OnnxGraph graph) {
    long[] sizes = new long[to.size()];
    boolean left = false;
    for (int d = 0; d < sizes.length; d++) {
      Size size = to.get(d);
      if (size.isConstant()) {
        sizes[d] = size.factor();
      } else if (d < from.size() && from.get(d).equals(size)) {
        sizes[d] = 0;
      } else if (left) {
        throw graph.refused(
            "has several sizes that only an input decides; give the shape in numbers");
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

  static String cat(Concatenate op, Node node, OnnxGraph graph) {
    String[] inputs = graph.inputs(node).toArray(new String[0]);
    return graph.node("Concat", inputs).number("axis", op.dim()).output();
  }
}

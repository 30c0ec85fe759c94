package io.tenon.processor.pass;

import io.tenon.graph.Graph;
import io.tenon.graph.Node;
import io.tenon.op.Arithmetic;
import io.tenon.op.Elementwise;
import io.tenon.op.Op;
import io.tenon.op.UnaryFunction;
import java.util.List;

/**
 * Activations that are written by hand, {@code x * sigmoid(x)} and {@code x * relu6(x + 3) / 6},
 * are the functions they are: one element of one value, which a convolution takes.
 */
final class FindActivations {
  private static final Op MUL = new Arithmetic(Arithmetic.Operator.MUL);
  private static final Op PLUS_THREE = new Elementwise(UnaryFunction.ADD_NUMBER, 3, 0);
  private static final Op UP_TO_SIX = new Elementwise(UnaryFunction.HARDTANH, 0, 6);

  private FindActivations() {}

  static Graph apply(Graph graph) {
    return Rewrite.each(graph, FindActivations::replace);
  }

  private static Node replace(Node node) {
    if (isSixth(node)) {
      Node of = node.inputs().get(0);
      Node x = clamped(of);
      if (x != null) {
        return function(node, UnaryFunction.HARDSIGMOID, x);
      }
      Node gated = MUL.equals(of.op()) ? gated(of) : null;
      return gated == null ? node : function(node, UnaryFunction.HARDSWISH, gated);
    }
    if (MUL.equals(node.op())) {
      for (int i = 0; i < 2; i++) {
        Node x = node.inputs().get(i);
        Node gate = node.inputs().get(1 - i);
        if (gate.op() instanceof Elementwise of && gate.inputs().get(0) == x) {
          switch (of.function()) {
            case SIGMOID:
              return function(node, UnaryFunction.SILU, x);
            case HARDSIGMOID:
              return function(node, UnaryFunction.HARDSWISH, x);
            default:
          }
        }
      }
    }
    return node;
  }

  private static Node function(Node node, UnaryFunction function, Node x) {
    Elementwise op = new Elementwise(function);
    return node.madeBy(op.name(), op, List.of(x));
  }

  private static boolean isSixth(Node node) {
    return node.op() instanceof Elementwise op
        && (op.function() == UnaryFunction.DIV_NUMBER && op.a() == 6
            || op.function() == UnaryFunction.MUL_NUMBER && op.a() == 1f / 6);
  }

  /** The x of {@code x * relu6(x + 3)}; null for anything else. */
  private static Node gated(Node product) {
    for (int i = 0; i < 2; i++) {
      Node x = product.inputs().get(i);
      if (clamped(product.inputs().get(1 - i)) == x) {
        return x;
      }
    }
    return null;
  }

  /** The x of {@code relu6(x + 3)}; null for anything else. */
  private static Node clamped(Node node) {
    boolean clamp =
        node.op() instanceof Elementwise op
            && (op.function() == UnaryFunction.RELU6 || op.equals(UP_TO_SIX));
    Node sum = clamp ? node.inputs().get(0) : null;
    return sum != null && PLUS_THREE.equals(sum.op()) ? sum.inputs().get(0) : null;
  }
}

package io.tenon.processor.pass;

import io.tenon.graph.Graph;
import io.tenon.graph.Node;
import io.tenon.op.AdaptivePooling;
import io.tenon.op.Concatenate;
import io.tenon.op.Elementwise;
import io.tenon.op.Op;
import io.tenon.op.Pad;
import io.tenon.op.Padding;
import io.tenon.op.Pair;
import io.tenon.op.Pooling;
import io.tenon.op.Transpose;
import io.tenon.op.UnaryFunction;
import java.util.EnumSet;
import java.util.Set;

/**
 * An operation that changes nothing goes, by itself ({@code x.mul(1)}, a window of one element) or
 * behind what was done already ({@code relu(relu(x))}, {@code -(-x)}).
 */
final class RemoveIdentity {
  private static final Set<UnaryFunction> CLAMPS =
      Set.of(UnaryFunction.RELU, UnaryFunction.RELU6, UnaryFunction.HARDTANH);

  private RemoveIdentity() {}

  static Graph apply(Graph graph) {
    return Rewrite.each(graph, RemoveIdentity::replace);
  }

  private static Node replace(Node node) {
    Node x = node.inputs().isEmpty() ? null : node.inputs().get(0);
    if (x == null || x.kind() == Node.Kind.WEIGHT) {
      return node;
    }
    if (isIdentity(node, x)) {
      return x;
    }
    if (x.kind() != Node.Kind.OPERATION) {
      return node;
    }
    if (isUndone(node.op(), x.op())) {
      return x.inputs().get(0);
    }
    if (node.op() instanceof Elementwise second && x.op() instanceof Elementwise first) {
      if (second.equals(first) && CLAMPS.contains(first.function())) {
        return x;
      }
      if (areReluAndRelu6(first, second)) {
        return first.function() == UnaryFunction.RELU6 ? x : node.withInputs(x.inputs());
      }
    }
    return node;
  }

  private static boolean isIdentity(Node node, Node x) {
    Op op = node.op();
    if (op instanceof Elementwise function) {
      return switch (function.function()) {
        case ADD_NUMBER, SUB_NUMBER -> function.a() == 0;
        case MUL_NUMBER, DIV_NUMBER -> function.a() == 1;
        default -> false;
      };
    }
    if (op instanceof Pooling pool) {
      return pool.kernel().equals(Pair.of(1))
          && pool.stride().equals(Pair.of(1))
          && pool.padding().equals(Pair.of(0))
          && (pool.divisorOverride() == 0 || pool.divisorOverride() == 1);
    }
    return op instanceof Concatenate && node.inputs().size() == 1
        || op instanceof Pad pad && pad.padding().equals(Padding.NONE)
        || op instanceof Transpose transpose && transpose.dim0() == transpose.dim1()
        || op instanceof AdaptivePooling && node.sizes().equals(x.sizes());
  }

  /** Whether {@code second} gives back what {@code first} was given. */
  private static boolean isUndone(Op second, Op first) {
    if (second instanceof Transpose b && first instanceof Transpose a) {
      return b.equals(a) || b.dim0() == a.dim1() && b.dim1() == a.dim0();
    }
    return second.equals(first) && second.equals(new Elementwise(UnaryFunction.NEG));
  }

  private static boolean areReluAndRelu6(Elementwise first, Elementwise second) {
    return EnumSet.of(first.function(), second.function())
        .equals(EnumSet.of(UnaryFunction.RELU, UnaryFunction.RELU6));
  }
}

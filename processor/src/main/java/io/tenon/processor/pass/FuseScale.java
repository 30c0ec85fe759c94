package io.tenon.processor.pass;

import io.tenon.graph.Node;
import io.tenon.graph.Size;
import io.tenon.op.Affine;
import io.tenon.op.Arithmetic;
import io.tenon.op.Convolution;
import io.tenon.op.Elementwise;
import io.tenon.op.Op;
import io.tenon.op.TransposedConvolution;
import java.util.ArrayList;
import java.util.List;

/**
 * Numbers, or weights with one for each channel, that scale or shift what a convolution or linear
 * layer makes, such as ConvNeXt's layer scale, disappear into its weights when they are bound; so
 * does a batch normalisation behind them. Only before an activation.
 */
final class FuseScale {
  /** Beyond, weights or sums might be infinite that are not where the result is scaled. */
  private static final float MOST = 1e6f;

  private FuseScale() {}

  static Groups apply(Groups groups) {
    return groups.join(
        (group, next) -> group.computed().isEmpty() && isFoldable(group.anchor(), next));
  }

  /** What follows a group's first operation and is in its weights. */
  static List<Node> folded(Group group) {
    List<Node> folded = new ArrayList<>();
    for (Node node : group.nodes().subList(1, group.nodes().size())) {
      if (!isFoldable(group.anchor(), node)) {
        break;
      }
      folded.add(node);
    }
    return folded;
  }

  private static boolean isFoldable(Node sums, Node next) {
    Op op = sums.op();
    boolean product =
        op instanceof Convolution || op instanceof TransposedConvolution || op instanceof Affine;
    return product
        && (FoldBatchNorm.isFoldable(sums, next) || isScale(next, sums.sizes(), channel(sums)));
  }

  /** The dimension that a product's channels lie along, in what it reads and in what it makes. */
  static int channel(Node product) {
    return product.op() instanceof Affine ? product.sizes().size() - 1 : 1;
  }

  /** Whether an operation scales or shifts channels of a value of these sizes. */
  static boolean isScale(Node node, List<Size> sizes, int channel) {
    return isNumber(node)
        || node.op() instanceof Arithmetic op && isOfChannels(node, op, sizes, channel);
  }

  private static boolean isNumber(Node node) {
    return node.op() instanceof Elementwise op
        && switch (op.function()) {
          case NEG -> true;
          case ADD_NUMBER, SUB_NUMBER, MUL_NUMBER -> Math.abs(op.a()) <= MOST;
          case DIV_NUMBER -> Math.abs(op.a()) >= 1 / MOST && Math.abs(op.a()) <= MOST;
          default -> false;
        };
  }

  private static boolean isOfChannels(Node node, Arithmetic op, List<Size> sizes, int channel) {
    int of = node.inputs().get(0).kind() == Node.Kind.WEIGHT ? 0 : 1;
    Node weight = node.inputs().get(of);
    boolean quotientOfIt = op.operator() == Arithmetic.Operator.DIV && of == 0;
    return weight.kind() == Node.Kind.WEIGHT
        && node.inputs().get(1 - of).kind() != Node.Kind.WEIGHT
        && node.sizes().equals(sizes)
        && !quotientOfIt
        && isOfChannels(weight, sizes, channel);
  }

  /** Whether a weight has one number, or one for each channel. */
  private static boolean isOfChannels(Node weight, List<Size> sizes, int channel) {
    int missing = sizes.size() - weight.sizes().size();
    for (int d = 0; d < weight.sizes().size(); d++) {
      Size size = weight.sizes().get(d);
      boolean fits = d + missing == channel && size.equals(sizes.get(channel));
      if (!fits && !size.equals(Size.of(1))) {
        return false;
      }
    }
    return true;
  }
}

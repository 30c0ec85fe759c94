package io.tenon.processor.pass;

import io.tenon.graph.Node;
import io.tenon.op.Affine;
import io.tenon.op.Arithmetic;
import io.tenon.op.BatchNormalization;
import io.tenon.op.Convolution;
import io.tenon.op.Elementwise;
import io.tenon.op.Padding;
import io.tenon.op.UnaryFunction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * What scales or shifts the channels that a convolution or linear layer reads, such as {@code (x -
 * mean) / std} before the first or a batch normalisation without activation, disappears into its
 * weights when they are bound. A shift does so without padding alone: zeros around maps are not
 * shifted, and a border of {@code -shift / scale} would have to be made for each channel.
 */
final class FoldInput {
  private final Groups groups;
  private final Set<Node> folded = Collections.newSetFromMap(new IdentityHashMap<>());

  private FoldInput(Groups groups) {
    this.groups = groups;
  }

  static Groups apply(Groups groups) {
    FoldInput pass = new FoldInput(groups);
    List<Group> result = new ArrayList<>();
    groups.all().forEach(group -> result.add(pass.behind(group)));
    result.removeIf(group -> pass.folded.contains(group.anchor()));
    return groups.with(result);
  }

  private Group behind(Group group) {
    Node product = group.anchor();
    boolean reads =
        product.op() instanceof Affine
            || product.op() instanceof Convolution conv && conv.groups() == 1;
    List<Node> before = new ArrayList<>();
    for (Node in = reads ? product.inputs().get(0) : null;
        in != null && isNeededOnce(in) && isFoldable(product, in);
        in = source(in)) {
      before.add(0, in);
      folded.add(in);
    }
    return before.isEmpty() ? group : new Group(before, group.nodes());
  }

  private boolean isNeededOnce(Node node) {
    return node.kind() == Node.Kind.OPERATION
        && !groups.graph().isResult(node)
        && groups.of(node).nodes().size() == 1
        && groups.users(node).size() == 1;
  }

  private static boolean isFoldable(Node product, Node node) {
    int channel = FuseScale.channel(product);
    boolean normalizes =
        node.op() instanceof BatchNormalization norm && !norm.batchStatistics() && channel == 1;
    return (normalizes || FuseScale.isScale(node, product.inputs().get(0).sizes(), channel))
        && source(node).kind() != Node.Kind.WEIGHT
        && node.sizes().get(channel).isConstant()
        && (isScaleAlone(node) || !isPadded(product));
  }

  private static boolean isPadded(Node product) {
    return product.op() instanceof Convolution conv && !conv.padding().equals(Padding.NONE);
  }

  private static boolean isScaleAlone(Node node) {
    if (node.op() instanceof Arithmetic op) {
      return op.operator() == Arithmetic.Operator.MUL || op.operator() == Arithmetic.Operator.DIV;
    }
    return node.op() instanceof Elementwise op
        && op.function() != UnaryFunction.ADD_NUMBER
        && op.function() != UnaryFunction.SUB_NUMBER;
  }

  /** What is scaled or shifted. */
  static Node source(Node node) {
    Node first = node.inputs().get(0);
    return first.kind() == Node.Kind.WEIGHT && node.op() instanceof Arithmetic
        ? node.inputs().get(1)
        : first;
  }
}

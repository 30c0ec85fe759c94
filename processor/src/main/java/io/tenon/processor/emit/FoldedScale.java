package io.tenon.processor.emit;

import com.palantir.javapoet.CodeBlock;
import io.tenon.graph.Node;
import io.tenon.graph.Size;
import io.tenon.kernel.ScaleShift;
import io.tenon.op.Affine;
import io.tenon.op.Arithmetic;
import io.tenon.op.BatchNormalization;
import io.tenon.op.Elementwise;
import io.tenon.processor.plan.Task;
import java.util.ArrayList;
import java.util.List;

/**
 * What is folded into weights: batch normalisations, factors and summands of channels, as one
 * factor and one summand for each.
 */
final class FoldedScale {
  private static final Size ONE = Size.of(1);
  private static final int LOCAL = 81; // columns for a variable's name and value

  private FoldedScale() {}

  /**
   * Declares the variable that holds them, {@code ScaleShift conv1Norm = binding.batchNorm("bn1",
   * 1.0E-5, 64)}; returns its name.
   */
  static String bind(String base, List<Node> folded, Object channels, Fields fields) {
    boolean normalized = folded.get(0).op() instanceof BatchNormalization;
    return declare(base + (normalized ? "Norm" : "Scale"), folded, channels, fields);
  }

  /**
   * What a product's weights are taken from: {@code binding}, or {@code binding.behind(conv1Input)}
   * where its input would be scaled and shifted first.
   */
  static String binding(Task task, Node product, Fields fields) {
    List<Node> before = before(task, product);
    if (before.isEmpty()) {
      return "binding";
    }
    Node in = product.inputs().get(0);
    int channel = product.op() instanceof Affine ? in.sizes().size() - 1 : 1;
    int channels = in.sizes().get(channel).factor();
    return "binding.behind(" + declare(task.base() + "Input", before, channels, fields) + ")";
  }

  private static List<Node> before(Task task, Node product) {
    List<Node> nodes = task.common().nodes();
    return nodes.subList(0, nodes.indexOf(product));
  }

  /** What folding an input's scales is worth saying; "" where there are none. */
  static String whyBefore(Task task, Node product) {
    return before(task, product).isEmpty()
        ? ""
        : " x is read as it is: what scales or shifts it first is part of the weights.";
  }

  private static String declare(String name, List<Node> folded, Object channels, Fields fields) {
    Node first = folded.get(0);
    boolean normalized = first.op() instanceof BatchNormalization;
    CodeBlock start =
        normalized
            ? norm(first, channels, name)
            : CodeBlock.of("$T.none($L)", ScaleShift.class, channels);
    List<CodeBlock> parts = new ArrayList<>(List.of(start));
    for (Node node : folded.subList(normalized ? 1 : 0, folded.size())) {
      parts.add(next(node, channels));
    }
    CodeBlock chain = CodeBlock.join(parts, "");
    boolean fits = name.length() + WrappedCall.width(chain) <= LOCAL;
    fields.local(ScaleShift.class, name, fits ? chain : CodeBlock.join(parts, "\n"));
    return name;
  }

  /** {@code .times(0.125f)}. */
  private static CodeBlock next(Node node, Object channels) {
    if (node.op() instanceof BatchNormalization) {
      return CodeBlock.of(".then($L)", norm(node, channels, ""));
    }
    if (node.op() instanceof Elementwise op) {
      String number = Literals.of(op.a());
      return switch (op.function()) {
        case NEG -> CodeBlock.of(".times(-1)");
        case ADD_NUMBER -> CodeBlock.of(".plus($L)", number);
        case SUB_NUMBER -> CodeBlock.of(".minus($L)", number);
        case MUL_NUMBER -> CodeBlock.of(".times($L)", number);
        case DIV_NUMBER -> CodeBlock.of(".dividedBy($L)", number);
        default -> throw new IllegalStateException(op.name() + " is in no weights");
      };
    }
    boolean weightFirst = node.inputs().get(0).kind() == Node.Kind.WEIGHT;
    Node weight = node.inputs().get(weightFirst ? 0 : 1);
    Object count = weight.sizes().stream().allMatch(ONE::equals) ? 1 : channels;
    String path = weight.name();
    return switch (((Arithmetic) node.op()).operator()) {
      case ADD -> CodeBlock.of(".plus(binding.floats($S, $L))", path, count);
      case SUB ->
          weightFirst
              ? CodeBlock.of(".times(-1).plus(binding.floats($S, $L))", path, count)
              : CodeBlock.of(".minus(binding.floats($S, $L))", path, count);
      case MUL -> CodeBlock.of(".times(binding.floats($S, $L))", path, count);
      case DIV -> CodeBlock.of(".dividedBy(binding.divisors($S, $L))", path, count);
    };
  }

  /** {@code binding.batchNorm("bn1", 1.0E-5, 64)}. */
  static CodeBlock norm(Node node, Object channels, String name) {
    BatchNormalization op = (BatchNormalization) node.op();
    int statistics = op.affine() ? 3 : 1;
    String eps = Literals.of(op.eps());
    String layer = node.module();
    boolean named = WeightPaths.areOf(layer, node, "weight", "bias", "running_mean", "running_var");
    if (op.affine() && named) {
      CodeBlock path = CodeBlock.of("$S", layer);
      return WrappedCall.assigned(name, "binding.batchNorm", path, eps, channels);
    }
    return WrappedCall.assigned(
        name,
        "binding.batchNorm",
        op.affine() ? WeightPaths.of(node, 1) : "null",
        op.affine() ? WeightPaths.of(node, 2) : "null",
        WeightPaths.of(node, statistics),
        WeightPaths.of(node, statistics + 1),
        eps,
        channels);
  }

  /** What folding is worth saying; "" where nothing is. */
  static String why(List<Node> folded, String channel, String product) {
    if (folded.isEmpty()) {
      return "";
    }
    return folded.stream().allMatch(node -> node.op() instanceof BatchNormalization)
        ? " The batch normalization is part of the weights: it scales and shifts each "
            + channel
            + ", and so does the "
            + product
            + "."
        : " What scales or shifts each " + channel + " is part of the weights.";
  }
}

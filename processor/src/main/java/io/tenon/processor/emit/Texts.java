package io.tenon.processor.emit;

import io.tenon.graph.Node;
import io.tenon.graph.Origin;
import io.tenon.graph.Size;
import io.tenon.op.Arithmetic;
import io.tenon.op.Elementwise;
import io.tenon.processor.plan.SampleShapes;
import io.tenon.processor.plan.Task;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Prose for comments: wrapped, and safe inside Javadoc. */
final class Texts {
  /** Columns of a file, less the indentation and star of a member's comment. */
  static final int MEMBER = 95;

  /** Columns of a file, less the star of a class's comment. */
  static final int CLASS = 97;

  private Texts() {}

  /** A space where a line may end: none in a shape, {@code [64, 56, 56]}, or behind a tag. */
  private static final Pattern BREAK = Pattern.compile("(?<!\\{@\\w{4}) (?![^\\[\\]]{0,40}\\])");

  /** Lines of at most {@code columns}, broken at spaces. */
  static String wrap(String text, int columns) {
    StringBuilder wrapped = new StringBuilder();
    int used = 0;
    for (String word : BREAK.split(text)) {
      int length = word.codePointCount(0, word.length());
      if (used > 0 && used + 1 + length > columns) {
        wrapped.append('\n');
        used = 0;
      }
      wrapped.append(used == 0 ? "" : " ").append(word);
      used += (used == 0 ? 0 : 1) + length;
    }
    return wrapped.toString();
  }

  /** {@code {@code relu(conv1.call(x))}, {@code maxPool2d(out, 2)}, LeNet.java:27-28}. */
  static String origin(List<Node> nodes) {
    List<Origin> origins =
        nodes.stream().map(Node::origin).filter(Objects::nonNull).distinct().toList();
    List<String> expressions = new ArrayList<>();
    for (Origin origin : origins) {
      boolean inside =
          origins.stream()
              .anyMatch(
                  other ->
                      !other.expression().equals(origin.expression())
                          && other.expression().contains(origin.expression()));
      if (!inside && !expressions.contains(code(origin.expression()))) {
        expressions.add(code(origin.expression()));
      }
    }
    StringJoiner text = new StringJoiner(", ");
    expressions.forEach(text::add);
    lines(origins).forEach((file, lines) -> text.add(file + ":" + range(lines)));
    return text.toString();
  }

  private static Map<String, TreeSet<Integer>> lines(List<Origin> origins) {
    Map<String, TreeSet<Integer>> lines = new LinkedHashMap<>();
    for (Origin origin : origins) {
      lines.computeIfAbsent(origin.file(), file -> new TreeSet<>()).add(origin.line());
    }
    return lines;
  }

  private static String range(TreeSet<Integer> lines) {
    return lines.size() == 1 ? "" + lines.first() : lines.first() + "-" + lines.last();
  }

  /** An expression in Javadoc; without markup where its braces would end it. */
  private static String code(String expression) {
    if (!expression.contains("{") && !expression.contains("}") && !expression.contains("*/")) {
      return "{@code " + expression + "}";
    }
    return expression
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace("@", "&#64;")
        .replace("*/", "*&#47;")
        .replace("{", "&#123;")
        .replace("}", "&#125;");
  }

  /** {@code [3, 32, 32] → [6, 14, 14]}, two inputs with a comma between. */
  static String shapes(Task task, SampleShapes samples) {
    return in(task, samples) + " → " + task.out().sizes();
  }

  static String in(Task task, SampleShapes samples) {
    StringJoiner in = new StringJoiner(", ");
    operands(task, samples).forEach(sizes -> in.add(sizes.toString()));
    return in.toString();
  }

  /** The shapes that go in, as the user sees them: without batch and borders. */
  static List<List<Size>> operands(Task task, SampleShapes samples) {
    List<Node> nodes = task.common().nodes();
    Node first = nodes.get(0);
    boolean onlyWeights = first.inputs().stream().allMatch(Texts::isWeight);
    boolean onElements = first.op() instanceof Arithmetic || first.op() instanceof Elementwise;
    List<Node> operands = new ArrayList<>();
    first.inputs().stream()
        .filter(input -> onlyWeights || first.op() instanceof Arithmetic || !isWeight(input))
        .forEach(operands::add);
    nodes.stream()
        .skip(1)
        .filter(node -> node.op() instanceof Arithmetic || node.op() instanceof Elementwise)
        .flatMap(node -> node.inputs().stream())
        .filter(input -> !isWeight(input) && !nodes.contains(input))
        .filter(input -> !(onElements && operands.contains(input)))
        .forEach(operands::add);
    return operands.stream().map(samples::of).toList();
  }

  private static boolean isWeight(Node node) {
    return node.kind() == Node.Kind.WEIGHT;
  }
}

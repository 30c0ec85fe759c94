package io.tenon.processor.emit;

import io.tenon.graph.Node;
import io.tenon.op.Arithmetic;
import io.tenon.op.Elementwise;
import io.tenon.processor.plan.Pointwise;

/** Operations on elements as one formula: {@code a * sigmoid(b) + c}. */
final class PointwiseText {
  private static final int LONGEST = 120;

  private PointwiseText() {}

  /** {@code y = a * sigmoid(b) in one pass: }; without the formula if it is long. */
  static String of(Pointwise task) {
    String text = text(task, task.lines().get(task.lines().size() - 1).node(), 0);
    return text.length() > LONGEST ? "In one pass: " : "{@code y = " + text + "} in one pass: ";
  }

  /** In parentheses where it binds less than {@code binding}: sums 1, products 2, others 3. */
  private static String text(Pointwise task, Node node, int binding) {
    int operand = task.operands().indexOf(node);
    if (operand >= 0) {
      return task.inputNames().get(operand);
    }
    Node x = node.inputs().get(0);
    if (node.op() instanceof Arithmetic op) {
      boolean sum =
          op.operator() == Arithmetic.Operator.ADD || op.operator() == Arithmetic.Operator.SUB;
      int own = sum ? 1 : 2;
      String text =
          text(task, x, own)
              + " "
              + MapEmitter.sign(op)
              + " "
              + text(task, node.inputs().get(1), own + 1);
      return own < binding ? "(" + text + ")" : text;
    }
    Elementwise function = (Elementwise) node.op();
    String a = Literals.of(function.a());
    return switch (function.function()) {
      case NEG -> "-" + text(task, x, 3);
      case ADD_NUMBER -> number(task, x, " + " + a, 1, binding);
      case SUB_NUMBER -> number(task, x, " - " + a, 1, binding);
      case MUL_NUMBER -> number(task, x, " * " + a, 2, binding);
      case DIV_NUMBER -> number(task, x, " / " + a, 2, binding);
      default -> function.name() + "(" + text(task, x, 0) + ")";
    };
  }

  private static String number(Pointwise task, Node x, String rest, int own, int binding) {
    String text = text(task, x, own) + rest;
    return own < binding ? "(" + text + ")" : text;
  }
}

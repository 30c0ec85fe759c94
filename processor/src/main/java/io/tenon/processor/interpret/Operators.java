package io.tenon.processor.interpret;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;

/** Evaluates operators and assignments. */
final class Operators {
  private final Machine machine;
  private final SymbolicArithmetic symbolic;

  Operators(Machine machine) {
    this.machine = machine;
    this.symbolic = new SymbolicArithmetic(machine);
  }

  Object binary(BinaryTree tree, Frame frame) {
    Tree.Kind operator = tree.getKind();
    Expressions expressions = machine.expressions();
    if (operator == Tree.Kind.CONDITIONAL_AND) {
      return expressions.condition(tree.getLeftOperand(), frame)
          && expressions.condition(tree.getRightOperand(), frame);
    }
    if (operator == Tree.Kind.CONDITIONAL_OR) {
      return expressions.condition(tree.getLeftOperand(), frame)
          || expressions.condition(tree.getRightOperand(), frame);
    }
    Object a = expressions.value(tree.getLeftOperand(), frame);
    Object b = expressions.value(tree.getRightOperand(), frame);
    return operate(operator, a, b, tree, frame);
  }

  private Object operate(Tree.Kind operator, Object a, Object b, Tree tree, Frame frame) {
    if (operator == Tree.Kind.PLUS && (a instanceof String || b instanceof String)) {
      return joined(a, b);
    }
    if (a instanceof Unknown || b instanceof Unknown) {
      return derived(operator, a, b, tree, frame);
    }
    if (machine.isSymbolic(a) || machine.isSymbolic(b)) {
      symbolic.check(operator, a, b, tree, frame);
    }
    try {
      return Arithmetics.binary(operator, a, b)
          .orElseThrow(() -> machine.unsupported("this operator", tree, frame));
    } catch (ArithmeticException e) {
      throw machine.refused(e, tree, frame);
    }
  }

  /** Text is mostly for messages, so one that nobody knows is passed on until it is needed. */
  private Object joined(Object a, Object b) {
    if (a instanceof Unknown unknown) {
      return unknown.with(null);
    }
    if (b instanceof Unknown unknown) {
      return unknown.with(null);
    }
    for (Object operand : new Object[] {a, b}) {
      Number symbol = symbolic.symbolIn(operand);
      if (symbol != null) {
        return Unknown.size(machine.size(symbol.longValue()));
      }
    }
    return Arithmetics.binary(Tree.Kind.PLUS, a, b).orElseThrow();
  }

  /**
   * What is computed from something unknown is unknown, too. A comparison's outcome is not even
   * known for the numbers that stand for it: another number may lie on the other side.
   */
  private Object derived(Tree.Kind operator, Object a, Object b, Tree tree, Frame frame) {
    Unknown unknown = a instanceof Unknown first ? first : (Unknown) b;
    Object left = a instanceof Unknown one ? one.standIn() : a;
    Object right = b instanceof Unknown other ? other.standIn() : b;
    if (!(left instanceof Number) || !(right instanceof Number)) {
      return unknown.with(null);
    }
    try {
      Object result = Arithmetics.binary(operator, left, right).orElse(null);
      return unknown.with(result instanceof Number ? result : null);
    } catch (ArithmeticException e) {
      throw machine.refused(e, tree, frame);
    }
  }

  Object unary(UnaryTree tree, Frame frame) {
    ExpressionTree operand = tree.getExpression();
    switch (tree.getKind()) {
      case PREFIX_INCREMENT, PREFIX_DECREMENT, POSTFIX_INCREMENT, POSTFIX_DECREMENT -> {
        Assignable place = Assignable.of(operand, tree, machine, frame);
        Object before = place.read();
        Tree.Kind operator = Arithmetics.simple(tree.getKind());
        Object after = place.write(operate(operator, before, 1, tree, frame));
        boolean post =
            tree.getKind() == Tree.Kind.POSTFIX_INCREMENT
                || tree.getKind() == Tree.Kind.POSTFIX_DECREMENT;
        return post ? before : after;
      }
      case UNARY_MINUS -> {
        Object value = machine.expressions().value(operand, frame);
        if (value instanceof Float f) {
          return -f;
        }
        return value instanceof Double d ? -d : operate(Tree.Kind.MINUS, 0, value, tree, frame);
      }
      case UNARY_PLUS -> {
        Object value = machine.expressions().value(operand, frame);
        return operate(Tree.Kind.MINUS, value, 0, tree, frame); // + 0 would lose -0.0
      }
      case BITWISE_COMPLEMENT -> {
        return operate(Tree.Kind.XOR, machine.expressions().value(operand, frame), -1, tree, frame);
      }
      case LOGICAL_COMPLEMENT -> {
        Object value = machine.expressions().value(operand, frame);
        if (value instanceof Unknown unknown) {
          return unknown.with(unknown.standIn() instanceof Boolean holds ? !holds : null);
        }
        return !machine.expressions().condition(value, operand, frame);
      }
      default -> throw machine.unsupported("this operator", tree, frame);
    }
  }

  Object assign(AssignmentTree tree, Frame frame) {
    Assignable place = Assignable.of(tree.getVariable(), tree, machine, frame);
    return place.write(machine.expressions().value(tree.getExpression(), frame));
  }

  Object assign(CompoundAssignmentTree tree, Frame frame) {
    Assignable place = Assignable.of(tree.getVariable(), tree, machine, frame);
    Object before = place.read();
    Object operand = machine.expressions().value(tree.getExpression(), frame);
    Tree.Kind operator = Arithmetics.simple(tree.getKind());
    return place.write(operate(operator, before, operand, tree, frame));
  }
}

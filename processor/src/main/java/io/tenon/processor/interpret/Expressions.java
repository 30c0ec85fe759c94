package io.tenon.processor.interpret;

import com.sun.source.tree.ArrayAccessTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.BindingPatternTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.InstanceOfTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.tree.UnaryTree;
import java.lang.reflect.Array;

/** Evaluates expressions. */
final class Expressions {
  private final Machine machine;

  Expressions(Machine machine) {
    this.machine = machine;
  }

  /** The value of an expression that stands as a statement, which may have none. */
  void effect(ExpressionTree tree, Frame frame) {
    value(tree, frame);
  }

  Object value(ExpressionTree tree, Frame frame) {
    machine.step(tree, frame);
    if (tree instanceof LiteralTree literal) {
      return literal.getValue();
    } else if (tree instanceof IdentifierTree name) {
      return machine.lookup().value(name, frame);
    } else if (tree instanceof MemberSelectTree select) {
      return machine.lookup().value(select, frame);
    } else if (tree instanceof MethodInvocationTree call) {
      return machine.calls().call(call, frame);
    } else if (tree instanceof NewClassTree creation) {
      return machine.calls().create(creation, frame);
    } else if (tree instanceof ParenthesizedTree inner) {
      return value(inner.getExpression(), frame);
    } else if (tree instanceof AssignmentTree assignment) {
      return assign(assignment, frame);
    } else if (tree instanceof CompoundAssignmentTree assignment) {
      return assign(assignment, frame);
    } else if (tree instanceof UnaryTree unary) {
      return unary(unary, frame);
    } else if (tree instanceof BinaryTree binary) {
      return binary(binary, frame);
    } else if (tree instanceof ConditionalExpressionTree choice) {
      boolean holds = condition(choice.getCondition(), frame);
      return value(holds ? choice.getTrueExpression() : choice.getFalseExpression(), frame);
    } else if (tree instanceof NewArrayTree array) {
      return machine.lookup().array(array, array.getType(), frame);
    } else if (tree instanceof ArrayAccessTree access) {
      return get(access, frame);
    } else if (tree instanceof TypeCastTree cast) {
      return cast(cast, frame);
    } else if (tree instanceof InstanceOfTree test) {
      return test(test, frame);
    } else if (tree instanceof SwitchExpressionTree choice) {
      machine.statements().select(choice.getExpression(), choice.getCases(), frame);
      return frame.returned();
    }
    throw machine.unsupported(Kinds.of(tree), tree, frame);
  }

  /** An initializer, which may be {@code {1, 2}} for an array. */
  Object initializer(ExpressionTree tree, Tree type, Frame frame) {
    return tree instanceof NewArrayTree array && array.getType() == null
        ? machine.lookup().array(array, Arrays.element(type), frame)
        : value(tree, frame);
  }

  /** A value that decides what runs next: it must be known. */
  Object decidable(ExpressionTree tree, Frame frame) {
    Object value = value(tree, frame);
    if (value instanceof Unknown unknown) {
      throw machine.unknown(unknown, tree, frame);
    }
    if (machine.isSymbolic(value)) {
      throw machine.sizeDependent((Number) value, tree, frame);
    }
    return value;
  }

  boolean condition(ExpressionTree tree, Frame frame) {
    if (decidable(tree, frame) instanceof Boolean holds) {
      return holds;
    }
    throw machine.unsupported("a condition that is no boolean", tree, frame);
  }

  // ---- operators

  private Object binary(BinaryTree tree, Frame frame) {
    Tree.Kind operator = tree.getKind();
    if (operator == Tree.Kind.CONDITIONAL_AND) {
      return condition(tree.getLeftOperand(), frame) && condition(tree.getRightOperand(), frame);
    }
    if (operator == Tree.Kind.CONDITIONAL_OR) {
      return condition(tree.getLeftOperand(), frame) || condition(tree.getRightOperand(), frame);
    }
    Object a = value(tree.getLeftOperand(), frame);
    Object b = value(tree.getRightOperand(), frame);
    return operate(operator, a, b, tree, frame);
  }

  private Object operate(Tree.Kind operator, Object a, Object b, Tree tree, Frame frame) {
    if (a instanceof Unknown unknown) {
      throw machine.unknown(unknown, tree, frame);
    }
    if (b instanceof Unknown unknown) {
      throw machine.unknown(unknown, tree, frame);
    }
    if (machine.isSymbolic(a) || machine.isSymbolic(b)) {
      new SymbolicArithmetic(machine).check(operator, a, b, tree, frame);
    }
    try {
      return Arithmetics.binary(operator, a, b)
          .orElseThrow(() -> machine.unsupported("this operator", tree, frame));
    } catch (ArithmeticException e) {
      throw machine.refused(e, tree, frame);
    }
  }

  private Object unary(UnaryTree tree, Frame frame) {
    ExpressionTree operand = tree.getExpression();
    switch (tree.getKind()) {
      case PREFIX_INCREMENT, PREFIX_DECREMENT, POSTFIX_INCREMENT, POSTFIX_DECREMENT -> {
        Object before = value(operand, frame);
        Object after = operate(Arithmetics.simple(tree.getKind()), before, 1, tree, frame);
        machine.lookup().assign(operand, after, tree, frame);
        boolean post =
            tree.getKind() == Tree.Kind.POSTFIX_INCREMENT
                || tree.getKind() == Tree.Kind.POSTFIX_DECREMENT;
        return post ? before : after;
      }
      case UNARY_MINUS -> {
        Object value = value(operand, frame);
        if (value instanceof Float f) {
          return -f;
        }
        return value instanceof Double d ? -d : operate(Tree.Kind.MINUS, 0, value, tree, frame);
      }
      case UNARY_PLUS -> {
        return operate(Tree.Kind.PLUS, 0, value(operand, frame), tree, frame);
      }
      case LOGICAL_COMPLEMENT -> {
        return !condition(operand, frame);
      }
      default -> throw machine.unsupported("this operator", tree, frame);
    }
  }

  private Object assign(AssignmentTree tree, Frame frame) {
    Object value = value(tree.getExpression(), frame);
    machine.lookup().assign(tree.getVariable(), value, tree, frame);
    return value;
  }

  private Object assign(CompoundAssignmentTree tree, Frame frame) {
    Object before = value(tree.getVariable(), frame);
    Object operand = value(tree.getExpression(), frame);
    Tree.Kind operator = Arithmetics.simple(tree.getKind());
    Object after = operate(operator, before, operand, tree, frame);
    machine.lookup().assign(tree.getVariable(), after, tree, frame);
    return after;
  }

  // ---- types

  private Object cast(TypeCastTree tree, Frame frame) {
    Object value = value(tree.getExpression(), frame);
    String type = tree.getType().toString();
    if (value instanceof Unknown unknown) {
      return unknown;
    }
    boolean floating = type.equals("float") || type.equals("double");
    if (machine.isSymbolic(value) && !type.equals("int") && !type.equals("long")) {
      if (floating || type.equals("short") || type.equals("byte")) {
        throw machine.untracked((Number) value, tree, frame);
      }
    }
    return Arithmetics.convert(type, value);
  }

  private Object test(InstanceOfTree tree, Frame frame) {
    Object value = value(tree.getExpression(), frame);
    if (value instanceof Unknown unknown) {
      throw machine.unknown(unknown, tree, frame);
    }
    Tree type =
        tree.getPattern() instanceof BindingPatternTree pattern
            ? pattern.getVariable().getType()
            : tree.getType();
    if (type == null) {
      throw machine.unsupported("this pattern", tree, frame);
    }
    boolean holds = machine.lookup().isInstance(value, type, frame);
    if (holds && tree.getPattern() instanceof BindingPatternTree pattern) {
      frame.declare(pattern.getVariable().getName().toString(), type.toString(), value);
    }
    return holds;
  }

  // ---- arrays

  private Object get(ArrayAccessTree tree, Frame frame) {
    Object array = value(tree.getExpression(), frame);
    int index = index(tree, frame);
    try {
      return Array.get(array, index);
    } catch (IndexOutOfBoundsException | IllegalArgumentException | NullPointerException e) {
      throw machine.refused(e, tree, frame);
    }
  }

  /** The index of an array access, which must be known. */
  int index(ArrayAccessTree tree, Frame frame) {
    if (decidable(tree.getIndex(), frame) instanceof Number index) {
      return index.intValue();
    }
    throw machine.unsupported("an index that is no number", tree, frame);
  }
}

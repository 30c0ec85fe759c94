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
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberReferenceTree;
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
  private final Operators operators;
  private final NumericTypes numericTypes;

  Expressions(Machine machine) {
    this.machine = machine;
    this.operators = new Operators(machine);
    this.numericTypes = new NumericTypes(machine);
  }

  /** The value of an expression; null also where it has none. */
  Object value(ExpressionTree tree, Frame frame) {
    machine.step(tree, frame);
    try {
      return evaluated(tree, frame);
    } catch (LostSymbolException e) {
      throw machine.untracked(e.number(), tree, frame);
    }
  }

  private Object evaluated(ExpressionTree tree, Frame frame) {
    if (tree instanceof LiteralTree literal) {
      Object value = literal.getValue();
      return value instanceof String text ? text.intern() : value;
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
      return operators.assign(assignment, frame);
    } else if (tree instanceof CompoundAssignmentTree assignment) {
      return operators.assign(assignment, frame);
    } else if (tree instanceof UnaryTree unary) {
      return operators.unary(unary, frame);
    } else if (tree instanceof BinaryTree binary) {
      return operators.binary(binary, frame);
    } else if (tree instanceof ConditionalExpressionTree choice) {
      return choose(choice, frame);
    } else if (tree instanceof NewArrayTree array) {
      return machine.arrays().create(array, array.getType(), frame);
    } else if (tree instanceof ArrayAccessTree access) {
      return get(access, frame);
    } else if (tree instanceof TypeCastTree cast) {
      return cast(cast, frame);
    } else if (tree instanceof InstanceOfTree test) {
      return test(test, frame);
    } else if (tree instanceof LambdaExpressionTree lambda) {
      return machine.closures().of(lambda, frame);
    } else if (tree instanceof MemberReferenceTree reference) {
      return machine.closures().of(reference, frame);
    } else if (tree instanceof SwitchExpressionTree choice) {
      Object value = machine.switches().value(choice, frame);
      return numericTypes.promote(value, choice, frame);
    }
    throw machine.unsupported(Kinds.of(tree), tree, frame);
  }

  /** An initializer, which may be {@code {1, 2}} for an array. */
  Object initializer(ExpressionTree tree, Tree type, Frame frame) {
    return tree instanceof NewArrayTree array && array.getType() == null
        ? machine.arrays().create(array, Arrays.element(type), frame)
        : value(tree, frame);
  }

  /** A value that decides what runs next: it must be known. */
  Object decidable(ExpressionTree tree, Frame frame) {
    return decidable(value(tree, frame), tree, frame);
  }

  private Object decidable(Object value, ExpressionTree tree, Frame frame) {
    if (value instanceof Unknown unknown) {
      throw machine.unknown(unknown, tree, frame);
    }
    if (machine.isSymbolic(value)) {
      throw machine.sizeDependent((Number) value, tree, frame);
    }
    return value;
  }

  boolean condition(ExpressionTree tree, Frame frame) {
    return condition(value(tree, frame), tree, frame);
  }

  /** A condition that was evaluated to {@code value}. */
  boolean condition(Object value, ExpressionTree tree, Frame frame) {
    if (decidable(value, tree, frame) instanceof Boolean holds) {
      return holds;
    }
    throw machine.unsupported("a condition that is no boolean", tree, frame);
  }

  private Object choose(ConditionalExpressionTree tree, Frame frame) {
    frame.enter(); // for a pattern's variable
    boolean holds = condition(tree.getCondition(), frame);
    Object value = value(holds ? tree.getTrueExpression() : tree.getFalseExpression(), frame);
    frame.exit();
    return numericTypes.promote(value, tree, frame);
  }

  // ---- types

  private Object cast(TypeCastTree tree, Frame frame) {
    Object value = value(tree.getExpression(), frame);
    if (value == null) {
      return null;
    }
    Object converted = Arithmetics.convert(tree.getType().toString(), value);
    if (converted instanceof Unknown) {
      return converted;
    }
    if (machine.types().isDefinitelyNot(converted, tree.getType(), frame)) {
      String why = "it is no " + tree.getType();
      throw machine.refused(new ClassCastException(why), tree, frame);
    }
    return converted;
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
    boolean holds = value != null && machine.types().isInstance(value, type, frame);
    if (holds && tree.getPattern() instanceof BindingPatternTree pattern) {
      frame.declare(pattern.getVariable().getName().toString(), type.toString(), value);
    }
    return holds;
  }

  // ---- arrays

  private Object get(ArrayAccessTree tree, Frame frame) {
    Object array = value(tree.getExpression(), frame);
    if (array instanceof Unknown unknown) {
      throw machine.unknown(unknown, tree, frame);
    }
    int index = index(tree, frame);
    try {
      return Array.get(array, index);
    } catch (IndexOutOfBoundsException | IllegalArgumentException | NullPointerException e) {
      throw machine.refused(e, tree, frame);
    }
  }

  /** The index of an array access, which must be known. */
  int index(ArrayAccessTree tree, Frame frame) {
    if (Arithmetics.promoted(decidable(tree.getIndex(), frame)) instanceof Number index) {
      return index.intValue();
    }
    throw machine.unsupported("an index that is no number", tree, frame);
  }
}

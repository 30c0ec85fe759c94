package io.tenon.processor.interpret;

import com.sun.source.tree.ArrayTypeTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.TypeElement;

/** Makes closures of lambdas and method references. */
final class Closures {
  private final Machine machine;

  Closures(Machine machine) {
    this.machine = machine;
  }

  Closure of(LambdaExpressionTree tree, Frame frame) {
    Frame captured = frame.captured(false);
    List<? extends VariableTree> parameters = tree.getParameters();
    return new Closure(
        machine,
        tree,
        frame,
        parameters.size(),
        args -> run(tree, args, captured.captured(machine.isBuilding() && frame.constructing())));
  }

  private Object run(LambdaExpressionTree tree, List<Object> args, Frame frame) {
    for (int i = 0; i < args.size(); i++) {
      VariableTree parameter = tree.getParameters().get(i);
      String type = parameter.getType() == null ? "var" : parameter.getType().toString();
      frame.declare(parameter.getName().toString(), type, args.get(i));
    }
    return tree.getBody() instanceof ExpressionTree expression
        ? machine.expressions().value(expression, frame)
        : machine.statements().run((StatementTree) tree.getBody(), frame).value();
  }

  Closure of(MemberReferenceTree tree, Frame frame) {
    String name = tree.getName().toString();
    ExpressionTree on = tree.getQualifierExpression();
    Tree qualifier = on;
    if (tree.getMode() == MemberReferenceTree.ReferenceMode.NEW) {
      return qualifier instanceof ArrayTypeTree array
          ? closure(
              tree, frame, 1, args -> machine.arrays().create(array, args.get(0), tree, frame))
          : closure(tree, frame, -1, args -> machine.calls().create(on, args, tree, frame));
    }
    if (on instanceof IdentifierTree keyword && keyword.getName().contentEquals("super")) {
      return closure(tree, frame, -1, args -> machine.calls().above(name, args, tree, frame));
    }
    Optional<TypeElement> type = machine.types().named(on, frame);
    if (type.isPresent()) {
      return closure(
          tree,
          frame,
          -1,
          args -> machine.calls().ofTypeOrFirst(type.get(), name, args, tree, frame));
    }
    if (on instanceof IdentifierTree keyword && keyword.getName().contentEquals("this")) {
      return closure(tree, frame, -1, args -> machine.calls().onSelf(name, args, tree, frame));
    }
    Object receiver = machine.expressions().value(on, frame);
    return closure(
        tree, frame, -1, args -> machine.calls().ofObject(receiver, name, args, tree, frame));
  }

  private Closure closure(
      Tree tree, Frame frame, int arity, java.util.function.Function<List<Object>, Object> body) {
    return new Closure(machine, tree, frame, arity, body);
  }
}

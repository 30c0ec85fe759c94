package io.tenon.processor.interpret;

import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.Tree;
import java.util.List;

/** Runs {@code switch}, as a statement and as an expression. */
final class Switches {
  private final Machine machine;

  Switches(Machine machine) {
    this.machine = machine;
  }

  Flow run(SwitchTree tree, Frame frame) {
    return select(tree.getExpression(), tree.getCases(), tree, frame).afterBreak();
  }

  Object value(SwitchExpressionTree tree, Frame frame) {
    Flow flow = select(tree.getExpression(), tree.getCases(), tree, frame);
    if (flow.kind() != Flow.Kind.YIELD) {
      throw machine.unsupported("a 'switch' without a value", tree, frame);
    }
    return flow.value();
  }

  private Flow select(ExpressionTree on, List<? extends CaseTree> cases, Tree whole, Frame frame) {
    Object value = machine.expressions().decidable(on, frame);
    if (value == null) {
      throw machine.refused(new NullPointerException("it switches on null"), on, frame);
    }
    int first = chosen(cases, value, frame);
    frame.enter();
    Flow flow = Flow.NEXT;
    for (int i = first; i < cases.size() && flow == Flow.NEXT; i++) {
      CaseTree each = cases.get(i);
      if (each.getStatements() == null) {
        flow = arrow(each.getBody(), whole instanceof SwitchExpressionTree, frame);
        break;
      }
      flow = machine.statements().all(each.getStatements(), frame);
    }
    frame.exit();
    return flow;
  }

  private Flow arrow(Tree body, boolean yields, Frame frame) {
    if (body instanceof ExpressionTree expression) {
      Object value = machine.expressions().value(expression, frame);
      return yields ? Flow.yields(value) : Flow.NEXT;
    }
    return machine.statements().run((StatementTree) body, frame);
  }

  /** The position of the case that applies; past the end if none does. */
  private int chosen(List<? extends CaseTree> cases, Object value, Frame frame) {
    int otherwise = cases.size();
    for (int i = 0; i < cases.size(); i++) {
      CaseTree each = cases.get(i);
      if (each.getExpressions().isEmpty()) {
        if (!each.toString().stripLeading().startsWith("default")) {
          throw machine.unsupported("a pattern in 'case'", each, frame);
        }
        otherwise = i;
      }
      for (ExpressionTree label : each.getExpressions()) {
        if (label.getKind() == Tree.Kind.NULL_LITERAL) {
          throw machine.unsupported("'case null'", each, frame); // it may be the default, too
        }
        if (is(label, value, frame)) {
          return i;
        }
      }
    }
    return otherwise;
  }

  private boolean is(ExpressionTree label, Object value, Frame frame) {
    if (value instanceof EnumConstant || value instanceof Enum<?>) {
      String name =
          label instanceof MemberSelectTree select
              ? select.getIdentifier().toString()
              : label instanceof IdentifierTree identifier ? identifier.getName().toString() : "";
      return name.equals(value instanceof Enum<?> constant ? constant.name() : value.toString());
    }
    Object constant = Arithmetics.promoted(machine.expressions().value(label, frame));
    Object chosen = Arithmetics.promoted(value);
    return constant instanceof Number a && chosen instanceof Number b
        ? a.longValue() == b.longValue()
        : constant != null && constant.equals(chosen);
  }
}

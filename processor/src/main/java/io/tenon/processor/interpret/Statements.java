package io.tenon.processor.interpret;

import com.sun.source.tree.AssertTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.BreakTree;
import com.sun.source.tree.ContinueTree;
import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.EmptyStatementTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.LabeledStatementTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.tree.WhileLoopTree;
import com.sun.source.tree.YieldTree;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Name;

/** Runs statements. */
final class Statements {
  private final Machine machine;

  Statements(Machine machine) {
    this.machine = machine;
  }

  Flow run(StatementTree tree, Frame frame) {
    return run(tree, null, frame);
  }

  private Flow run(StatementTree tree, String label, Frame frame) {
    machine.step(tree, frame);
    try {
      return dispatched(tree, label, frame);
    } catch (LostSymbolException e) {
      throw machine.untracked(e.number(), tree, frame);
    }
  }

  private Flow dispatched(StatementTree tree, String label, Frame frame) {
    if (tree instanceof ExpressionStatementTree statement) {
      machine.expressions().value(statement.getExpression(), frame);
      return Flow.NEXT;
    } else if (tree instanceof VariableTree variable) {
      declare(variable, frame);
      return Flow.NEXT;
    } else if (tree instanceof BlockTree block) {
      frame.enter();
      Flow flow = all(block.getStatements(), frame);
      frame.exit();
      return flow;
    } else if (tree instanceof ReturnTree done) {
      ExpressionTree result = done.getExpression();
      return Flow.returns(result == null ? null : machine.expressions().value(result, frame));
    } else if (tree instanceof IfTree choice) {
      return branch(choice, frame);
    } else if (tree instanceof ForLoopTree loop) {
      return loop(loop, label, frame);
    } else if (tree instanceof EnhancedForLoopTree loop) {
      return each(loop, label, frame);
    } else if (tree instanceof WhileLoopTree loop) {
      return repeat(loop, loop.getCondition(), loop.getStatement(), List.of(), label, frame);
    } else if (tree instanceof DoWhileLoopTree loop) {
      Flow first = run(loop.getStatement(), frame);
      return first.goesOn(label)
          ? repeat(loop, loop.getCondition(), loop.getStatement(), List.of(), label, frame)
          : first.afterBreak();
    } else if (tree instanceof SwitchTree choice) {
      return machine.switches().run(choice, frame);
    } else if (tree instanceof LabeledStatementTree labeled) {
      String name = labeled.getLabel().toString();
      Flow flow = run(labeled.getStatement(), name, frame);
      boolean ended = flow.kind() == Flow.Kind.BREAK && name.equals(flow.label());
      return ended ? Flow.NEXT : flow;
    } else if (tree instanceof BreakTree jump) {
      return Flow.breaks(text(jump.getLabel()));
    } else if (tree instanceof ContinueTree jump) {
      return Flow.continues(text(jump.getLabel()));
    } else if (tree instanceof YieldTree yield) {
      return Flow.yields(machine.expressions().value(yield.getValue(), frame));
    } else if (tree instanceof AssertTree claim) {
      return check(claim, frame);
    } else if (tree instanceof EmptyStatementTree) {
      return Flow.NEXT;
    }
    throw machine.unsupported(Kinds.of(tree), tree, frame);
  }

  private static String text(Name label) {
    return label == null ? null : label.toString();
  }

  Flow all(List<? extends StatementTree> statements, Frame frame) {
    for (StatementTree statement : statements) {
      Flow flow = run(statement, frame);
      if (flow != Flow.NEXT) {
        return flow;
      }
    }
    return Flow.NEXT;
  }

  private void declare(VariableTree variable, Frame frame) {
    Object value =
        variable.getInitializer() == null
            ? null
            : machine
                .expressions()
                .initializer(variable.getInitializer(), variable.getType(), frame);
    frame.declare(variable.getName().toString(), type(variable), value);
  }

  private static String type(VariableTree variable) {
    return variable.getType() == null ? "var" : variable.getType().toString();
  }

  private Flow branch(IfTree tree, Frame frame) {
    frame.enter();
    boolean holds = machine.expressions().condition(tree.getCondition(), frame);
    StatementTree chosen = holds ? tree.getThenStatement() : tree.getElseStatement();
    Flow flow = chosen == null ? Flow.NEXT : run(chosen, frame);
    frame.exit(holds ? List.of() : PatternVariables.after(tree));
    return flow;
  }

  /** One that holds does nothing, and nobody knows whether one that doesn't throws. */
  private Flow check(AssertTree tree, Frame frame) {
    frame.enter();
    if (!machine.expressions().condition(tree.getCondition(), frame)) {
      throw machine.unsupported("an 'assert' that fails", tree, frame);
    }
    frame.exit();
    return Flow.NEXT;
  }

  private Flow loop(ForLoopTree tree, String label, Frame frame) {
    frame.enter();
    all(tree.getInitializer(), frame);
    Flow flow =
        repeat(tree, tree.getCondition(), tree.getStatement(), tree.getUpdate(), label, frame);
    frame.exit();
    return flow;
  }

  private Flow repeat(
      Tree loop,
      ExpressionTree condition,
      StatementTree body,
      List<? extends StatementTree> update,
      String label,
      Frame frame) {
    for (int turn = 1;
        condition == null || machine.expressions().condition(condition, frame);
        turn++) {
      machine.turn(turn, loop, frame);
      Flow flow = run(body, frame);
      if (!flow.goesOn(label)) {
        return flow.afterBreak();
      }
      all(update, frame);
    }
    return Flow.NEXT;
  }

  private Flow each(EnhancedForLoopTree tree, String label, Frame frame) {
    for (Object element : elements(tree, frame)) {
      frame.enter();
      frame.declare(tree.getVariable().getName().toString(), type(tree.getVariable()), element);
      Flow flow = run(tree.getStatement(), frame);
      frame.exit();
      if (!flow.goesOn(label)) {
        return flow.afterBreak();
      }
    }
    return Flow.NEXT;
  }

  private List<Object> elements(EnhancedForLoopTree tree, Frame frame) {
    Object source = machine.expressions().value(tree.getExpression(), frame);
    List<Object> elements = new ArrayList<>();
    if (source instanceof Unknown unknown) {
      throw machine.unknown(unknown, tree.getExpression(), frame);
    } else if (Unordered.is(source)) {
      throw machine.unsupported(Unordered.WHAT, tree.getExpression(), frame);
    } else if (source instanceof Iterable<?> iterable) {
      iterable.forEach(elements::add);
    } else if (source != null && source.getClass().isArray()) {
      for (int i = 0; i < Array.getLength(source); i++) {
        elements.add(Array.get(source, i));
      }
    } else {
      throw machine.unsupported("a loop over this", tree.getExpression(), frame);
    }
    return elements;
  }
}

package io.tenon.processor.interpret;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.BreakTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ContinueTree;
import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.EmptyStatementTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.IfTree;
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

/** Runs statements. */
final class Statements {
  /** How a statement ended. */
  enum Flow {
    /** The next one follows. */
    NEXT,
    /** {@code break}, or {@code yield}. */
    BREAK,
    /** {@code continue}. */
    CONTINUE,
    /** {@code return}. */
    RETURN
  }

  private final Machine machine;

  Statements(Machine machine) {
    this.machine = machine;
  }

  Flow run(StatementTree tree, Frame frame) {
    machine.step(tree, frame);
    if (tree instanceof ExpressionStatementTree statement) {
      machine.expressions().effect(statement.getExpression(), frame);
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
      frame.returns(result == null ? null : machine.expressions().value(result, frame));
      return Flow.RETURN;
    } else if (tree instanceof IfTree choice) {
      return branch(choice, frame);
    } else if (tree instanceof ForLoopTree loop) {
      return loop(loop, frame);
    } else if (tree instanceof EnhancedForLoopTree loop) {
      return each(loop, frame);
    } else if (tree instanceof WhileLoopTree loop) {
      return repeat(loop, loop.getCondition(), loop.getStatement(), List.of(), frame);
    } else if (tree instanceof DoWhileLoopTree loop) {
      Flow first = run(loop.getStatement(), frame);
      if (first == Flow.RETURN || first == Flow.BREAK) {
        return first == Flow.RETURN ? first : Flow.NEXT;
      }
      return repeat(loop, loop.getCondition(), loop.getStatement(), List.of(), frame);
    } else if (tree instanceof SwitchTree choice) {
      Flow flow = select(choice.getExpression(), choice.getCases(), frame);
      return flow == Flow.BREAK ? Flow.NEXT : flow;
    } else if (tree instanceof BreakTree jump && jump.getLabel() == null) {
      return Flow.BREAK;
    } else if (tree instanceof ContinueTree jump && jump.getLabel() == null) {
      return Flow.CONTINUE;
    } else if (tree instanceof YieldTree yield) {
      frame.returns(machine.expressions().value(yield.getValue(), frame));
      return Flow.BREAK;
    } else if (tree instanceof EmptyStatementTree) {
      return Flow.NEXT;
    }
    throw machine.unsupported(Kinds.of(tree), tree, frame);
  }

  private Flow all(List<? extends StatementTree> statements, Frame frame) {
    for (StatementTree statement : statements) {
      Flow flow = run(statement, frame);
      if (flow != Flow.NEXT) {
        return flow;
      }
    }
    return Flow.NEXT;
  }

  private void declare(VariableTree variable, Frame frame) {
    String type = variable.getType() == null ? "var" : variable.getType().toString();
    Object value =
        variable.getInitializer() == null
            ? null
            : machine
                .expressions()
                .initializer(variable.getInitializer(), variable.getType(), frame);
    frame.declare(variable.getName().toString(), type, value);
  }

  private Flow branch(IfTree tree, Frame frame) {
    frame.enter(); // a pattern's variable ends with the statement, or is not used after it
    boolean holds = machine.expressions().condition(tree.getCondition(), frame);
    StatementTree chosen = holds ? tree.getThenStatement() : tree.getElseStatement();
    Flow flow = chosen == null ? Flow.NEXT : run(chosen, frame);
    frame.exit();
    return flow;
  }

  private Flow loop(ForLoopTree tree, Frame frame) {
    frame.enter();
    all(tree.getInitializer(), frame);
    Flow flow = repeat(tree, tree.getCondition(), tree.getStatement(), tree.getUpdate(), frame);
    frame.exit();
    return flow;
  }

  private Flow repeat(
      Tree loop,
      ExpressionTree condition,
      StatementTree body,
      List<? extends StatementTree> update,
      Frame frame) {
    for (int turn = 1;
        condition == null || machine.expressions().condition(condition, frame);
        turn++) {
      machine.turn(turn, loop, frame);
      Flow flow = run(body, frame);
      if (flow == Flow.RETURN || flow == Flow.BREAK) {
        return flow == Flow.RETURN ? flow : Flow.NEXT;
      }
      all(update, frame);
    }
    return Flow.NEXT;
  }

  private Flow each(EnhancedForLoopTree tree, Frame frame) {
    for (Object element : elements(tree, frame)) {
      frame.enter();
      VariableTree variable = tree.getVariable();
      String type = variable.getType() == null ? "var" : variable.getType().toString();
      frame.declare(variable.getName().toString(), type, element);
      Flow flow = run(tree.getStatement(), frame);
      frame.exit();
      if (flow == Flow.RETURN || flow == Flow.BREAK) {
        return flow == Flow.RETURN ? flow : Flow.NEXT;
      }
    }
    return Flow.NEXT;
  }

  private List<Object> elements(EnhancedForLoopTree tree, Frame frame) {
    Object source = machine.expressions().value(tree.getExpression(), frame);
    List<Object> elements = new ArrayList<>();
    if (source instanceof Iterable<?> iterable) {
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

  /** Runs a switch; a value that {@code yield} or an arrow gives is the frame's returned one. */
  Flow select(ExpressionTree on, List<? extends CaseTree> cases, Frame frame) {
    Object value = machine.expressions().decidable(on, frame);
    frame.enter();
    boolean chosen = false;
    Flow flow = Flow.NEXT;
    CaseTree otherwise = null;
    for (CaseTree each : cases) {
      otherwise = each.getExpressions().isEmpty() ? each : otherwise;
      if (!chosen && each.getExpressions().stream().anyMatch(label -> is(label, value, frame))) {
        chosen = true;
      }
      if (chosen) {
        flow = run(each, frame);
        if (flow != Flow.NEXT || each.getBody() != null) {
          break;
        }
      }
    }
    if (!chosen && otherwise != null) {
      for (CaseTree each : cases.subList(cases.indexOf(otherwise), cases.size())) {
        flow = run(each, frame);
        if (flow != Flow.NEXT || each.getBody() != null) {
          break;
        }
      }
    }
    frame.exit();
    return flow;
  }

  private boolean is(ExpressionTree label, Object value, Frame frame) {
    Object constant = machine.expressions().value(label, frame);
    return constant instanceof Number a && value instanceof Number b
        ? a.longValue() == b.longValue()
        : constant != null && constant.equals(value);
  }

  private Flow run(CaseTree tree, Frame frame) {
    if (tree.getStatements() != null) {
      return all(tree.getStatements(), frame);
    }
    Tree body = tree.getBody();
    if (body instanceof ExpressionTree expression) {
      frame.returns(machine.expressions().value(expression, frame));
      return Flow.NEXT;
    }
    return run((StatementTree) body, frame);
  }
}

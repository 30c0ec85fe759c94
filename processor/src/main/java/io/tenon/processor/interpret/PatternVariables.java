package io.tenon.processor.interpret;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.BindingPatternTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.BreakTree;
import com.sun.source.tree.ContinueTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.InstanceOfTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.YieldTree;
import java.util.ArrayList;
import java.util.List;

/** Where variables of {@code instanceof} patterns are in scope after a statement, JLS 6.3.2.2. */
final class PatternVariables {
  private PatternVariables() {}

  /** The variables that {@code if (!(m instanceof Linear l)) return x;} leaves to what follows. */
  static List<String> after(IfTree tree) {
    boolean ends = tree.getElseStatement() == null && ends(tree.getThenStatement());
    return ends ? bound(tree.getCondition(), false) : List.of();
  }

  private static boolean ends(StatementTree tree) {
    if (tree instanceof BlockTree block) {
      List<? extends StatementTree> all = block.getStatements();
      return !all.isEmpty() && ends(all.get(all.size() - 1));
    }
    return tree instanceof ReturnTree
        || tree instanceof BreakTree
        || tree instanceof ContinueTree
        || tree instanceof ThrowTree
        || tree instanceof YieldTree;
  }

  /** The variables that have a value where {@code tree} is {@code outcome}. */
  private static List<String> bound(ExpressionTree tree, boolean outcome) {
    if (tree instanceof ParenthesizedTree inner) {
      return bound(inner.getExpression(), outcome);
    }
    if (tree instanceof UnaryTree not && tree.getKind() == Tree.Kind.LOGICAL_COMPLEMENT) {
      return bound(not.getExpression(), !outcome);
    }
    if (tree instanceof InstanceOfTree test
        && outcome
        && test.getPattern() instanceof BindingPatternTree pattern) {
      return List.of(pattern.getVariable().getName().toString());
    }
    Tree.Kind joining = outcome ? Tree.Kind.CONDITIONAL_AND : Tree.Kind.CONDITIONAL_OR;
    if (tree instanceof BinaryTree both && tree.getKind() == joining) {
      List<String> names = new ArrayList<>(bound(both.getLeftOperand(), outcome));
      names.addAll(bound(both.getRightOperand(), outcome));
      return names;
    }
    return List.of();
  }
}

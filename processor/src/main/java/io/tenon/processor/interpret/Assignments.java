package io.tenon.processor.interpret;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.util.TreeScanner;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;

/**
 * Which fields without {@code final} never change once their object is made: private ones, since
 * then their file says all, that only constructors and initializers assign.
 */
final class Assignments {
  private final Sources sources;
  private final Map<VariableElement, Boolean> known = new HashMap<>();

  Assignments(Sources sources) {
    this.sources = sources;
  }

  boolean onlyInConstruction(VariableElement field) {
    if (!field.getModifiers().contains(Modifier.PRIVATE)) {
      return false;
    }
    return known.computeIfAbsent(field, this::scan);
  }

  private boolean scan(VariableElement field) {
    Optional<SourceType> owner = sources.of((TypeElement) field.getEnclosingElement());
    if (owner.isEmpty()) {
      return false;
    }
    Scan scan = new Scan(field.getSimpleName().toString(), owner.get().tree());
    scan.scan(owner.get().unit(), null);
    return !scan.elsewhere;
  }

  /** Goes by the name alone: another variable of that name may be taken for the field. */
  private static final class Scan extends TreeScanner<Void, Void> {
    private final String name;
    private final ClassTree owner;
    private boolean inside;
    private boolean constructing;
    private boolean elsewhere;

    Scan(String name, ClassTree owner) {
      this.name = name;
      this.owner = owner;
    }

    @Override
    public Void visitClass(ClassTree tree, Void none) {
      boolean outside = constructing;
      boolean around = inside;
      inside |= tree == owner;
      for (Tree member : tree.getMembers()) {
        boolean constructor =
            member instanceof MethodTree method && method.getName().contentEquals("<init>");
        boolean initializer = member instanceof BlockTree block && !block.isStatic();
        constructing = tree == owner && (constructor || initializer);
        scan(member, none);
      }
      constructing = outside;
      inside = around;
      return null;
    }

    @Override
    public Void visitLambdaExpression(LambdaExpressionTree tree, Void none) {
      boolean outside = constructing;
      constructing = false; // it may run later
      super.visitLambdaExpression(tree, none);
      constructing = outside;
      return null;
    }

    @Override
    public Void visitAssignment(AssignmentTree tree, Void none) {
      assigned(tree.getVariable());
      return super.visitAssignment(tree, none);
    }

    @Override
    public Void visitCompoundAssignment(CompoundAssignmentTree tree, Void none) {
      assigned(tree.getVariable());
      return super.visitCompoundAssignment(tree, none);
    }

    @Override
    public Void visitUnary(UnaryTree tree, Void none) {
      switch (tree.getKind()) {
        case PREFIX_INCREMENT, PREFIX_DECREMENT, POSTFIX_INCREMENT, POSTFIX_DECREMENT ->
            assigned(tree.getExpression());
        default -> {
          // assigns nothing
        }
      }
      return super.visitUnary(tree, none);
    }

    private void assigned(ExpressionTree target) {
      boolean plain =
          inside && target instanceof IdentifierTree to && to.getName().contentEquals(name);
      boolean selected =
          target instanceof MemberSelectTree to && to.getIdentifier().contentEquals(name);
      boolean own =
          plain
              || selected
                  && ((MemberSelectTree) target).getExpression() instanceof IdentifierTree on
                  && on.getName().contentEquals("this");
      elsewhere |= (plain || selected) && !(constructing && own);
    }
  }
}

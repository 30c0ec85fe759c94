package io.tenon.processor.interpret;

import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.StatementTree;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.util.ElementFilter;

/** A class's constructors, and which of them a network is compiled for. */
final class Constructors {
  private final Sources sources;

  Constructors(Sources sources) {
    this.sources = sources;
  }

  /**
   * The constructors that a network may be compiled for, in the order in which they are tried.
   * First those that call no other, since what is compiled for open arguments serves all networks;
   * then those that call another and fix some of its arguments, the ones with most arguments first.
   * Private ones count only where there are no others.
   */
  List<ExecutableElement> candidates(SourceType type) {
    List<ExecutableElement> all =
        ElementFilter.constructorsIn(type.element().getEnclosedElements());
    List<ExecutableElement> callable =
        all.stream().filter(each -> !each.getModifiers().contains(Modifier.PRIVATE)).toList();
    return (callable.isEmpty() ? all : callable)
        .stream()
            .sorted(
                Comparator.comparing(this::callsAnother)
                    .thenComparing(each -> callsAnother(each) ? -each.getParameters().size() : 0))
            .toList();
  }

  private boolean callsAnother(ExecutableElement constructor) {
    return delegation(body(constructor), "this").isPresent();
  }

  List<? extends StatementTree> body(ExecutableElement constructor) {
    MethodTree tree = sources.tree(constructor);
    return tree == null || tree.getBody() == null ? List.of() : tree.getBody().getStatements();
  }

  /** The call of {@code this(…)} or {@code super(…)} that a constructor begins with. */
  static Optional<MethodInvocationTree> delegation(
      List<? extends StatementTree> body, String keyword) {
    if (!body.isEmpty()
        && body.get(0) instanceof ExpressionStatementTree statement
        && statement.getExpression() instanceof MethodInvocationTree call
        && call.getMethodSelect() instanceof IdentifierTree name
        && name.getName().contentEquals(keyword)) {
      return Optional.of(call);
    }
    return Optional.empty();
  }
}

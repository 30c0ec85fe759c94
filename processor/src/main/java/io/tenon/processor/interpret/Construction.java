package io.tenon.processor.interpret;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import io.tenon.processor.diagnostic.Code;
import io.tenon.processor.discover.Field;
import io.tenon.processor.discover.ShapeSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.util.ElementFilter;

/** Makes instances of users' modules as Java does: superclass, initializers, constructor. */
final class Construction {
  private final Machine machine;

  Construction(Machine machine) {
    this.machine = machine;
  }

  /** An instance of the class that is compiled, its int arguments symbols, all others unknown. */
  InterpretedModule network(SourceType type, ShapeSpec shape) {
    List<ExecutableElement> constructors =
        ElementFilter.constructorsIn(type.element().getEnclosedElements());
    ExecutableElement chosen =
        constructors.stream()
            .filter(each -> delegation(body(each), "this").isEmpty())
            .findFirst()
            .orElse(constructors.get(0));
    List<Object> args = new ArrayList<>();
    for (VariableElement parameter : chosen.getParameters()) {
      String name = parameter.getSimpleName().toString();
      boolean size = parameter.asType().getKind() == TypeKind.INT && !shape.sizes().contains(name);
      args.add(size ? machine.symbol(name) : new Unknown(name));
    }
    InterpretedModule module = empty(type);
    construct(type, module, chosen, args);
    return module;
  }

  /** {@code new Block(3, 6)}. */
  InterpretedModule create(SourceType type, List<Object> args, Tree at, Frame from) {
    InterpretedModule module = empty(type);
    machine.enter(at, from);
    construct(type, module, constructor(type, args, at, from), args);
    machine.exit();
    return module;
  }

  /** An instance whose annotated fields have their places, in the order of declaration. */
  private InterpretedModule empty(SourceType type) {
    InterpretedModule module =
        new InterpretedModule(type, (self, x) -> machine.calls().forward(self, x));
    List<SourceType> hierarchy = new ArrayList<>(machine.sources().hierarchy(type));
    Collections.reverse(hierarchy);
    for (SourceType each : hierarchy) {
      for (VariableElement field : ElementFilter.fieldsIn(each.element().getEnclosedElements())) {
        for (Field.Kind kind : Field.kinds(field)) {
          module.register(Field.of(field, kind), null);
        }
      }
    }
    return module;
  }

  private ExecutableElement constructor(SourceType type, List<Object> args, Tree at, Frame from) {
    List<ExecutableElement> all =
        ElementFilter.constructorsIn(type.element().getEnclosedElements());
    return machine
        .calls()
        .choose(all, args)
        .orElseThrow(
            () -> machine.unsupported("a constructor that takes these arguments", at, from));
  }

  private void construct(
      SourceType type, InterpretedModule self, ExecutableElement constructor, List<Object> args) {
    Frame frame = new Frame(type, self, true);
    machine.calls().bind(constructor, args, frame);
    List<? extends StatementTree> body = body(constructor);
    Optional<MethodInvocationTree> other = delegation(body, "this");
    if (other.isPresent()) {
      List<Object> passed = arguments(other.get(), frame);
      construct(type, self, constructor(type, passed, other.get(), frame), passed);
    } else {
      Optional<MethodInvocationTree> above = delegation(body, "super");
      List<Object> passed = above.map(call -> arguments(call, frame)).orElse(List.of());
      Tree at = above.<Tree>map(call -> call).orElse(type.tree());
      machine
          .sources()
          .superclass(type.element())
          .flatMap(machine.sources()::of)
          .ifPresent(up -> construct(up, self, constructor(up, passed, at, frame), passed));
      initialize(type, self);
    }
    boolean delegates = other.isPresent() || delegation(body, "super").isPresent();
    for (StatementTree statement : body.subList(delegates ? 1 : 0, body.size())) {
      if (machine.statements().run(statement, frame) == Statements.Flow.RETURN) {
        return;
      }
    }
  }

  private List<Object> arguments(MethodInvocationTree call, Frame frame) {
    List<Object> args = new ArrayList<>();
    for (ExpressionTree arg : call.getArguments()) {
      args.add(machine.expressions().value(arg, frame));
    }
    return args;
  }

  private List<? extends StatementTree> body(ExecutableElement constructor) {
    MethodTree tree = machine.sources().tree(constructor);
    return tree == null || tree.getBody() == null ? List.of() : tree.getBody().getStatements();
  }

  /** The call of {@code this(…)} or {@code super(…)} that a constructor begins with. */
  private static Optional<MethodInvocationTree> delegation(
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

  private void initialize(SourceType type, InterpretedModule self) {
    Frame frame = new Frame(type, self, true);
    for (Tree member : type.tree().getMembers()) {
      if (member instanceof VariableTree field && !isStatic(field)) {
        initialize(field, type, self, frame);
      } else if (member instanceof BlockTree block && !block.isStatic()) {
        machine.statements().run(block, frame);
      }
    }
  }

  private static boolean isStatic(VariableTree field) {
    return field.getModifiers().getFlags().contains(Modifier.STATIC);
  }

  private void initialize(VariableTree tree, SourceType type, InterpretedModule self, Frame frame) {
    VariableElement field =
        machine
            .sources()
            .field(type, tree.getName().toString())
            .orElseThrow(() -> machine.unsupported("this field", tree, frame));
    if (tree.getInitializer() != null) {
      Object value =
          machine.expressions().initializer(tree.getInitializer(), tree.getType(), frame);
      assign(self, field, value, tree, frame);
    } else if (field.asType().getKind().isPrimitive()) {
      boolean logical = field.asType().getKind() == TypeKind.BOOLEAN;
      self.setField(
          tree.getName().toString(),
          logical ? false : Arithmetics.convert(field.asType().toString(), 0));
    }
  }

  /** Assigns a field of an instance; an annotated one is registered. */
  void assign(InterpretedModule self, VariableElement field, Object value, Tree at, Frame frame) {
    if (!frame.constructing()) {
      throw machine.halt(
          Code.MUTABLE_FIELD, at, frame, field.getSimpleName(), machine.text(at, frame));
    }
    Object converted = Arithmetics.convert(field.asType().toString(), value);
    self.setField(field.getSimpleName().toString(), converted);
    for (Field.Kind kind : Field.kinds(field)) {
      if (value instanceof Unknown unknown) {
        throw machine.unknown(unknown, at, frame);
      }
      try {
        self.register(Field.of(field, kind), value);
      } catch (ClassCastException e) { // javac reports the assignment itself
        throw machine.unsupported("a value of another type", at, frame);
      }
    }
  }
}

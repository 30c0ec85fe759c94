package io.tenon.processor.interpret;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import io.tenon.Tensor;
import io.tenon.nn.NnModule;
import io.tenon.processor.diagnostic.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;

/** Calls: users' methods are interpreted, the library's are made. */
final class Calls {
  private final Machine machine;
  private final LibraryCalls library;
  private final Overloads overloads;

  Calls(Machine machine) {
    this.machine = machine;
    this.library = new LibraryCalls(machine);
    this.overloads = new Overloads(machine);
  }

  Object call(MethodInvocationTree tree, Frame frame) {
    ExpressionTree select = tree.getMethodSelect();
    if (select instanceof IdentifierTree name) {
      return unqualified(name.getName().toString(), args(tree.getArguments(), frame), tree, frame);
    }
    MemberSelectTree member = (MemberSelectTree) select;
    String name = member.getIdentifier().toString();
    if (member.getExpression() instanceof IdentifierTree on
        && on.getName().contentEquals("super")) {
      return above(name, args(tree.getArguments(), frame), tree, frame);
    }
    Optional<TypeElement> type = machine.lookup().type(member.getExpression(), frame);
    if (type.isPresent()) {
      return ofType(type.get(), name, args(tree.getArguments(), frame), tree, frame);
    }
    Object receiver = machine.expressions().value(member.getExpression(), frame);
    return ofObject(receiver, name, args(tree.getArguments(), frame), tree, frame);
  }

  private List<Object> args(List<? extends ExpressionTree> trees, Frame frame) {
    List<Object> args = new ArrayList<>();
    trees.forEach(tree -> args.add(machine.expressions().value(tree, frame)));
    return args;
  }

  // ---- the kinds of calls

  /** {@code relu(x)}, {@code helper(x)}, {@code training()}. */
  private Object unqualified(String name, List<Object> args, Tree tree, Frame frame) {
    SourceType dynamic = frame.self() == null ? frame.type() : frame.self().type();
    Optional<ExecutableElement> own = find(dynamic, name, args);
    if (own.isEmpty()) {
      own = find(frame.type(), name, args);
    }
    if (own.isPresent()) {
      return invoke(own.get(), frame.self(), args, tree, frame);
    }
    if (frame.self() != null && Library.hasMethod(NnModule.class, name, false)) {
      return library.call(NnModule.class, frame.self(), name, args, tree, frame);
    }
    Element outer = frame.type().element().getEnclosingElement();
    for (; outer instanceof TypeElement around; outer = outer.getEnclosingElement()) {
      Optional<ExecutableElement> found =
          machine.sources().of(around).flatMap(type -> find(type, name, args));
      if (found.isPresent()) {
        return invoke(found.get(), null, args, tree, frame);
      }
    }
    for (TypeElement type : machine.sources().staticImports(name, frame.type())) {
      if (hasStatic(type, name)) {
        return ofType(type, name, args, tree, frame);
      }
    }
    throw machine.unsupported("the method '" + name + "'", tree, frame);
  }

  private boolean hasStatic(TypeElement type, String name) {
    return ElementFilter.methodsIn(type.getEnclosedElements()).stream()
        .anyMatch(
            method ->
                method.getSimpleName().contentEquals(name)
                    && method.getModifiers().contains(Modifier.STATIC));
  }

  /** {@code super.helper(x)}. */
  private Object above(String name, List<Object> args, Tree tree, Frame frame) {
    Optional<ExecutableElement> method =
        machine
            .sources()
            .superclass(frame.type().element())
            .flatMap(machine.sources()::of)
            .flatMap(type -> find(type, name, args));
    if (method.isPresent()) {
      return invoke(method.get(), frame.self(), args, tree, frame);
    }
    return library.call(NnModule.class, frame.self(), name, args, tree, frame);
  }

  /** {@code Functional.relu(x)}, {@code Blocks.helper(x)}. */
  private Object ofType(TypeElement type, String name, List<Object> args, Tree tree, Frame frame) {
    Optional<SourceType> source = machine.sources().of(type);
    if (source.isPresent()) {
      ExecutableElement method =
          find(source.get(), name, args)
              .orElseThrow(() -> machine.unsupported("the method '" + name + "'", tree, frame));
      return invoke(method, null, args, tree, frame);
    }
    Class<?> called =
        machine
            .sources()
            .library(type)
            .orElseThrow(
                () ->
                    machine.unsupported(
                        "a call of " + type.getSimpleName() + ", which is not Tenon's,",
                        tree,
                        frame));
    return library.call(called, null, name, args, tree, frame);
  }

  /** {@code conv1.call(x)}, {@code x.view(-1)}, {@code block.helper(x)}. */
  private Object ofObject(Object receiver, String name, List<Object> args, Tree tree, Frame frame) {
    if (receiver instanceof Unknown unknown) {
      throw machine.unknown(unknown, tree, frame);
    }
    if (receiver == null) {
      throw machine.refused(new NullPointerException("it is called on null"), tree, frame);
    }
    if (receiver instanceof InterpretedModule module) {
      Optional<ExecutableElement> method = find(module.type(), name, args);
      if (method.isPresent()) {
        return invoke(method.get(), module, args, tree, frame);
      }
      return library.call(NnModule.class, module, name, args, tree, frame);
    }
    return library.call(receiver.getClass(), receiver, name, args, tree, frame);
  }

  /** {@code new Conv2d(3, 6, 5)}, {@code new Block(3)}. */
  Object create(NewClassTree tree, Frame frame) {
    if (tree.getClassBody() != null) {
      throw machine.unsupported("an anonymous class", tree, frame);
    }
    TypeElement type =
        machine
            .lookup()
            .type(tree.getIdentifier(), frame)
            .orElseThrow(() -> machine.unsupported("this type", tree, frame));
    List<Object> args = args(tree.getArguments(), frame);
    Optional<Class<?>> called = machine.sources().library(type);
    if (called.isPresent()) {
      return library.create(called.get(), args, tree, frame);
    }
    if (!machine.sources().isModule(type)) {
      throw machine.unsupported("an object of " + type.getSimpleName(), tree, frame);
    }
    Optional<SourceType> source = machine.sources().of(type);
    if (source.isEmpty()) {
      throw machine.halt(
          Code.OPAQUE_MODULE, tree, frame, type.getSimpleName(), machine.text(tree, frame));
    }
    return machine.construction().create(source.get(), args, tree, frame);
  }

  // ---- users' methods

  /** The method of the class or a class above it, as Java would choose among overloads. */
  private Optional<ExecutableElement> find(SourceType type, String name, List<Object> args) {
    for (SourceType at : machine.sources().hierarchy(type)) {
      List<ExecutableElement> named =
          ElementFilter.methodsIn(at.element().getEnclosedElements()).stream()
              .filter(method -> method.getSimpleName().contentEquals(name))
              .toList();
      Optional<ExecutableElement> chosen = choose(named, args);
      if (chosen.isPresent()) {
        return chosen;
      }
    }
    return Optional.empty();
  }

  Optional<ExecutableElement> choose(List<ExecutableElement> candidates, List<Object> args) {
    return overloads.choose(candidates, args);
  }

  void bind(ExecutableElement method, List<Object> args, Frame frame) {
    overloads.bind(method, args, frame);
  }

  /** A module's forward, called by the library. */
  Tensor forward(InterpretedModule self, Tensor x) {
    List<Object> args = List.of(x);
    Frame outside = new Frame(self.type(), self, false);
    ExecutableElement method =
        find(self.type(), "forward", args)
            .orElseThrow(
                () ->
                    machine.unsupported(
                        "a module without 'forward(Tensor)'", self.type().tree(), outside));
    Object result = invoke(method, self, args, machine.sources().tree(method), outside);
    if (result instanceof Tensor tensor) {
      return tensor;
    }
    throw machine.unsupported(
        "a forward that returns no tensor", machine.sources().tree(method), outside);
  }

  private Object invoke(
      ExecutableElement method,
      InterpretedModule self,
      List<Object> args,
      Tree tree,
      Frame caller) {
    MethodTree body = machine.sources().tree(method);
    if (body == null || body.getBody() == null) {
      throw machine.unsupported("a method without a body", tree, caller);
    }
    boolean isStatic = method.getModifiers().contains(Modifier.STATIC);
    if (!isStatic && self == null) {
      throw machine.unsupported("an instance's method in a static one", tree, caller);
    }
    SourceType owner =
        machine.sources().of((TypeElement) method.getEnclosingElement()).orElseThrow();
    Frame frame = new Frame(owner, isStatic ? null : self, caller.constructing());
    bind(method, args, frame);
    machine.enter(tree, caller);
    for (StatementTree statement : body.getBody().getStatements()) {
      if (machine.statements().run(statement, frame) == Statements.Flow.RETURN) {
        break;
      }
    }
    machine.exit();
    return Arithmetics.convert(method.getReturnType().toString(), frame.returned());
  }
}

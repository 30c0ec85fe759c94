package io.tenon.processor.interpret;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import io.tenon.nn.NnModule;
import io.tenon.processor.diagnostic.Code;
import java.lang.reflect.Array;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;

/** Calls, by what stands before the dot: users' methods are interpreted, the library's are made. */
final class Calls {
  private final Machine machine;
  private final LibraryCalls library;

  Calls(Machine machine) {
    this.machine = machine;
    this.library = new LibraryCalls(machine);
  }

  Object call(MethodInvocationTree tree, Frame frame) {
    ExpressionTree select = tree.getMethodSelect();
    if (select instanceof IdentifierTree name) {
      return unqualified(name.getName().toString(), args(tree.getArguments(), frame), tree, frame);
    }
    MemberSelectTree member = (MemberSelectTree) select;
    String name = member.getIdentifier().toString();
    ExpressionTree on = member.getExpression();
    if (on instanceof IdentifierTree keyword && keyword.getName().contentEquals("super")) {
      return above(name, args(tree.getArguments(), frame), tree, frame);
    }
    if (on instanceof IdentifierTree keyword
        && keyword.getName().contentEquals("this")
        && frame.self() != null) {
      return onSelf(name, args(tree.getArguments(), frame), tree, frame);
    }
    Optional<TypeElement> type = machine.types().named(on, frame);
    if (type.isPresent()) {
      return ofType(type.get(), name, args(tree.getArguments(), frame), tree, frame);
    }
    Object receiver = machine.expressions().value(on, frame);
    return ofObject(receiver, name, args(tree.getArguments(), frame), tree, frame);
  }

  List<Object> args(List<? extends ExpressionTree> trees, Frame frame) {
    List<Object> args = new ArrayList<>();
    trees.forEach(tree -> args.add(machine.expressions().value(tree, frame)));
    return args;
  }

  // ---- the kinds of calls

  /** {@code relu(x)}, {@code helper(x)}, {@code training()}. */
  private Object unqualified(String name, List<Object> args, Tree tree, Frame frame) {
    Optional<ExecutableElement> own = machine.methods().find(frame.type(), name, args, tree, frame);
    if (own.isPresent()) {
      return machine.methods().invoke(own.get(), frame.self(), args, tree, frame);
    }
    if (frame.self() instanceof InterpretedModule self && isModules(name)) {
      return ofModule(self, name, args, tree, frame);
    }
    Element outer = frame.type().element().getEnclosingElement();
    for (; outer instanceof TypeElement around; outer = outer.getEnclosingElement()) {
      Optional<ExecutableElement> found =
          machine
              .sources()
              .of(around)
              .flatMap(type -> machine.methods().find(type, name, args, tree, frame));
      if (found.isPresent()) {
        return machine.methods().invoke(found.get(), null, args, tree, frame);
      }
    }
    for (TypeElement type : machine.sources().staticImports(name, frame.type())) {
      if (hasStatic(type, name)) {
        return ofType(type, name, args, tree, frame);
      }
    }
    throw machine.unresolved(name, tree, frame);
  }

  private static boolean hasStatic(TypeElement type, String name) {
    return ElementFilter.methodsIn(type.getEnclosedElements()).stream()
        .anyMatch(
            method ->
                method.getSimpleName().contentEquals(name)
                    && method.getModifiers().contains(Modifier.STATIC));
  }

  /** {@code this.helper(x)}. */
  Object onSelf(String name, List<Object> args, Tree tree, Frame frame) {
    Optional<ExecutableElement> own = machine.methods().find(frame.type(), name, args, tree, frame);
    return own.isPresent()
        ? machine.methods().invoke(own.get(), frame.self(), args, tree, frame)
        : ofObjectItself(frame.self(), name, args, tree, frame);
  }

  private static boolean isModules(String name) {
    return name.equals("hooked") || Library.hasMethod(NnModule.class, name, false);
  }

  /** A method that a user's object has without declaring it. */
  private Object ofObjectItself(
      InterpretedObject on, String name, List<Object> args, Tree tree, Frame frame) {
    if (on instanceof InterpretedModule module) {
      return ofModule(module, name, args, tree, frame);
    }
    if (on instanceof InterpretedInstance && name.equals("equals") && args.size() == 1) {
      return on.equals(args.get(0));
    }
    if (on instanceof InterpretedInstance record && name.equals("toString") && args.isEmpty()) {
      return library.text(record, tree, frame);
    }
    throw machine.unsupported("the method '" + name + "'", tree, frame);
  }

  /** {@code super.train()}, {@code hooked(List.of(a, b), in -> …)}. */
  private Object ofModule(
      InterpretedModule on, String name, List<Object> args, Tree tree, Frame frame) {
    if (name.equals("hooked")) {
      return library.call(InterpretedModule.class, on, "around", args, tree, frame);
    }
    return library.call(NnModule.class, on, name, args, tree, frame);
  }

  /** {@code super.helper(x)}. */
  Object above(String name, List<Object> args, Tree tree, Frame frame) {
    Optional<ExecutableElement> method =
        machine
            .sources()
            .superclass(frame.type().element())
            .flatMap(machine.sources()::of)
            .flatMap(type -> machine.methods().find(type, name, args, tree, frame));
    if (method.isPresent()) {
      return machine.methods().invokeExactly(method.get(), frame.self(), args, tree, frame);
    }
    return ofObjectItself(frame.self(), name, args, tree, frame);
  }

  /** {@code Functional.relu(x)}, {@code Blocks.helper(x)}. */
  private Object ofType(TypeElement type, String name, List<Object> args, Tree tree, Frame frame) {
    Optional<SourceType> source = machine.sources().of(type);
    if (source.isPresent()) {
      Optional<ExecutableElement> method =
          machine.methods().find(source.get(), name, args, tree, frame);
      if (method.filter(each -> machine.sources().tree(each) != null).isPresent()) {
        return machine.methods().invoke(method.get(), null, args, tree, frame);
      }
      if (type.getKind() == ElementKind.ENUM) {
        return ofEnum(machine.lookup().enumConstants(type, tree, frame), name, args, tree, frame);
      }
      throw machine.unresolved(name, tree, frame);
    }
    Class<?> called =
        machine.sources().library(type).orElseThrow(() -> foreign("a call", type, tree, frame));
    return library.call(called, null, name, args, tree, frame);
  }

  /** What {@code Functional::relu} or {@code Tensor::relu} does with its arguments. */
  Object ofTypeOrFirst(TypeElement type, String name, List<Object> args, Tree tree, Frame frame) {
    Optional<SourceType> source = machine.sources().of(type);
    boolean isStatic =
        source.isPresent()
            ? machine
                .methods()
                .find(source.get(), name, args, tree, frame)
                .filter(each -> each.getModifiers().contains(Modifier.STATIC))
                .isPresent()
            : machine
                .sources()
                .library(type)
                .filter(each -> Library.takes(each, name, args))
                .isPresent();
    if (isStatic || args.isEmpty()) {
      return ofType(type, name, args, tree, frame);
    }
    return ofObject(args.get(0), name, args.subList(1, args.size()), tree, frame);
  }

  /** {@code Kind.values()}, {@code Kind.valueOf("RELU")}. */
  private Object ofEnum(
      List<EnumConstant> all, String name, List<Object> args, Tree tree, Frame frame) {
    if (name.equals("values") && args.isEmpty()) {
      return all.toArray();
    }
    if (name.equals("valueOf") && args.size() == 1) {
      return all.stream()
          .filter(each -> each.name().equals(args.get(0)))
          .findFirst()
          .orElseThrow(() -> machine.unsupported("a constant that is none", tree, frame));
    }
    throw machine.unsupported("the method '" + name + "'", tree, frame);
  }

  /** {@code conv1.call(x)}, {@code x.view(-1)}, {@code block.helper(x)}. */
  Object ofObject(Object receiver, String name, List<Object> args, Tree tree, Frame frame) {
    if (receiver instanceof Unknown unknown) {
      throw machine.unknown(unknown, tree, frame);
    }
    if (receiver == null) {
      throw machine.refused(new NullPointerException("it is called on null"), tree, frame);
    }
    if (receiver instanceof InterpretedObject on) {
      Optional<ExecutableElement> method =
          machine.methods().find(on.type(), name, args, tree, frame);
      return method.isPresent()
          ? machine.methods().invoke(method.get(), on, args, tree, frame)
          : ofObjectItself(on, name, args, tree, frame);
    }
    if (receiver instanceof Closure closure) {
      if (!closure.isCalledBy(name) || !closure.takes(args.size())) {
        throw machine.unsupported("a lambda whose type is not known here", tree, frame);
      }
      return closure.call(args);
    }
    if (Proxy.isProxyClass(receiver.getClass())
        && Proxy.getInvocationHandler(receiver) instanceof ClosureCalls function
        && function.implemented().getName().equals(name)
        && function.implemented().getParameterCount() == args.size()) {
      Object result = function.closure().call(args);
      return Arithmetics.widen(function.implemented().getReturnType(), result);
    }
    if (receiver instanceof EnumConstant constant) {
      return ofConstant(constant, name, args, tree, frame);
    }
    if (receiver.getClass().isArray() && name.equals("clone")) {
      int length = Array.getLength(receiver);
      Object copy = Array.newInstance(receiver.getClass().getComponentType(), length);
      System.arraycopy(receiver, 0, copy, 0, length);
      return copy;
    }
    return library.call(receiver.getClass(), receiver, name, args, tree, frame);
  }

  private Object ofConstant(
      EnumConstant constant, String name, List<Object> args, Tree tree, Frame frame) {
    boolean declared =
        ElementFilter.methodsIn(constant.type().getEnclosedElements()).stream()
            .anyMatch(method -> method.getSimpleName().contentEquals(name));
    if (!declared && name.equals("equals") && args.size() == 1) {
      return constant == args.get(0);
    }
    if (declared || !args.isEmpty()) {
      throw machine.unsupported("a method of an enum", tree, frame);
    }
    return switch (name) {
      case "name", "toString" -> constant.name();
      case "ordinal" -> constant.ordinal();
      default -> throw machine.unsupported("a method of an enum", tree, frame);
    };
  }

  /** {@code new Conv2d(3, 6, 5)}, {@code new Block(3)}. */
  Object create(NewClassTree tree, Frame frame) {
    if (tree.getClassBody() != null) {
      throw machine.unsupported("an anonymous class", tree, frame);
    }
    TypeElement type = named(tree.getIdentifier(), tree, frame);
    return create(type, args(tree.getArguments(), frame), tree, frame);
  }

  /** {@code Conv2d::new}. */
  Object create(Tree name, List<Object> args, Tree tree, Frame frame) {
    return create(named(name, tree, frame), args, tree, frame);
  }

  private TypeElement named(Tree name, Tree tree, Frame frame) {
    return machine
        .types()
        .named(name, frame)
        .orElseThrow(() -> machine.unresolved(name.toString(), tree, frame));
  }

  private Object create(TypeElement type, List<Object> args, Tree tree, Frame frame) {
    Optional<SourceType> source = machine.sources().of(type);
    Optional<Class<?>> called = machine.sources().library(type);
    if (source.isEmpty() && called.isPresent()) {
      return library.create(called.get(), args, tree, frame);
    }
    if (source.isEmpty()) {
      throw foreign("an object", type, tree, frame);
    }
    return machine.construction().create(source.get(), args, tree, frame);
  }

  /** A class that is neither the user's, as far as its source is there, nor may be called. */
  private Halt foreign(String what, TypeElement type, Tree tree, Frame frame) {
    String name = type.getQualifiedName().toString();
    boolean platform =
        name.startsWith("java.") || name.startsWith("javax.") || name.startsWith("io.tenon.");
    if (platform && !machine.sources().isModule(type)) {
      return machine.unsupported(what + " of " + type.getSimpleName(), tree, frame);
    }
    return machine.halt(
        Code.OPAQUE_MODULE, tree, frame, type.getSimpleName(), machine.text(tree, frame));
  }
}

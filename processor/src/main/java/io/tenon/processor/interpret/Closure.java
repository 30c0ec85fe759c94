package io.tenon.processor.interpret;

import com.sun.source.tree.Tree;
import io.tenon.graph.Origin;
import io.tenon.graph.Tracer;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javax.lang.model.element.TypeElement;

/**
 * A lambda or method reference that nobody gave a type yet: javac knows it from the context, here
 * the variable, parameter or result that it is assigned to says which interface it implements.
 */
final class Closure {
  /** The methods of the JDK's functional interfaces, for one that comes out of a container. */
  private static final Set<String> METHODS =
      Set.of(
          "apply",
          "applyAsInt",
          "applyAsLong",
          "applyAsDouble",
          "accept",
          "test",
          "get",
          "getAsInt",
          "getAsLong",
          "getAsDouble",
          "getAsBoolean",
          "compare",
          "run");

  private final Machine machine;
  private final Tree tree;
  private final Frame frame;
  private final int arity;
  private final Function<List<Object>, Object> body;

  /**
   * A closure of an expression.
   *
   * @param arity how many arguments it takes; -1 where any number may fit
   * @param body computes the result from the arguments
   */
  Closure(Machine machine, Tree tree, Frame frame, int arity, Function<List<Object>, Object> body) {
    this.machine = machine;
    this.tree = tree;
    this.frame = frame;
    this.arity = arity;
    this.body = body;
  }

  /** Calls it. What the caller does next is its own expression again. */
  Object call(List<Object> args) {
    machine.step(tree, frame);
    machine.enter(tree, frame);
    Tracer tracer = Tracer.current();
    Origin caller = tracer.origin();
    Object result = body.apply(args);
    tracer.at(caller);
    machine.exit();
    return result;
  }

  /** Whether a call of this name is one of it, whatever interface it implements. */
  boolean isCalledBy(String method) {
    return METHODS.contains(method);
  }

  /** Whether it may implement an interface whose method takes this many arguments. */
  boolean takes(int count) {
    return arity < 0 || arity == count;
  }

  /** Whether it may be an object of the library's or JDK's class. */
  boolean fits(Class<?> type) {
    Optional<Method> method = method(type);
    return type == Object.class || method.isPresent() && takes(method.get().getParameterCount());
  }

  /** The one abstract method of a functional interface of the JDK. */
  static Optional<Method> method(Class<?> type) {
    List<Method> found =
        Arrays.stream(type.isInterface() ? type.getMethods() : new Method[0])
            .filter(method -> java.lang.reflect.Modifier.isAbstract(method.getModifiers()))
            .filter(method -> !isObjects(method))
            .toList();
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  /** {@code Comparator} declares {@code equals}, which each object has. */
  private static boolean isObjects(Method method) {
    try {
      Object.class.getMethod(method.getName(), method.getParameterTypes());
      return true;
    } catch (NoSuchMethodException e) {
      return false;
    }
  }

  /** This as the type of a variable, parameter or result, as far as that says an interface. */
  Object as(String type) {
    String erased = type.replaceAll("<.*", "").strip();
    Optional<TypeElement> element =
        erased.contains(".")
            ? machine.sources().qualified(erased)
            : machine.sources().type(erased, frame.type());
    if (element.isEmpty()) {
      return this; // a type variable
    }
    Optional<SourceType> source = machine.sources().of(element.get());
    if (source.isPresent()) {
      return new InterpretedFunction(source.get(), this);
    }
    return machine.sources().library(element.get()).map(this::as).orElse(this);
  }

  /** This as an object of the library's or JDK's interface. */
  Object as(Class<?> type) {
    if (type == Object.class || !fits(type)) {
      return this;
    }
    Method implemented = method(type).orElseThrow();
    return Proxy.newProxyInstance(
        Closure.class.getClassLoader(), new Class<?>[] {type}, new ClosureCalls(this, implemented));
  }

  /** What a call from the library gets, which can't compute with or decide by what is unknown. */
  Object known(Object result) {
    if (result instanceof Unknown unknown) {
      throw machine.unknown(unknown, tree, frame);
    }
    if (machine.isSymbolic(result)) {
      throw machine.sizeDependent((Number) result, tree, frame);
    }
    return result;
  }
}

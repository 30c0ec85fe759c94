package io.tenon.processor.interpret;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** Which of several methods of a user's takes these arguments, and as what. */
final class Overloads {
  private final Machine machine;

  Overloads(Machine machine) {
    this.machine = machine;
  }

  /** The first that fits most closely, one of variable arity only if no other does. */
  Optional<ExecutableElement> choose(List<ExecutableElement> candidates, List<Object> args) {
    ExecutableElement best = null;
    int least = Integer.MAX_VALUE;
    for (ExecutableElement candidate : candidates) {
      int distance = distance(candidate, args);
      if (distance >= 0 && distance < least) {
        best = candidate;
        least = distance;
      }
    }
    if (best == null) {
      best = candidates.stream().filter(each -> takesMany(each, args)).findFirst().orElse(null);
    }
    return Optional.ofNullable(best);
  }

  /** How many widenings the arguments need; -1 if they don't fit. */
  private int distance(ExecutableElement method, List<Object> args) {
    List<? extends VariableElement> parameters = method.getParameters();
    if (parameters.size() != args.size()) {
      return -1;
    }
    int sum = 0;
    for (int i = 0; i < args.size(); i++) {
      int distance = distance(parameters.get(i).asType(), args.get(i));
      if (distance < 0) {
        return -1;
      }
      sum += distance;
    }
    return sum;
  }

  private boolean takesMany(ExecutableElement method, List<Object> args) {
    int fixed = method.getParameters().size() - 1;
    if (!method.isVarArgs() || args.size() < fixed) {
      return false;
    }
    TypeMirror rest = ((ArrayType) method.getParameters().get(fixed).asType()).getComponentType();
    boolean fits = true;
    for (int i = 0; fits && i < args.size(); i++) {
      TypeMirror type = i < fixed ? method.getParameters().get(i).asType() : rest;
      fits = distance(type, args.get(i)) >= 0;
    }
    return fits;
  }

  private int distance(TypeMirror parameter, Object arg) {
    if (arg instanceof Unknown) {
      return 0;
    }
    if (arg == null) {
      return parameter.getKind().isPrimitive() ? -1 : 0;
    }
    if (parameter.getKind().isPrimitive()) {
      return primitive(parameter.getKind(), arg);
    }
    if (parameter.getKind() == TypeKind.ARRAY) {
      return arg.getClass().isArray() ? 0 : -1;
    }
    if (!(parameter instanceof DeclaredType declared)) {
      return 1; // a type variable takes anything
    }
    TypeElement type = (TypeElement) declared.asElement();
    if (arg instanceof InterpretedModule module) {
      return machine.sources().extendsType(module.type().element(), type) ? 0 : -1;
    }
    Optional<Class<?>> library = machine.sources().library(type);
    boolean any = type.getQualifiedName().contentEquals("java.lang.Object");
    if (any || library.isEmpty()) {
      return any || machine.sources().of(type).isEmpty() ? 10 : -1;
    }
    return library.get().isInstance(arg) ? (library.get() == arg.getClass() ? 0 : 1) : -1;
  }

  private static int primitive(TypeKind kind, Object arg) {
    if (kind == TypeKind.BOOLEAN) {
      return arg instanceof Boolean ? 0 : -1;
    }
    if (kind == TypeKind.CHAR) {
      return arg instanceof Character ? 0 : -1;
    }
    List<TypeKind> order = List.of(TypeKind.INT, TypeKind.LONG, TypeKind.FLOAT, TypeKind.DOUBLE);
    int from =
        arg instanceof Long
            ? 1
            : arg instanceof Float ? 2 : arg instanceof Double ? 3 : arg instanceof Number ? 0 : -1;
    int to = order.indexOf(kind);
    return from < 0 || to < from ? -1 : to - from;
  }

  /** Declares the parameters in a frame. */
  void bind(ExecutableElement method, List<Object> args, Frame frame) {
    List<? extends VariableElement> parameters = method.getParameters();
    boolean many = method.isVarArgs() && distance(method, args) < 0;
    int fixed = many ? parameters.size() - 1 : parameters.size();
    for (int i = 0; i < fixed; i++) {
      VariableElement parameter = parameters.get(i);
      frame.declare(
          parameter.getSimpleName().toString(), parameter.asType().toString(), args.get(i));
    }
    if (many) {
      VariableElement last = parameters.get(fixed);
      frame.declare(last.getSimpleName().toString(), "", rest(last, args, fixed));
    }
  }

  private Object rest(VariableElement parameter, List<Object> args, int fixed) {
    TypeMirror component = ((ArrayType) parameter.asType()).getComponentType();
    List<Object> values = new ArrayList<>(args.subList(fixed, args.size()));
    if (component.getKind().isPrimitive()) {
      return Arrays.primitive(component.toString(), values);
    }
    Class<?> library =
        component instanceof DeclaredType declared
            ? machine.sources().library((TypeElement) declared.asElement()).orElse(null)
            : null;
    return Arrays.of(null, library, values);
  }
}

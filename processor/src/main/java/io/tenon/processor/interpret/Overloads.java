package io.tenon.processor.interpret;

import com.sun.source.tree.Tree;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
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

  /**
   * The one that fits most closely, one of variable arity only if no other does.
   *
   * @throws Halt if only the declared types of the arguments, which nobody knows here, could tell
   */
  Optional<ExecutableElement> choose(
      List<ExecutableElement> candidates, List<Object> args, Tree tree, Frame frame) {
    List<ExecutableElement> fitting =
        candidates.stream().filter(each -> distance(each, args) >= 0).toList();
    if (fitting.isEmpty()) {
      fitting = candidates.stream().filter(each -> takesMany(each, args)).toList();
    }
    for (int i = 1; i < fitting.size(); i++) {
      if (differByClass(fitting.get(0), fitting.get(i))) {
        throw machine.unsupported("a choice among overloads by class", tree, frame);
      }
    }
    return fitting.stream().min(Comparator.comparingInt(each -> distance(each, args)));
  }

  private static boolean differByClass(ExecutableElement a, ExecutableElement b) {
    int common = Math.min(a.getParameters().size(), b.getParameters().size());
    for (int i = 0; i < common; i++) {
      TypeMirror x = a.getParameters().get(i).asType();
      TypeMirror y = b.getParameters().get(i).asType();
      boolean primitive = x.getKind().isPrimitive() || y.getKind().isPrimitive();
      if (!primitive && !x.toString().equals(y.toString())) {
        return true;
      }
    }
    return false;
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
    if (arg instanceof Unknown unknown) {
      boolean number = parameter.getKind().isPrimitive() && unknown.standIn() != null;
      return number ? primitive(parameter.getKind(), unknown.standIn()) : 0;
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
    if (arg instanceof Closure closure) {
      return machine.types().isFunction(type, closure) ? 0 : -1;
    }
    if (arg instanceof InterpretedObject module) {
      return machine.sources().extendsType(module.type().element(), type) ? 0 : -1;
    }
    if (arg instanceof EnumConstant constant) {
      return machine.sources().extendsType(constant.type(), type) ? 0 : -1;
    }
    Optional<Class<?>> library = machine.sources().library(type);
    boolean any = type.getQualifiedName().contentEquals("java.lang.Object");
    if (any || library.isEmpty()) {
      return any || machine.sources().of(type).isEmpty() ? 10 : -1;
    }
    return library.get().isInstance(arg) ? 5 : -1;
  }

  private static int primitive(TypeKind kind, Object arg) {
    if (kind == TypeKind.BOOLEAN) {
      return arg instanceof Boolean ? 0 : -1;
    }
    if (kind == TypeKind.CHAR) {
      return arg instanceof Character ? 0 : -1; // no byte or short becomes a char
    }
    if (!(arg instanceof Number) && !(arg instanceof Character)) {
      return -1;
    }
    List<String> order = List.of("BYTE", "SHORT", "CHAR", "INT", "LONG", "FLOAT", "DOUBLE");
    int from = order.indexOf(Signatures.unboxed(arg).getName().toUpperCase(Locale.ROOT));
    int to = order.indexOf(kind.name());
    return to < from ? -1 : to - from;
  }

  /** Declares the parameters in a frame. */
  void bind(ExecutableElement method, List<Object> args, Frame frame) {
    List<? extends VariableElement> parameters = method.getParameters();
    List<String> names = machine.sources().parameters(method);
    boolean many = method.isVarArgs() && distance(method, args) < 0;
    int fixed = many ? parameters.size() - 1 : parameters.size();
    for (int i = 0; i < fixed; i++) {
      VariableElement parameter = parameters.get(i);
      frame.declare(names.get(i), parameter.asType().toString(), args.get(i));
    }
    if (many) {
      VariableElement last = parameters.get(fixed);
      frame.declare(names.get(fixed), "", rest(last, args.subList(fixed, args.size())));
    }
  }

  private Object rest(VariableElement parameter, List<Object> values) {
    return machine.arrays().rest((ArrayType) parameter.asType(), values);
  }
}

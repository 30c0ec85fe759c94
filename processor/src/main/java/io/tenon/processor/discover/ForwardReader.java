package io.tenon.processor.discover;

import io.tenon.DType;
import io.tenon.annotation.Shape;
import io.tenon.processor.diagnostic.Code;
import io.tenon.processor.diagnostic.Reporter;
import java.lang.annotation.AnnotationTypeMismatchException;
import java.lang.annotation.IncompleteAnnotationException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.ElementFilter;

/**
 * Finds the forward that is compiled for a class, its own or the one it inherits, and reads what
 * {@code @Shape} says of its parameters.
 */
final class ForwardReader {
  private static final String NN_MODULE = "io.tenon.nn.NnModule";
  private static final String TENSOR = "io.tenon.Tensor";

  private final Kinships kinships;
  private final Reporter reporter;
  private final Map<ExecutableElement, Optional<ModuleClass.Forward>> known = new HashMap<>();

  ForwardReader(Kinships kinships, Reporter reporter) {
    this.kinships = kinships;
    this.reporter = reporter;
  }

  /** Whether the class itself has a parameter with a shape. */
  boolean isAnnotated(TypeElement type) {
    return methodsWithShapes(type).findAny().isPresent();
  }

  /** Whether a class of which there are objects inherits a forward with shapes. */
  boolean inherits(TypeElement type) {
    return !type.getModifiers().contains(Modifier.ABSTRACT)
        && !isAnnotated(type)
        && shaped(type).isPresent();
  }

  /**
   * The forward to compile for objects of the class; none for an abstract one, which has no
   * objects. What is wrong with the class's own is reported.
   */
  Optional<ModuleClass.Forward> of(TypeElement type) {
    Optional<ModuleClass.Forward> found = Optional.empty();
    for (ExecutableElement method : methodsWithShapes(type).toList()) {
      Optional<ModuleClass.Forward> read = known(method);
      found = read.isPresent() ? read : found;
    }
    if (!isAnnotated(type)) {
      found = shaped(type).flatMap(this::known);
    }
    return type.getModifiers().contains(Modifier.ABSTRACT) ? Optional.empty() : found;
  }

  private Optional<ModuleClass.Forward> known(ExecutableElement method) {
    if (!known.containsKey(method)) {
      known.put(method, read(method));
    }
    return known.get(method);
  }

  /** The method with shapes that the class has: its own or the nearest, if nothing overrides it. */
  Optional<ExecutableElement> shaped(TypeElement type) {
    List<TypeElement> nearer = new ArrayList<>();
    for (TypeElement at = type; at != null; at = Kinships.superclass(at)) {
      Optional<ExecutableElement> found = methodsWithShapes(at).findFirst();
      if (found.isPresent()) {
        return found.filter(method -> nearer.stream().noneMatch(each -> overrides(each, method)));
      }
      nearer.add(at);
    }
    return Optional.empty();
  }

  private boolean overrides(TypeElement type, ExecutableElement method) {
    return ElementFilter.methodsIn(type.getEnclosedElements()).stream()
        .anyMatch(each -> kinships.overrides(each, method, type));
  }

  /** How many inputs the class's own forward takes, if several; else 0. */
  int inputs(TypeElement type) {
    return forwardOfSeveral(type).map(method -> method.getParameters().size()).orElse(0);
  }

  /** The class's own {@code forward} of several tensors, the longest if there are many. */
  private Optional<ExecutableElement> forwardOfSeveral(TypeElement type) {
    return ElementFilter.methodsIn(type.getEnclosedElements()).stream()
        .filter(method -> method.getSimpleName().contentEquals("forward"))
        .filter(method -> !method.getModifiers().contains(Modifier.PRIVATE))
        .filter(method -> !method.getModifiers().contains(Modifier.STATIC))
        .filter(method -> method.getParameters().size() > 1)
        .filter(method -> Kinships.isExactly(method.getReturnType(), TENSOR))
        .filter(
            method ->
                method.getParameters().stream()
                    .allMatch(p -> Kinships.isExactly(p.asType(), TENSOR)))
        .filter(method -> kinships.isA(type.asType(), NN_MODULE))
        .max(Comparator.comparing(method -> method.getParameters().size()));
  }

  private static Stream<ExecutableElement> methodsWithShapes(TypeElement type) {
    return type.getEnclosedElements().stream()
        .filter(ExecutableElement.class::isInstance)
        .map(ExecutableElement.class::cast)
        .filter(
            method ->
                method.getParameters().stream()
                    .anyMatch(p -> p.getAnnotation(Shape.class) != null));
  }

  private Optional<ModuleClass.Forward> read(ExecutableElement method) {
    TypeElement type = (TypeElement) method.getEnclosingElement();
    boolean ofModule =
        method.getSimpleName().contentEquals("forward") && kinships.isA(type.asType(), NN_MODULE);
    List<ModuleClass.Input> inputs = new ArrayList<>();
    boolean sound = true;
    for (VariableElement parameter : method.getParameters()) {
      if (parameter.getAnnotation(Shape.class) == null) {
        continue;
      }
      if (!ofModule) {
        reporter.report(
            Code.MISPLACED_SHAPE,
            parameter,
            "'" + method.getSimpleName() + "'",
            "the forward of a module is compiled",
            "move it to the module's forward method");
        return Optional.empty();
      }
      Optional<ModuleClass.Input> input = readInput(parameter);
      input.ifPresent(inputs::add);
      sound &= input.isPresent();
    }
    if (!sound) {
      return Optional.empty();
    }
    String unsupported = unsupportedSignature(method, inputs);
    if (unsupported != null) {
      reporter
          .requiring(ModuleClass.isRequired(type))
          .report(Code.SIGNATURE, method, type.getSimpleName(), unsupported);
      return Optional.empty();
    }
    return Optional.of(new ModuleClass.Forward(method, inputs));
  }

  private Optional<ModuleClass.Input> readInput(VariableElement parameter) {
    if (!Kinships.isExactly(parameter.asType(), TENSOR)) {
      reporter.report(
          Code.MISPLACED_SHAPE,
          parameter,
          "type " + parameter.asType(),
          "a Tensor has a shape",
          "declare the parameter as Tensor");
      return Optional.empty();
    }
    String text;
    String dtype;
    try {
      text = parameter.getAnnotation(Shape.class).value();
      dtype = parameter.getAnnotation(Shape.class).dtype();
    } catch (AnnotationTypeMismatchException | IncompleteAnnotationException e) {
      return Optional.empty(); // no string, or none at all: javac says so itself
    }
    for (DType each : DType.values()) {
      if (each.toString().equals("torch." + dtype)) {
        try {
          String name = parameter.getSimpleName().toString();
          return Optional.of(new ModuleClass.Input(name, ShapeSpec.parse(text), each));
        } catch (IllegalArgumentException e) {
          reporter.report(Code.BAD_SHAPE, parameter, text, e.getMessage());
          return Optional.empty();
        }
      }
    }
    reporter.report(Code.BAD_DTYPE, parameter, dtype);
    return Optional.empty();
  }

  private static String unsupportedSignature(
      ExecutableElement method, List<ModuleClass.Input> inputs) {
    if (method.getParameters().size() != inputs.size()) {
      return "it has "
          + method.getParameters().size()
          + " parameters, of which "
          + inputs.size()
          + (inputs.size() == 1 ? " has a shape" : " have shapes");
    }
    if (!Kinships.isExactly(method.getReturnType(), TENSOR)) {
      return "it returns " + method.getReturnType() + ", not Tensor";
    }
    ShapeSpec first = inputs.get(0).shape();
    if (!first.isSymbol(0)) {
      return "its batch size is fixed";
    }
    String batch = first.sizes().get(0);
    for (ModuleClass.Input input : inputs) {
      List<String> sizes = input.shape().sizes();
      int at = sizes.lastIndexOf(batch);
      if (at > 0) {
        return "the batch '"
            + batch
            + "' is not the first size of '"
            + input.parameter()
            + "' only";
      }
    }
    return null;
  }
}

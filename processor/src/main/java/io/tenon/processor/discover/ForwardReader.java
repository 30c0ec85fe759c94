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
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
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
      if (found.isPresent() && read.isPresent()) {
        String other = found.get().method().toString();
        String unsupported = "'" + other + "' has shapes, too, and one method is compiled";
        reporter.report(Code.SIGNATURE, method, type.getSimpleName(), unsupported);
      } else {
        found = read.isPresent() ? read : found;
      }
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
    return ofTensors(type, "forward")
        .filter(method -> method.getParameters().size() > 1)
        .filter(method -> Kinships.isExactly(method.getReturnType(), TENSOR))
        .max(Comparator.comparing(method -> method.getParameters().size()));
  }

  /** A module class's own methods of this name that take tensors, and can be called. */
  private Stream<ExecutableElement> ofTensors(TypeElement type, String name) {
    return ElementFilter.methodsIn(type.getEnclosedElements()).stream()
        .filter(method -> method.getSimpleName().contentEquals(name))
        .filter(method -> !method.getModifiers().contains(Modifier.PRIVATE))
        .filter(method -> !method.getModifiers().contains(Modifier.STATIC))
        .filter(
            method ->
                method.getParameters().stream()
                    .allMatch(p -> Kinships.isExactly(p.asType(), TENSOR)))
        .filter(method -> kinships.isA(type.asType(), NN_MODULE));
  }

  /** The class's own {@code forwardAll} of tensors, which returns a record of tensors. */
  Optional<ModuleClass.All> all(TypeElement type) {
    return ofTensors(type, "forwardAll")
        .filter(method -> !method.getParameters().isEmpty())
        .filter(method -> isRecordOfTensors(method.getReturnType()))
        .max(Comparator.comparing(method -> method.getParameters().size()))
        .map(
            method -> {
              DeclaredType record = (DeclaredType) method.getReturnType();
              TypeElement element = (TypeElement) record.asElement();
              List<String> outputs =
                  element.getRecordComponents().stream()
                      .map(each -> each.getSimpleName().toString())
                      .toList();
              return new ModuleClass.All(method.getParameters().size(), element, outputs);
            });
  }

  private static boolean isRecordOfTensors(TypeMirror type) {
    return type instanceof DeclaredType declared
        && declared.asElement() instanceof TypeElement element
        && element.getKind() == ElementKind.RECORD
        && element.getTypeParameters().isEmpty()
        && !element.getModifiers().contains(Modifier.PRIVATE)
        && !element.getRecordComponents().isEmpty()
        && element.getRecordComponents().stream()
            .allMatch(each -> Kinships.isExactly(each.asType(), TENSOR));
  }

  private static Stream<ExecutableElement> methodsWithShapes(TypeElement type) {
    return type.getEnclosedElements().stream()
        .filter(ExecutableElement.class::isInstance)
        .map(ExecutableElement.class::cast)
        .filter(
            method ->
                method.getParameters().stream()
                    .anyMatch(p -> p.getAnnotationsByType(Shape.class).length > 0));
  }

  private Optional<ModuleClass.Forward> read(ExecutableElement method) {
    TypeElement type = (TypeElement) method.getEnclosingElement();
    boolean ofModule =
        (method.getSimpleName().contentEquals("forward") || isAll(method))
            && kinships.isA(type.asType(), NN_MODULE);
    List<List<ModuleClass.Input>> shapes = new ArrayList<>(); // of each parameter
    boolean sound = true;
    for (VariableElement parameter : method.getParameters()) {
      Shape[] annotations = parameter.getAnnotationsByType(Shape.class);
      if (annotations.length == 0) {
        continue;
      }
      if (!ofModule) {
        reporter.report(
            Code.MISPLACED_SHAPE,
            parameter,
            "'" + method.getSimpleName() + "'",
            "the forward or forwardAll of a module is compiled",
            "move it to the module's forward method");
        return Optional.empty();
      }
      List<ModuleClass.Input> inputs = new ArrayList<>();
      for (Shape annotation : annotations) {
        readInput(parameter, annotation).ifPresent(inputs::add);
      }
      shapes.add(inputs);
      sound &= inputs.size() == annotations.length;
    }
    if (!sound) {
      return Optional.empty();
    }
    String unsupported = unsupportedSignature(method, shapes);
    if (unsupported != null) {
      reporter
          .requiring(ModuleClass.isRequired(type))
          .report(Code.SIGNATURE, method, type.getSimpleName(), unsupported);
      return Optional.empty();
    }
    return Optional.of(new ModuleClass.Forward(method, variants(shapes)));
  }

  /** The first shapes of all parameters, the second ones, and so on. */
  private static List<List<ModuleClass.Input>> variants(List<List<ModuleClass.Input>> shapes) {
    List<List<ModuleClass.Input>> variants = new ArrayList<>();
    for (int v = 0; v < shapes.get(0).size(); v++) {
      List<ModuleClass.Input> variant = new ArrayList<>();
      for (List<ModuleClass.Input> each : shapes) {
        variant.add(each.get(v));
      }
      variants.add(variant);
    }
    return variants;
  }

  private Optional<ModuleClass.Input> readInput(VariableElement parameter, Shape annotation) {
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
      text = annotation.value();
      dtype = annotation.dtype();
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
      ExecutableElement method, List<List<ModuleClass.Input>> shapes) {
    if (method.getParameters().size() != shapes.size()) {
      return "it has "
          + method.getParameters().size()
          + " parameters, of which "
          + shapes.size()
          + (shapes.size() == 1 ? " has a shape" : " have shapes");
    }
    for (List<ModuleClass.Input> each : shapes) {
      if (each.size() != shapes.get(0).size()) {
        return String.format(
            Locale.ROOT,
            "'%s' has %d shapes, but '%s' has %d",
            shapes.get(0).get(0).parameter(),
            shapes.get(0).size(),
            each.get(0).parameter(),
            each.size());
      }
    }
    if (isAll(method) && !isRecordOfTensors(method.getReturnType())) {
      return "it returns "
          + method.getReturnType()
          + ", not a record of Tensors that is not private";
    }
    if (!isAll(method) && !Kinships.isExactly(method.getReturnType(), TENSOR)) {
      return "it returns " + method.getReturnType() + ", not Tensor";
    }
    return variants(shapes).stream()
        .map(ForwardReader::unsupportedShapes)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static boolean isAll(ExecutableElement method) {
    return method.getSimpleName().contentEquals("forwardAll");
  }

  private static String unsupportedShapes(List<ModuleClass.Input> inputs) {
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

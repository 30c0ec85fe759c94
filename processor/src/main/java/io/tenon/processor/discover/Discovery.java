package io.tenon.processor.discover;

import io.tenon.DType;
import io.tenon.annotation.Shape;
import io.tenon.processor.diagnostic.Code;
import io.tenon.processor.diagnostic.Reporter;
import java.lang.annotation.AnnotationTypeMismatchException;
import java.lang.annotation.IncompleteAnnotationException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/**
 * Finds the module classes of a round and checks them; what has errors is reported and left out.
 */
public final class Discovery {
  private static final String NN_MODULE = "io.tenon.nn.NnModule";
  private static final String TENSOR = "io.tenon.Tensor";

  private final Elements elements;
  private final Types types;
  private final Reporter reporter;

  /** For one compilation. */
  public Discovery(Elements elements, Types types, Reporter reporter) {
    this.elements = elements;
    this.types = types;
    this.reporter = reporter;
  }

  /** All classes of the round that are annotated somewhere and have no error, in source order. */
  public List<ModuleClass> find(RoundEnvironment round) {
    Set<TypeElement> classes = new LinkedHashSet<>();
    for (Element root : round.getRootElements()) {
      collect(root, classes);
    }
    List<ModuleClass> found = new ArrayList<>();
    for (TypeElement type : classes) {
      read(type).ifPresent(found::add);
    }
    return found;
  }

  private void collect(Element element, Set<TypeElement> classes) {
    if (element instanceof TypeElement type) {
      if (isAnnotated(type)) {
        classes.add(type);
      }
      type.getEnclosedElements().forEach(inner -> collect(inner, classes));
    }
  }

  private boolean isAnnotated(TypeElement type) {
    boolean fields =
        ElementFilter.fieldsIn(type.getEnclosedElements()).stream()
            .anyMatch(field -> !Field.kinds(field).isEmpty());
    return fields
        || ModuleClass.isRequired(type)
        || methodsWithShapes(type).findAny().isPresent()
        || forwardOfSeveral(type).isPresent();
  }

  /** The class's own {@code forward} of several tensors, the longest if there are many. */
  private Optional<ExecutableElement> forwardOfSeveral(TypeElement type) {
    return ElementFilter.methodsIn(type.getEnclosedElements()).stream()
        .filter(method -> method.getSimpleName().contentEquals("forward"))
        .filter(method -> !method.getModifiers().contains(Modifier.PRIVATE))
        .filter(method -> !method.getModifiers().contains(Modifier.STATIC))
        .filter(method -> method.getParameters().size() > 1)
        .filter(method -> isExactly(method.getReturnType(), TENSOR))
        .filter(
            method -> method.getParameters().stream().allMatch(p -> isExactly(p.asType(), TENSOR)))
        .filter(method -> isA(type.asType(), NN_MODULE))
        .max(Comparator.comparing(method -> method.getParameters().size()));
  }

  private static java.util.stream.Stream<ExecutableElement> methodsWithShapes(TypeElement type) {
    return type.getEnclosedElements().stream()
        .filter(ExecutableElement.class::isInstance)
        .map(ExecutableElement.class::cast)
        .filter(
            method ->
                method.getParameters().stream()
                    .anyMatch(p -> p.getAnnotation(Shape.class) != null));
  }

  private Optional<ModuleClass> read(TypeElement type) {
    boolean sound = checkClass(type);
    List<Field> fields = new ArrayList<>();
    for (VariableElement element : ElementFilter.fieldsIn(type.getEnclosedElements())) {
      List<Field.Kind> kinds = Field.kinds(element);
      if (!kinds.isEmpty()) {
        Optional<Field> field = readField(type, element, kinds);
        field.ifPresent(fields::add);
        sound &= field.isPresent();
      }
    }
    sound &= checkNames(type, fields);
    Optional<ModuleClass.Forward> forward = Optional.empty();
    for (ExecutableElement method : methodsWithShapes(type).toList()) {
      Optional<ModuleClass.Forward> read = readForward(type, method);
      forward = read.isPresent() ? read : forward;
    }
    sound &= checkRequired(type);
    return sound
        ? Optional.of(new ModuleClass(type, fields, forward, inputs(type)))
        : Optional.empty();
  }

  private int inputs(TypeElement type) {
    return forwardOfSeveral(type).map(method -> method.getParameters().size()).orElse(0);
  }

  /** Whether there is something to compile where it is required. */
  private boolean checkRequired(TypeElement type) {
    if (!ModuleClass.isRequired(type)) {
      return true;
    }
    if (!isA(type.asType(), "io.tenon.nn.NnModule")) {
      report(type, "it does not extend NnModule", "let it extend io.tenon.nn.NnModule");
      return false;
    }
    if (methodsWithShapes(type).findAny().isEmpty()) {
      report(
          type,
          "its forward has no @Shape",
          "write @Shape(\"N, 3, 32, 32\") before forward's parameter");
      return false;
    }
    return true;
  }

  private void report(TypeElement type, String why, String remedy) {
    reporter.report(Code.NOTHING_TO_COMPILE, type, type.getSimpleName(), why, remedy);
  }

  private boolean checkClass(TypeElement type) {
    for (Element e = type; e instanceof TypeElement at; e = e.getEnclosingElement()) {
      if (at.getModifiers().contains(Modifier.PRIVATE)) {
        reporter.report(Code.PRIVATE_CLASS, at, at.getSimpleName());
        return false;
      }
      boolean inner =
          at.getNestingKind() == NestingKind.MEMBER
              && !at.getModifiers().contains(Modifier.STATIC)
              && at.getKind() == ElementKind.CLASS;
      if (inner || at.getNestingKind() == NestingKind.LOCAL) {
        reporter.report(
            Code.INNER_CLASS, at, at.getSimpleName(), inner ? "an inner class" : "a local class");
        return false;
      }
    }
    return true;
  }

  private Optional<Field> readField(
      TypeElement type, VariableElement element, List<Field.Kind> kinds) {
    String identifier = element.getSimpleName().toString();
    Field.Kind kind = kinds.get(0);
    if (kinds.size() > 1) {
      reporter.report(
          Code.SEVERAL_ANNOTATIONS,
          element,
          identifier,
          kind.annotation(),
          kinds.get(1).annotation());
      return Optional.empty();
    }
    if (!isA(type.asType(), NN_MODULE)) {
      reporter.report(
          Code.NO_MODULE,
          element,
          identifier,
          kind.annotation(),
          type.getSimpleName(),
          type.getSimpleName());
      return Optional.empty();
    }
    if (element.getModifiers().contains(Modifier.PRIVATE)) {
      reporter.report(Code.PRIVATE_FIELD, element, identifier);
      return Optional.empty();
    }
    if (element.getModifiers().contains(Modifier.STATIC)) {
      reporter.report(Code.STATIC_FIELD, element, identifier);
      return Optional.empty();
    }
    return checkType(element, kind) ? Optional.of(Field.of(element, kind)) : Optional.empty();
  }

  private boolean checkType(VariableElement element, Field.Kind kind) {
    TypeMirror type = element.asType();
    if (type.getKind() == TypeKind.ERROR) {
      reporter.report(Code.UNKNOWN_TYPE, element, element.getSimpleName(), type);
      return false;
    }
    boolean fits =
        kind == Field.Kind.SUBMODULE ? isA(type, kind.type()) : isExactly(type, kind.type());
    if (!fits) {
      reporter.report(
          Code.WRONG_FIELD_TYPE,
          element,
          element.getSimpleName(),
          kind.annotation(),
          kind.wanted(),
          type,
          remedy(kind, type));
    }
    return fits;
  }

  private String remedy(Field.Kind kind, TypeMirror type) {
    if (isExactly(type, "io.tenon.Parameter")) {
      return "annotate it @Param";
    }
    if (isA(type, TENSOR)) {
      return kind == Field.Kind.PARAM
          ? "declare it as Parameter, or annotate it @Buffer"
          : "annotate it @Buffer";
    }
    if (isA(type, NN_MODULE)) {
      return "annotate it @Submodule";
    }
    String container = container(type);
    return container == null || kind == Field.Kind.BUFFER
        ? "declare it as " + kind.wanted()
        : kind == Field.Kind.SUBMODULE
            ? "use Module" + container + ", which registers its modules"
            : "use @Submodule Parameter" + container + ", which registers its parameters";
  }

  private String container(TypeMirror type) {
    if (isA(type, "java.util.Map")) {
      return "Dict";
    }
    boolean list = isA(type, "java.util.Collection") || type.getKind() == TypeKind.ARRAY;
    return list ? "List" : null;
  }

  private boolean isA(TypeMirror type, String name) {
    TypeElement wanted = elements.getTypeElement(name);
    return wanted != null
        && types.isAssignable(types.erasure(type), types.erasure(wanted.asType()));
  }

  private static boolean isExactly(TypeMirror type, String name) {
    return type instanceof DeclaredType declared
        && ((TypeElement) declared.asElement()).getQualifiedName().contentEquals(name);
  }

  private boolean checkNames(TypeElement type, List<Field> fields) {
    boolean sound = true;
    Map<String, String> taken = new LinkedHashMap<>();
    for (TypeElement above = superclass(type); above != null; above = superclass(above)) {
      for (VariableElement inherited : ElementFilter.fieldsIn(above.getEnclosedElements())) {
        List<Field.Kind> kinds = Field.kinds(inherited);
        if (!kinds.isEmpty()) {
          String name = Field.of(inherited, kinds.get(0)).name();
          taken.put(name, "'" + inherited.getSimpleName() + "' of " + above.getSimpleName());
        }
      }
    }
    for (Field field : fields) {
      if (field.name().contains(".") || field.name().isBlank()) {
        String why = field.name().isBlank() ? "is blank" : "contains a dot";
        reporter.report(Code.ILLEGAL_NAME, field.element(), field.identifier(), field.name(), why);
        sound = false;
      }
      String other = taken.putIfAbsent(field.name(), "'" + field.identifier() + "'");
      if (other != null) {
        reporter.report(
            Code.DUPLICATE_NAME, field.element(), field.identifier(), field.name(), other);
        sound = false;
      }
    }
    return sound;
  }

  private static TypeElement superclass(TypeElement type) {
    return type.getSuperclass() instanceof DeclaredType declared
        ? (TypeElement) declared.asElement()
        : null;
  }

  private Optional<ModuleClass.Forward> readForward(TypeElement type, ExecutableElement method) {
    boolean ofModule =
        method.getSimpleName().contentEquals("forward") && isA(type.asType(), NN_MODULE);
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
    if (!isExactly(parameter.asType(), TENSOR)) {
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
    if (!isExactly(method.getReturnType(), TENSOR)) {
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

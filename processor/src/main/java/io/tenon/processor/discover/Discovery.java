package io.tenon.processor.discover;

import io.tenon.processor.diagnostic.Code;
import io.tenon.processor.diagnostic.Reporter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
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

  private final Kinships kinships;
  private final ForwardReader forwards;
  private final Reporter reporter;

  /** For one compilation. */
  public Discovery(Elements elements, Types types, Reporter reporter) {
    this.kinships = new Kinships(elements, types);
    this.forwards = new ForwardReader(kinships, reporter);
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

  /** The top-level classes of the round that are modules, or have such in them. */
  public List<TypeElement> outermost(RoundEnvironment round) {
    return ElementFilter.typesIn(round.getRootElements()).stream()
        .filter(this::hasModules)
        .toList();
  }

  private boolean hasModules(TypeElement type) {
    return kinships.isA(type.asType(), NN_MODULE)
        || ElementFilter.typesIn(type.getEnclosedElements()).stream().anyMatch(this::hasModules);
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
        || forwards.inputs(type) > 0
        || forwards.all(type).isPresent()
        || forwards.isAnnotated(type)
        || forwards.inherits(type) && isReachable(type);
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
    Optional<ModuleClass.Forward> forward = forwards.of(type);
    sound &= checkRequired(type);
    return sound
        ? Optional.of(
            new ModuleClass(type, fields, forward, forwards.inputs(type), forwards.all(type)))
        : Optional.empty();
  }

  /** Whether there is something to compile where it is required. */
  private boolean checkRequired(TypeElement type) {
    if (!ModuleClass.isRequired(type)) {
      return true;
    }
    if (!kinships.isA(type.asType(), "io.tenon.nn.NnModule")) {
      report(type, "it does not extend NnModule", "let it extend io.tenon.nn.NnModule");
      return false;
    }
    boolean isAbstract = type.getModifiers().contains(Modifier.ABSTRACT);
    if (!isAbstract && forwards.shaped(type).isEmpty()) {
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

  /** Whether generated code can name a class that says nothing itself, and is eager if not. */
  private static boolean isReachable(TypeElement type) {
    for (Element e = type; e instanceof TypeElement at; e = e.getEnclosingElement()) {
      if (at.getModifiers().contains(Modifier.PRIVATE)
          || at.getNestingKind() == NestingKind.LOCAL
          || isInner(at)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isInner(TypeElement type) {
    return type.getNestingKind() == NestingKind.MEMBER
        && !type.getModifiers().contains(Modifier.STATIC)
        && type.getKind() == ElementKind.CLASS;
  }

  private boolean checkClass(TypeElement type) {
    for (Element e = type; e instanceof TypeElement at; e = e.getEnclosingElement()) {
      if (at.getModifiers().contains(Modifier.PRIVATE)) {
        reporter.report(Code.PRIVATE_CLASS, at, at.getSimpleName());
        return false;
      }
      boolean inner = isInner(at);
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
    if (!kinships.isA(type.asType(), NN_MODULE)) {
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
        kind == Field.Kind.SUBMODULE
            ? kinships.isA(type, kind.type())
            : Kinships.isExactly(type, kind.type());
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
    if (Kinships.isExactly(type, "io.tenon.Parameter")) {
      return "annotate it @Param";
    }
    if (kinships.isA(type, TENSOR)) {
      return kind == Field.Kind.PARAM
          ? "declare it as Parameter, or annotate it @Buffer"
          : "annotate it @Buffer";
    }
    if (kinships.isA(type, NN_MODULE)) {
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
    if (kinships.isA(type, "java.util.Map")) {
      return "Dict";
    }
    boolean list = kinships.isA(type, "java.util.Collection") || type.getKind() == TypeKind.ARRAY;
    return list ? "List" : null;
  }

  private boolean checkNames(TypeElement type, List<Field> fields) {
    boolean sound = true;
    Map<String, String> taken = new LinkedHashMap<>();
    for (TypeElement above = Kinships.superclass(type);
        above != null;
        above = Kinships.superclass(above)) {
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
}

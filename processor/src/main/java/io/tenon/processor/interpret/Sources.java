package io.tenon.processor.interpret;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import io.tenon.nn.NnModule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/**
 * Finds what names in bodies mean. Bodies are not attributed (asking javac to would hide the user's
 * other errors), so names are looked up here, by the rules of the language for the imports there
 * are.
 */
final class Sources {
  private static final String OBJECT = "java.lang.Object";

  private final Trees trees;
  private final Elements elements;
  private final ParsedTypes parsed;

  Sources(Trees trees, Elements elements, CarriedSources carried) {
    this.trees = trees;
    this.elements = elements;
    this.parsed = new ParsedTypes(carried);
  }

  /** The class's source, if it is part of this compilation or comes with the class. */
  Optional<SourceType> of(TypeElement element) {
    TreePath path = trees.getPath(element);
    return path == null
        ? parsed.of(element)
        : Optional.of(
            new SourceType(element, (ClassTree) path.getLeaf(), path.getCompilationUnit()));
  }

  MethodTree tree(ExecutableElement method) {
    MethodTree tree = trees.getTree(method);
    return tree == null ? parsed.tree(method) : tree;
  }

  /** The names of a method's parameters, which class files need not have. */
  List<String> parameters(ExecutableElement method) {
    MethodTree parsedTree = trees.getTree(method) == null ? parsed.tree(method) : null;
    Element owner = method.getEnclosingElement();
    boolean canonical = // of a record that is written in short, or not at all
        parsedTree == null
            && owner.getKind() == ElementKind.RECORD
            && ((TypeElement) owner).getRecordComponents().size() == method.getParameters().size()
            && method.getKind() == ElementKind.CONSTRUCTOR;
    if (canonical) {
      return names(((TypeElement) owner).getRecordComponents());
    }
    return parsedTree == null
        ? names(method.getParameters())
        : parsedTree.getParameters().stream().map(each -> each.getName().toString()).toList();
  }

  private static List<String> names(List<? extends Element> elements) {
    return elements.stream().map(each -> each.getSimpleName().toString()).toList();
  }

  VariableTree tree(VariableElement field) {
    VariableTree tree = (VariableTree) trees.getTree(field);
    return tree == null ? parsed.tree(field) : tree;
  }

  /** The line {@code tree} begins on. */
  int line(Tree tree, SourceType type) {
    long start = trees.getSourcePositions().getStartPosition(type.unit(), tree);
    return start < 0 ? 0 : (int) type.unit().getLineMap().getLineNumber(start);
  }

  /** What the source has for {@code tree}. */
  String text(Tree tree, SourceType type) {
    long start = trees.getSourcePositions().getStartPosition(type.unit(), tree);
    long end = trees.getSourcePositions().getEndPosition(type.unit(), tree);
    try {
      CharSequence all = type.unit().getSourceFile().getCharContent(true);
      boolean known = start >= 0 && end > start && end <= all.length();
      return known ? all.subSequence((int) start, (int) end).toString() : tree.toString();
    } catch (IOException e) {
      return tree.toString(); // the compiler's own rendering says the same
    }
  }

  /** The class and its superclasses, as far as they are users' source, nearest first. */
  List<SourceType> hierarchy(SourceType type) {
    List<SourceType> found = new ArrayList<>();
    Optional<SourceType> at = Optional.of(type);
    while (at.isPresent()) {
      found.add(at.get());
      at = superclass(at.get().element()).flatMap(this::of);
    }
    return found;
  }

  Optional<TypeElement> superclass(TypeElement type) {
    return type.getSuperclass() instanceof DeclaredType declared
        ? Optional.of((TypeElement) declared.asElement())
        : Optional.empty();
  }

  /** The interfaces in users' source that the class has, nearest first. */
  List<SourceType> interfaces(SourceType type) {
    Set<TypeElement> found = new LinkedHashSet<>();
    hierarchy(type).forEach(each -> interfaces(each.element(), found));
    return found.stream().flatMap(face -> of(face).stream()).toList();
  }

  private static void interfaces(TypeElement type, Set<TypeElement> found) {
    for (TypeMirror each : type.getInterfaces()) {
      if (each instanceof DeclaredType face && face.asElement() instanceof TypeElement element) {
        found.add(element);
        interfaces(element, found);
      }
    }
  }

  /** The field of this name in the class or a supertype in source, the nearest. */
  Optional<VariableElement> field(SourceType type, String name) {
    return fields(type, name).stream().findFirst();
  }

  /** All fields of this name in the class and its supertypes in source, nearest first. */
  List<VariableElement> fields(SourceType type, String name) {
    List<SourceType> all = new ArrayList<>(hierarchy(type));
    all.addAll(interfaces(type));
    List<VariableElement> found = new ArrayList<>();
    for (SourceType at : all) {
      for (VariableElement field : ElementFilter.fieldsIn(at.element().getEnclosedElements())) {
        if (field.getSimpleName().contentEquals(name)) {
          found.add(field);
        }
      }
    }
    return found;
  }

  /** The static field of this name in a type or above it. */
  Optional<VariableElement> constant(TypeElement type, String name) {
    List<Element> members = new ArrayList<>(type.getEnclosedElements());
    members.addAll(elements.getAllMembers(type));
    return ElementFilter.fieldsIn(members).stream()
        .filter(field -> field.getSimpleName().contentEquals(name))
        .filter(field -> field.getModifiers().contains(Modifier.STATIC))
        .findFirst();
  }

  /** Whether a method is {@code other}, or overrides it in objects of {@code type}. */
  boolean overrides(ExecutableElement method, ExecutableElement other, SourceType type) {
    return method.equals(other) || elements.overrides(method, other, type.element());
  }

  /** The type that a simple name stands for in {@code where}. */
  Optional<TypeElement> type(String name, SourceType where) {
    for (Element e = where.element(); e instanceof TypeElement outer; e = e.getEnclosingElement()) {
      if (outer.getSimpleName().contentEquals(name)) {
        return Optional.of(outer);
      }
      for (TypeElement nested : ElementFilter.typesIn(elements.getAllMembers(outer))) {
        if (nested.getSimpleName().contentEquals(name)) {
          return Optional.of(nested);
        }
      }
    }
    for (ImportTree use : where.unit().getImports()) {
      String imported = use.getQualifiedIdentifier().toString();
      if (!use.isStatic() && imported.endsWith("." + name)) {
        return Optional.ofNullable(elements.getTypeElement(imported));
      }
    }
    PackageElement here = elements.getPackageOf(where.element());
    String prefix = here.isUnnamed() ? "" : here.getQualifiedName() + ".";
    TypeElement found = elements.getTypeElement(prefix + name);
    for (ImportTree use : where.unit().getImports()) {
      String imported = use.getQualifiedIdentifier().toString();
      if (found == null && !use.isStatic() && imported.endsWith(".*")) {
        found = elements.getTypeElement(imported.substring(0, imported.length() - 1) + name);
      }
    }
    return Optional.ofNullable(
        found != null ? found : elements.getTypeElement("java.lang." + name));
  }

  /** The type of this full name, if there is one. */
  Optional<TypeElement> qualified(String name) {
    return Optional.ofNullable(elements.getTypeElement(name));
  }

  /** Whether a type is {@code wanted}, extends or implements it. */
  boolean extendsType(TypeElement type, TypeElement wanted) {
    boolean same = type.equals(wanted) || wanted.getQualifiedName().contentEquals(OBJECT);
    return same
        || superclass(type).filter(above -> extendsType(above, wanted)).isPresent()
        || type.getInterfaces().stream()
            .anyMatch(
                each ->
                    each instanceof DeclaredType face
                        && face.asElement() instanceof TypeElement element
                        && extendsType(element, wanted));
  }

  /** Whether a class extends {@code NnModule}. */
  boolean isModule(TypeElement type) {
    return extendsType(type, elements.getTypeElement(NnModule.class.getName()));
  }

  /** The types whose static members of this name are imported. */
  List<TypeElement> staticImports(String member, SourceType where) {
    List<TypeElement> found = new ArrayList<>();
    for (ImportTree use : where.unit().getImports()) {
      String imported = use.getQualifiedIdentifier().toString();
      int dot = imported.lastIndexOf('.');
      String last = imported.substring(dot + 1);
      if (use.isStatic() && (last.equals("*") || last.equals(member))) {
        TypeElement type = elements.getTypeElement(imported.substring(0, dot));
        if (type != null) {
          found.add(type);
        }
      }
    }
    return found;
  }

  /** The library's or JDK's class itself, where the interpreter may call it. */
  Optional<Class<?>> library(TypeElement type) {
    String name = elements.getBinaryName(type).toString();
    if (!Library.mayCall(name)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Class.forName(name, true, NnModule.class.getClassLoader()));
    } catch (ClassNotFoundException e) {
      return Optional.empty(); // a user's class in a package of ours
    }
  }
}

package io.tenon.processor.interpret;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;

/**
 * Finds the trees of classes that came as class files and carry their source. javac knows the
 * elements of such a class and nothing of its trees, so they are matched by names and types.
 */
final class ParsedTypes {
  private final CarriedSources carried;
  private final Map<TypeElement, Optional<CompilationUnitTree>> units = new HashMap<>();
  private final Map<TypeElement, Optional<SourceType>> types = new HashMap<>();
  private final Map<ExecutableElement, Optional<MethodTree>> methods = new HashMap<>();

  ParsedTypes(CarriedSources carried) {
    this.carried = carried;
  }

  /** The class's source; empty if it carries none. */
  Optional<SourceType> of(TypeElement element) {
    Optional<SourceType> found = types.get(element);
    if (found == null) {
      found = find(element);
      types.put(element, found);
    }
    return found;
  }

  private Optional<SourceType> find(TypeElement element) {
    String name = element.getQualifiedName().toString();
    if (name.startsWith("java.") || Library.mayCall(name)) {
      return Optional.empty();
    }
    if (element.getEnclosingElement() instanceof TypeElement around) {
      return of(around)
          .flatMap(
              outer ->
                  named(outer.tree().getMembers(), element)
                      .map(tree -> new SourceType(element, tree, outer.unit())));
    }
    return units
        .computeIfAbsent(element, carried::unit)
        .flatMap(
            unit ->
                named(unit.getTypeDecls(), element)
                    .map(tree -> new SourceType(element, tree, unit)));
  }

  private static Optional<ClassTree> named(List<? extends Tree> members, TypeElement element) {
    return members.stream()
        .filter(ClassTree.class::isInstance)
        .map(ClassTree.class::cast)
        .filter(tree -> tree.getSimpleName().contentEquals(element.getSimpleName()))
        .findFirst();
  }

  /** A method's tree; null if it has none, as a constructor that is not written. */
  MethodTree tree(ExecutableElement method) {
    Optional<MethodTree> found = methods.get(method);
    if (found == null) {
      found =
          of((TypeElement) method.getEnclosingElement())
              .flatMap(type -> tree(method, type.tree().getMembers()));
      methods.put(method, found);
    }
    return found.orElse(null);
  }

  private static Optional<MethodTree> tree(ExecutableElement method, List<? extends Tree> members) {
    return members.stream()
        .filter(MethodTree.class::isInstance)
        .map(MethodTree.class::cast)
        .filter(tree -> tree.getName().contentEquals(method.getSimpleName()))
        .filter(tree -> isOf(tree, method))
        .findFirst();
  }

  private static boolean isOf(MethodTree tree, ExecutableElement method) {
    boolean same = tree.getParameters().size() == method.getParameters().size();
    for (int i = 0; same && i < tree.getParameters().size(); i++) {
      String written = tree.getParameters().get(i).getType().toString();
      same = simple(written).equals(simple(method.getParameters().get(i).asType().toString()));
    }
    return same;
  }

  /** {@code java.util.Map.Entry<K, V>[]} as {@code Entry[]}. */
  private static String simple(String type) {
    String erased = type.replaceAll("@\\S+ ", "");
    while (erased.contains("<")) {
      erased = erased.replaceAll("<[^<>]*>", "");
    }
    return erased.replace("...", "[]").replaceAll("^.*\\.", "").strip();
  }

  /** A field's tree. */
  VariableTree tree(VariableElement field) {
    return of((TypeElement) field.getEnclosingElement()).stream()
        .flatMap(type -> type.tree().getMembers().stream())
        .filter(VariableTree.class::isInstance)
        .map(VariableTree.class::cast)
        .filter(tree -> tree.getName().contentEquals(field.getSimpleName()))
        .findFirst()
        .orElse(null);
  }
}

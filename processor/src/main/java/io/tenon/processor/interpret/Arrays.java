package io.tenon.processor.interpret;

import com.sun.source.tree.ArrayTypeTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.tree.Tree;
import io.tenon.nn.NnModule;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/**
 * Arrays of the interpreted program: of primitives, the library's classes and modules as they are,
 * all others of objects.
 */
final class Arrays {
  /** More elements than anybody needs for sizes and layers. */
  private static final int MOST_ELEMENTS = 1_000_000;

  private final Machine machine;

  Arrays(Machine machine) {
    this.machine = machine;
  }

  /** The element type of an array type's tree. */
  static Tree element(Tree type) {
    return type instanceof ArrayTypeTree array ? array.getType() : null;
  }

  /** {@code new int[3]}, or an array with its elements. */
  Object create(NewArrayTree tree, Tree element, Frame frame) {
    if (tree.getInitializers() != null) {
      List<Object> values = new ArrayList<>();
      for (ExpressionTree each : tree.getInitializers()) {
        values.add(machine.expressions().initializer(each, element, frame));
      }
      try {
        return machine.made(filled(component(element, frame), values));
      } catch (IllegalArgumentException e) { // an unknown value among primitives
        throw machine.unsupported("this array", tree, frame);
      }
    }
    List<Integer> lengths = new ArrayList<>();
    long elements = 1;
    for (ExpressionTree each : tree.getDimensions()) {
      Object length = Arithmetics.promoted(machine.expressions().decidable(each, frame));
      boolean fits = length instanceof Integer count && count >= 0;
      elements *= fits ? Math.max((Integer) length, 1) : MOST_ELEMENTS + 1L;
      if (elements > MOST_ELEMENTS) {
        throw machine.unsupported("an array of this length", tree, frame);
      }
      lengths.add((Integer) length);
    }
    int[] sizes = lengths.stream().mapToInt(length -> length).toArray();
    return machine.made(Array.newInstance(component(element, frame), sizes));
  }

  /** {@code NnModule[]::new}. */
  Object create(ArrayTypeTree type, Object length, Tree tree, Frame frame) {
    if (length instanceof Integer count && count >= 0 && count <= MOST_ELEMENTS) {
      return machine.made(Array.newInstance(component(type.getType(), frame), count));
    }
    throw machine.unsupported("an array of this length", tree, frame);
  }

  /** The arguments of variable arity as an array. */
  Object rest(ArrayType type, List<Object> values) {
    TypeMirror component = type.getComponentType();
    Optional<TypeElement> declared =
        component instanceof DeclaredType each
            ? Optional.of((TypeElement) each.asElement())
            : Optional.empty();
    return filled(component(component.toString(), declared), values);
  }

  private static Object filled(Class<?> type, List<Object> values) {
    Object array = Array.newInstance(type, values.size());
    for (int i = 0; i < values.size(); i++) {
      Array.set(array, i, Arithmetics.widen(type, values.get(i)));
    }
    return array;
  }

  private Class<?> component(Tree element, Frame frame) {
    return element instanceof ArrayTypeTree array
        ? component(array.getType(), frame).arrayType()
        : component(String.valueOf(element), machine.types().named(element, frame));
  }

  private Class<?> component(String name, Optional<TypeElement> type) {
    return switch (name) {
      case "int" -> int.class;
      case "long" -> long.class;
      case "float" -> float.class;
      case "double" -> double.class;
      case "boolean" -> boolean.class;
      case "byte" -> byte.class;
      case "short" -> short.class;
      case "char" -> char.class;
      default -> type.<Class<?>>map(this::component).orElse(Object.class);
    };
  }

  private Class<?> component(TypeElement type) {
    Optional<Class<?>> library = machine.sources().library(type);
    if (library.isPresent()) {
      return library.get();
    }
    return machine.sources().isModule(type) ? NnModule.class : Object.class;
  }
}

package io.tenon.processor.interpret;

import com.sun.source.tree.ArrayTypeTree;
import com.sun.source.tree.Tree;
import java.lang.reflect.Array;
import java.util.List;

/** Arrays of the interpreted program: of primitives as they are, all others of objects. */
final class Arrays {
  private Arrays() {}

  /** The element type of an array type's tree. */
  static Tree element(Tree type) {
    return type instanceof ArrayTypeTree array ? array.getType() : null;
  }

  /** An array of these values. */
  static Object of(Tree element, Class<?> library, List<Object> values) {
    return filled(type(String.valueOf(element), library), values);
  }

  /** An array of these numbers or booleans. */
  static Object primitive(String element, List<Object> values) {
    return filled(type(element, null), values);
  }

  private static Object filled(Class<?> type, List<Object> values) {
    Object array = Array.newInstance(type, values.size());
    for (int i = 0; i < values.size(); i++) {
      Array.set(array, i, Arithmetics.widen(type, values.get(i)));
    }
    return array;
  }

  /** An array of defaults. */
  static Object empty(Tree element, Class<?> library, int length) {
    return Array.newInstance(type(String.valueOf(element), library), length);
  }

  private static Class<?> type(String element, Class<?> library) {
    return switch (element) {
      case "int" -> int.class;
      case "long" -> long.class;
      case "float" -> float.class;
      case "double" -> double.class;
      case "boolean" -> boolean.class;
      default -> library == null ? Object.class : library;
    };
  }
}

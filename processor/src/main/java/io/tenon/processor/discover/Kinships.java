package io.tenon.processor.discover;

import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** Which types and methods descend from which. */
final class Kinships {
  private final Elements elements;
  private final Types types;

  Kinships(Elements elements, Types types) {
    this.elements = elements;
    this.types = types;
  }

  boolean isA(TypeMirror type, String name) {
    TypeElement wanted = elements.getTypeElement(name);
    return wanted != null
        && types.isAssignable(types.erasure(type), types.erasure(wanted.asType()));
  }

  static boolean isExactly(TypeMirror type, String name) {
    return type instanceof DeclaredType declared
        && ((TypeElement) declared.asElement()).getQualifiedName().contentEquals(name);
  }

  static TypeElement superclass(TypeElement type) {
    return type.getSuperclass() instanceof DeclaredType declared
        ? (TypeElement) declared.asElement()
        : null;
  }

  /** Whether a method of {@code type} overrides {@code other}. */
  boolean overrides(ExecutableElement method, ExecutableElement other, TypeElement type) {
    return elements.overrides(method, other, type);
  }
}

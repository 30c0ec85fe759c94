package io.tenon.processor.interpret;

import javax.lang.model.element.TypeElement;

/** A constant of a user's enum; there is one of each in an interpretation. */
record EnumConstant(TypeElement type, String name, int ordinal) {
  @Override
  public String toString() {
    return name;
  }
}

package io.tenon.processor.interpret;

import javax.lang.model.element.VariableElement;

/** An object of a class of the user's while it is interpreted. */
interface InterpretedObject {
  /** Its class. */
  SourceType type();

  /** The value of a field; null where none was set. */
  Object field(VariableElement field);

  /** Sets a field. */
  void setField(VariableElement field, Object value);
}

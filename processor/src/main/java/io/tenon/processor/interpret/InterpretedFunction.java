package io.tenon.processor.interpret;

import java.util.List;
import javax.lang.model.element.VariableElement;

/** A lambda or method reference where an interface of the user's is wanted. */
record InterpretedFunction(SourceType type, Closure closure) implements InterpretedObject {
  Object apply(List<Object> args) {
    return closure.call(args);
  }

  @Override
  public Object field(VariableElement field) {
    throw new IllegalStateException("an interface has no fields of its own");
  }

  @Override
  public void setField(VariableElement field, Object value) {
    throw new IllegalStateException("an interface has no fields of its own");
  }
}

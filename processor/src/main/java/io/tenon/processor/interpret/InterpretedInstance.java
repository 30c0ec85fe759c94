package io.tenon.processor.interpret;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.ElementFilter;

/**
 * A record, or another object that is no module. Containers of the JDK hold it and compare it, so
 * its {@code equals}, {@code hashCode} and {@code toString} are what its class says.
 */
final class InterpretedInstance implements InterpretedObject {
  /** Calls a method of the user's; empty where the class declares none with a body. */
  interface Invoker {
    Optional<Object> invoke(InterpretedObject on, String method, List<Object> args);
  }

  private final SourceType type;
  private final Invoker invoker;
  private final Map<VariableElement, Object> fields = new HashMap<>();

  InterpretedInstance(SourceType type, Invoker invoker) {
    this.type = type;
    this.invoker = invoker;
  }

  @Override
  public SourceType type() {
    return type;
  }

  @Override
  public Object field(VariableElement field) {
    return fields.get(field);
  }

  @Override
  public void setField(VariableElement field, Object value) {
    fields.put(field, value);
  }

  boolean isSet(VariableElement field) {
    return fields.containsKey(field);
  }

  /** The values of all fields. */
  Collection<Object> values() {
    return Collections.unmodifiableCollection(fields.values());
  }

  boolean isRecord() {
    return type.element().getKind() == ElementKind.RECORD;
  }

  /** A record's values, in the order of its components. */
  List<Object> components() {
    return type.element().getRecordComponents().stream().map(this::component).toList();
  }

  private Object component(RecordComponentElement component) {
    Object value = fields.get(field(component));
    if (value instanceof Number number) {
      LostSymbolException.check(number); // whether it equals another depends on the symbol
    }
    return value;
  }

  private VariableElement field(RecordComponentElement component) {
    return ElementFilter.fieldsIn(type.element().getEnclosedElements()).stream()
        .filter(field -> field.getSimpleName().equals(component.getSimpleName()))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public boolean equals(Object other) {
    return (boolean)
        invoker
            .invoke(this, "equals", Collections.singletonList(other))
            .orElseGet(
                () ->
                    this == other
                        || isRecord()
                            && other instanceof InterpretedInstance record
                            && record.type.element().equals(type.element())
                            && record.components().equals(components()));
  }

  @Override
  public int hashCode() {
    return (int)
        invoker
            .invoke(this, "hashCode", List.of())
            .orElseGet(() -> isRecord() ? components().hashCode() : System.identityHashCode(this));
  }

  /** {@code Pair[left=1, right=2]}. */
  @Override
  public String toString() {
    return (String)
        invoker
            .invoke(this, "toString", List.of())
            .orElseGet(
                () ->
                    type.element().getRecordComponents().stream()
                        .map(each -> each.getSimpleName() + "=" + component(each))
                        .collect(Collectors.joining(", ", type.simpleName() + "[", "]")));
  }
}

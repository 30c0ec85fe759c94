package io.tenon.processor.interpret;

import io.tenon.Parameter;
import io.tenon.Tensor;
import io.tenon.nn.NnModule;
import io.tenon.processor.discover.Field;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import javax.lang.model.element.VariableElement;

/**
 * An instance of a user's module class while it is interpreted. To the library it is a module like
 * any other: it has the children and weights that were assigned to its annotated fields, and its
 * forward runs the user's code.
 */
final class InterpretedModule extends NnModule implements InterpretedObject {
  private final SourceType type;
  private final BiFunction<InterpretedModule, List<Tensor>, Tensor> forward;
  private final BiFunction<InterpretedModule, List<Tensor>, Object> forwardAll;
  private final Map<VariableElement, Object> fields = new HashMap<>();

  InterpretedModule(
      SourceType type,
      BiFunction<InterpretedModule, List<Tensor>, Tensor> forward,
      BiFunction<InterpretedModule, List<Tensor>, Object> forwardAll) {
    this.type = type;
    this.forward = forward;
    this.forwardAll = forwardAll;
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

  /** Gives an annotated field its place in the dictionaries, before it is assigned. */
  void register(Field field, Object value) {
    switch (field.kind()) {
      case SUBMODULE -> registerModule(field.name(), (NnModule) value);
      case PARAM -> registerParameter(field.name(), (Parameter) value);
      case BUFFER -> registerBuffer(field.name(), (Tensor) value, field.persistent());
    }
  }

  @Override
  public Tensor forward(Tensor x) {
    return forward.apply(this, List.of(x));
  }

  @Override
  protected Tensor forward(List<Tensor> inputs) {
    return forward.apply(this, inputs);
  }

  @Override
  protected Object forwardAll(List<Tensor> inputs) {
    return forwardAll.apply(this, inputs);
  }

  /** {@link #hooked}, for the user's methods. */
  public <R> R around(List<Tensor> inputs, Function<List<Tensor>, R> forward) {
    return hooked(inputs, forward);
  }

  @Override
  protected String typeName() {
    return type.simpleName();
  }
}

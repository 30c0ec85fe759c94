package io.tenon.nn;

import io.tenon.DType;
import io.tenon.Parameter;
import io.tenon.Tensor;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * {@code torch.nn.ParameterDict}: weights by name, in the order of their insertion. A tensor that
 * is no {@link Parameter} becomes one, on the same storage.
 */
public final class ParameterDict extends MapContainer<Parameter> {
  /** No weights yet. */
  public ParameterDict() {}

  /** The map's weights, in its order; by name if it has none, as {@code Map.of}. */
  public ParameterDict(Map<String, ? extends Tensor> values) {
    update(values);
  }

  /** The pairs' weights, in their order. */
  public ParameterDict(Iterable<? extends Map.Entry<String, ? extends Tensor>> values) {
    update(values);
  }

  /** {@link #put(String, Object)} of a tensor as a weight. */
  public Parameter put(String name, Tensor value) {
    return put(name, ParameterTexts.parameter(value));
  }

  /**
   * Puts the map's weights, in its order; by name if it has none, as {@code Map.of}. A refused name
   * changes nothing.
   *
   * @throws IllegalArgumentException if a name is empty or has a dot, in PyTorch's words
   */
  public void update(Map<String, ? extends Tensor> values) {
    values.keySet().forEach(this::requireName);
    putEach(ParameterTexts.parameters(MapOrder.ordered(values)));
  }

  /** Puts the pairs' weights, in their order. A refused name changes nothing. */
  public void update(Iterable<? extends Map.Entry<String, ? extends Tensor>> values) {
    update(MapContainer.<Tensor>fromPairs(values));
  }

  /** What stands under this name; if nothing does, puts null there and returns it. */
  public Parameter setdefault(String name) {
    return setdefault(name, null);
  }

  /** What stands under this name; if nothing does, puts {@code value} there and returns it. */
  public Parameter setdefault(String name, Tensor value) {
    if (!containsKey(name)) {
      put(name, value);
    }
    return get(name);
  }

  /**
   * Removes the last entry and returns it.
   *
   * @throws NoSuchElementException if there is none, in PyTorch's words
   */
  public Map.Entry<String, Parameter> popitem() {
    if (isEmpty()) {
      throw new NoSuchElementException("popitem(): dictionary is empty");
    }
    List<String> names = entries().names();
    String last = names.get(names.size() - 1);
    return new SimpleImmutableEntry<>(last, pop(last));
  }

  /** The same weights under the same names, in a container of their own. */
  public ParameterDict copy() {
    return new ParameterDict(this);
  }

  /** A container with null under each of these names. */
  public ParameterDict fromkeys(Iterable<String> names) {
    return fromkeys(names, null);
  }

  /** A container with {@code value} under each of these names. */
  public ParameterDict fromkeys(Iterable<String> names, Tensor value) {
    Map<String, Tensor> values = new LinkedHashMap<>();
    names.forEach(name -> values.put(name, value));
    return new ParameterDict(values);
  }

  /**
   * These weights and the other's, which win, in a container of their own: PyTorch's {@code |}. Its
   * {@code |=} is {@link #update(Map)}.
   */
  public ParameterDict or(Map<String, ? extends Tensor> other) {
    ParameterDict union = copy();
    union.update(other);
    return union;
  }

  /** Always fails: weights by name compute nothing. */
  @Override
  public Tensor forward(Tensor x) {
    throw new UnsupportedOperationException("ParameterDict should not be called.");
  }

  @Override
  Dictionary<Parameter> entries() {
    return parameterDictionary();
  }

  @Override
  void register(String name, Parameter value) {
    registerParameter(name, value);
  }

  @Override
  String missing(String name) {
    return "'ParameterDict' object has no attribute '" + name + "'";
  }

  /** With the type's old name, {@code torch.FloatTensor}, as PyTorch does here alone. */
  @Override
  protected String extraRepr() {
    return ParameterTexts.extraRepr(
        entries(), type -> type == DType.FLOAT32 ? "torch.FloatTensor" : "torch.LongTensor");
  }
}

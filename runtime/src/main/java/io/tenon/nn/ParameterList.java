package io.tenon.nn;

import io.tenon.DType;
import io.tenon.Parameter;
import io.tenon.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * {@code torch.nn.ParameterList}: weights in a list, registered as 0, 1, 2, …. A tensor that is no
 * {@link Parameter} becomes one, on the same storage.
 */
public final class ParameterList extends ListContainer<Parameter, ParameterList> {
  /** Weights in this order. */
  public ParameterList(Tensor... values) {
    extend(Arrays.asList(values));
  }

  /** Weights in this order. */
  public ParameterList(Iterable<? extends Tensor> values) {
    extend(values);
  }

  /** Adds a weight at the end; returns this. */
  public ParameterList append(Tensor value) {
    return append(ParameterTexts.parameter(value));
  }

  /** {@link #insert(int, Object)} of a tensor as a weight. */
  public ParameterList insert(int index, Tensor value) {
    return insert(index, ParameterTexts.parameter(value));
  }

  /** {@link #set(int, Object)} of a tensor as a weight. */
  public Parameter set(int index, Tensor value) {
    return set(index, ParameterTexts.parameter(value));
  }

  /** Adds weights at the end; returns this. */
  public ParameterList extend(Iterable<? extends Tensor> values) {
    List<Parameter> added = new ArrayList<>();
    values.forEach(value -> added.add(ParameterTexts.parameter(value)));
    addAll(added);
    return this;
  }

  /** Always fails: a list of weights computes nothing. */
  @Override
  public Tensor forward(Tensor x) {
    throw new UnsupportedOperationException("ParameterList should not be called.");
  }

  @Override
  Dictionary<Parameter> entries() {
    return parameterDictionary();
  }

  @Override
  void register(String name, Parameter entry) {
    registerParameter(name, entry);
  }

  @Override
  ParameterList containing(Map<String, Parameter> selected) {
    return new ParameterList(selected.values());
  }

  @Override
  protected String extraRepr() {
    return ParameterTexts.extraRepr(entries(), DType::toString);
  }
}

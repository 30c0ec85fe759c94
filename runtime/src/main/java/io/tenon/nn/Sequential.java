package io.tenon.nn;

import io.tenon.Tensor;
import java.util.Map;

/** {@code torch.nn.Sequential}: modules one after the other, named 0, 1, 2, … or by a map. */
public final class Sequential extends NnModule {
  /** Modules in this order. */
  public Sequential(NnModule... modules) {
    for (int i = 0; i < modules.length; i++) {
      registerModule(Integer.toString(i), modules[i]);
    }
  }

  /** Modules in the map's order, under its names. */
  public Sequential(Map<String, ? extends NnModule> modules) {
    modules.forEach(this::registerModule);
  }

  /** The number of modules. */
  public int size() {
    return ModuleOrder.size(this);
  }

  /** The module at {@code index}; negative counts from the end. */
  public NnModule get(int index) {
    return ModuleOrder.get(this, index);
  }

  /** Replaces the module at {@code index}; returns this. */
  public Sequential set(int index, NnModule module) {
    putChild(ModuleOrder.name(this, index), module);
    return this;
  }

  /** Adds a module at the end; returns this. */
  public Sequential append(NnModule module) {
    registerModule(Integer.toString(size()), module);
    return this;
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor current = x;
    for (String name : childNames()) {
      current = child(name).call(current);
    }
    return current;
  }
}

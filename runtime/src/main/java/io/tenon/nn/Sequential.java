package io.tenon.nn;

import io.tenon.ShapeError;
import io.tenon.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/** {@code torch.nn.Sequential}: modules one after the other, named 0, 1, 2, … or by a map. */
public final class Sequential extends ListContainer<NnModule, Sequential> {
  /** Modules in this order. */
  public Sequential(NnModule... modules) {
    addAll(Arrays.asList(modules));
  }

  /**
   * Modules in the map's order, under its names.
   *
   * @throws IllegalArgumentException if the map has no order, as {@code Map.of}
   */
  public Sequential(Map<String, ? extends NnModule> modules) {
    if (modules.size() > 1 && !MapOrder.isOrdered(modules)) {
      throw new IllegalArgumentException(
          "Sequential: modules run in the map's order, but a "
              + modules.getClass().getName()
              + " has none. Fix: put them into a LinkedHashMap");
    }
    modules.forEach(this::registerModule);
  }

  /**
   * The module of this name.
   *
   * @throws NoSuchElementException if there is none, in PyTorch's words
   */
  public NnModule get(String name) {
    if (!moduleDictionary().contains(name)) {
      throw new NoSuchElementException("'Sequential' object has no attribute '" + name + "'");
    }
    return moduleDictionary().get(name);
  }

  /** Adds modules at the end; returns this. PyTorch's {@code +=} too. */
  public Sequential extend(Iterable<? extends NnModule> modules) {
    List<NnModule> added = new ArrayList<>();
    modules.forEach(added::add);
    addAll(added);
    return this;
  }

  /** These modules and then the other's, numbered, in one of their own: PyTorch's {@code +}. */
  public Sequential plus(Sequential other) {
    return new Sequential().extend(this).extend(other);
  }

  /**
   * These modules {@code n} times, shared, in one of their own: PyTorch's {@code *}.
   *
   * @throws IllegalArgumentException if {@code n} is not positive
   */
  public Sequential times(int n) {
    requireFactor(n);
    return repeated(new Sequential(), n);
  }

  /**
   * Repeats the modules until they stand here {@code n} times, shared: PyTorch's {@code *=}.
   *
   * @throws IllegalArgumentException if {@code n} is not positive
   */
  public Sequential times_(int n) {
    requireFactor(n);
    return repeated(this, n - 1);
  }

  private Sequential repeated(Sequential target, int n) {
    List<NnModule> once = new ArrayList<>(this);
    List<NnModule> all = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      all.addAll(once);
    }
    return target.extend(all);
  }

  private void requireFactor(int n) {
    if (n <= 0) {
      throw new IllegalArgumentException(
          "Non-positive multiplication factor " + n + " for " + getClass());
    }
  }

  @Override
  Dictionary<NnModule> entries() {
    return moduleDictionary();
  }

  @Override
  void register(String name, NnModule entry) {
    registerModule(name, entry);
  }

  @Override
  Sequential containing(Map<String, NnModule> selected) {
    return new Sequential(new LinkedHashMap<>(selected));
  }

  /**
   * All modules one after the other.
   *
   * @throws ShapeError if a shape does not fit; it names the module
   */
  @Override
  public Tensor forward(Tensor x) {
    Tensor current = x;
    for (String name : moduleDictionary().names()) {
      NnModule module = moduleDictionary().get(name);
      if (module == null) {
        throw new IllegalStateException(
            "'NoneType' object is not callable: module '" + name + "' of the Sequential is null");
      }
      try {
        current = module.call(current);
      } catch (ShapeError e) {
        throw e.inLayer(name);
      }
    }
    return current;
  }
}

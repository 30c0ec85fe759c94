package io.tenon.nn;

import java.util.Map;

/**
 * {@code torch.nn.ModuleDict}: modules by name, in the order of their insertion. Has no forward of
 * its own. A null keeps its place, as {@code None} does.
 */
public final class ModuleDict extends MapContainer<NnModule> {
  /** No modules yet. */
  public ModuleDict() {}

  /** The map's modules, in its order; by name if it has none, as {@code Map.of}. */
  public ModuleDict(Map<String, ? extends NnModule> modules) {
    update(modules);
  }

  /** The pairs' modules, in their order. */
  public ModuleDict(Iterable<? extends Map.Entry<String, ? extends NnModule>> modules) {
    update(modules);
  }

  /**
   * Puts the map's modules, in its order; by name if it has none, as {@code Map.of}. A refused name
   * changes nothing.
   *
   * @throws IllegalArgumentException if a name is empty or has a dot, in PyTorch's words
   */
  public void update(Map<String, ? extends NnModule> modules) {
    putEach(modules);
  }

  /** Puts the pairs' modules, in their order. A refused name changes nothing. */
  public void update(Iterable<? extends Map.Entry<String, ? extends NnModule>> modules) {
    putEach(fromPairs(modules));
  }

  @Override
  Dictionary<NnModule> entries() {
    return moduleDictionary();
  }

  @Override
  void register(String name, NnModule value) {
    registerModule(name, value);
  }

  @Override
  String missing(String name) {
    return "'" + name + "'";
  }
}

package io.tenon.nn;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * {@code torch.nn.ModuleList}: modules in a list, registered as 0, 1, 2, …. Has no forward of its
 * own.
 */
public final class ModuleList extends NnModule implements Iterable<NnModule> {
  /** Modules in this order. */
  public ModuleList(NnModule... modules) {
    this(Arrays.asList(modules));
  }

  /** Modules in this order. */
  public ModuleList(List<? extends NnModule> modules) {
    modules.forEach(this::append);
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
  public ModuleList set(int index, NnModule module) {
    putChild(ModuleOrder.name(this, index), module);
    return this;
  }

  /** Adds a module at the end; returns this. */
  public ModuleList append(NnModule module) {
    registerModule(Integer.toString(size()), module);
    return this;
  }

  /** The modules in order, as they are now. */
  @Override
  public Iterator<NnModule> iterator() {
    return childNames().stream().map(this::child).iterator();
  }
}

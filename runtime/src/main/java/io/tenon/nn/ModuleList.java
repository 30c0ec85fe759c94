package io.tenon.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * {@code torch.nn.ModuleList}: modules in a list, registered as 0, 1, 2, …. Has no forward of its
 * own. A null keeps its place, as {@code None} does.
 */
public final class ModuleList extends ListContainer<NnModule, ModuleList> {
  /** Modules in this order. */
  public ModuleList(NnModule... modules) {
    addAll(Arrays.asList(modules));
  }

  /**
   * Modules in this order. A list that is a module itself, such as a {@link Sequential}, is the one
   * entry, as it would be among others; {@link #extend} adds what it holds.
   */
  public ModuleList(List<? extends NnModule> modules) {
    if (modules instanceof NnModule module) { // or the type that it is declared with would decide
      append(module);
    } else {
      addAll(modules);
    }
  }

  /** Adds modules at the end; returns this. */
  public ModuleList extend(Iterable<? extends NnModule> modules) {
    List<NnModule> added = new ArrayList<>();
    modules.forEach(added::add);
    addAll(added);
    return this;
  }

  /** These modules and then the others, in a list of their own: PyTorch's {@code +}. */
  public ModuleList plus(Iterable<? extends NnModule> others) {
    return slice(0).extend(others);
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
  ModuleList containing(Map<String, NnModule> selected) {
    return new ModuleList().extend(selected.values());
  }

  /** Modules in a row that print alike share a line, {@code (0-2): 3 x ReLU()}. */
  @Override
  List<String> childLines() {
    List<String> texts = stream().map(NnModule::text).toList();
    List<String> lines = new ArrayList<>();
    for (int first = 0, end; first < texts.size(); first = end) {
      String text = texts.get(first);
      end = first + 1;
      while (end < texts.size() && texts.get(end).equals(text)) {
        end++;
      }
      int count = end - first;
      String label =
          count == 1 ? "(" + first + "): " : "(" + first + "-" + (end - 1) + "): " + count + " x ";
      lines.add(label + Reprs.indented(text));
    }
    return lines;
  }
}

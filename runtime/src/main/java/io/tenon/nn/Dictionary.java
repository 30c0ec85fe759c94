package io.tenon.nn;

import io.tenon.compiled.Slots.Slot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * One of a module's ordered dictionaries. An entry is either a field, read and written in place, or
 * a value that was registered by name. A null value keeps its place, as {@code None} does in
 * PyTorch.
 */
final class Dictionary<T> {
  private abstract static class Entry<T> {
    abstract T get();

    abstract void set(T value);
  }

  private static final class InField<T> extends Entry<T> {
    private final NnModule module;
    private final Slot<?, T> slot;

    InField(NnModule module, Slot<?, T> slot) {
      this.module = module;
      this.slot = slot;
    }

    @Override
    T get() {
      return slot.read(module);
    }

    @Override
    void set(T value) {
      slot.write(module, value);
    }
  }

  private static final class Held<T> extends Entry<T> {
    private T value;

    Held(T value) {
      this.value = value;
    }

    @Override
    T get() {
      return value;
    }

    @Override
    void set(T other) {
      value = other;
    }
  }

  private final Map<String, Entry<T>> entries = new LinkedHashMap<>();

  @SuppressWarnings("unchecked") // a dictionary of T is given the slots whose kind holds T
  void addField(NnModule module, Slot<?, ?> slot) {
    entries.put(slot.name(), new InField<>(module, (Slot<?, T>) slot));
  }

  boolean contains(String name) {
    return entries.containsKey(name);
  }

  T get(String name) {
    Entry<T> entry = entries.get(name);
    return entry == null ? null : entry.get();
  }

  /** Sets the entry, in its place if there is one, at the end otherwise. */
  void put(String name, T value) {
    Entry<T> entry = entries.get(name);
    if (entry == null) {
      entries.put(name, new Held<>(value));
    } else {
      entry.set(value);
    }
  }

  /** Removes the entry, if there is one. */
  void remove(String name) {
    entries.remove(name);
  }

  void clear() {
    entries.clear();
  }

  /** Holds these values, in the map's order, instead of what it held. */
  void replaceAll(Map<String, ? extends T> values) {
    entries.clear();
    values.forEach(this::put);
  }

  int size() {
    return entries.size();
  }

  /** The names in order, as they are now. */
  List<String> names() {
    return new ArrayList<>(entries.keySet());
  }

  void forEach(BiConsumer<String, T> action) {
    entries.forEach((name, entry) -> action.accept(name, entry.get()));
  }
}

package io.tenon.nn;

import io.tenon.compiled.Slots.Slot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * One of a module's ordered dictionaries. An entry is either a field, read and written in place, or
 * a value that was registered by name. A null value keeps its place, as {@code None} does in
 * PyTorch.
 *
 * <p>A field whose entry was deleted, and a field for a module that never held one, has no entry
 * until it is assigned; then it comes last, as an attribute of PyTorch's would.
 *
 * <p>Whoever reads sees one state of the dictionary: a change replaces the whole map.
 */
final class Dictionary<T> {
  private sealed interface Entry<T> {
    T get();
  }

  private record InField<T>(NnModule module, Slot<?, T> slot) implements Entry<T> {
    @Override
    public T get() {
      return slot.read(module);
    }
  }

  private record Held<T>(T get) implements Entry<T> {}

  private final AttributeKind<T> kind;
  private final Object lock;
  private final Consumer<String> appeared;
  private volatile Map<String, Entry<T>> entries = Map.of();
  private volatile List<InField<T>> vacant = List.of();

  /**
   * @param lock held while the dictionary changes; a module's dictionaries share one
   * @param appeared told the name of each field without an entry that was assigned
   */
  Dictionary(AttributeKind<T> kind, Object lock, Consumer<String> appeared) {
    this.kind = kind;
    this.lock = lock;
    this.appeared = appeared;
  }

  AttributeKind<T> kind() {
    return kind;
  }

  /**
   * Adds a field.
   *
   * @param vacantIfNull whether it gets its entry only when it holds something
   */
  @SuppressWarnings("unchecked") // a dictionary of T is given the slots whose kind holds T
  void addField(NnModule module, Slot<?, ?> slot, boolean vacantIfNull) {
    InField<T> field = new InField<>(module, (Slot<?, T>) slot);
    synchronized (lock) {
      if (vacantIfNull) {
        vacant = with(vacant, field);
      } else {
        entries = with(entries, slot.name(), field);
      }
    }
  }

  private static <E> List<E> with(List<E> list, E more) {
    List<E> longer = new ArrayList<>(list);
    longer.add(more);
    return longer;
  }

  private static <T> Map<String, Entry<T>> with(
      Map<String, Entry<T>> map, String name, Entry<T> entry) {
    Map<String, Entry<T>> changed = new LinkedHashMap<>(map);
    changed.put(name, entry);
    return changed;
  }

  private Map<String, Entry<T>> current() {
    for (InField<T> field : vacant) {
      if (field.get() != null) {
        return withAssignedFields();
      }
    }
    return entries;
  }

  private Map<String, Entry<T>> withAssignedFields() {
    synchronized (lock) {
      for (InField<T> field : vacant) {
        if (field.get() != null) {
          occupy(field);
          appeared.accept(field.slot().name());
        }
      }
      return entries;
    }
  }

  private void occupy(InField<T> field) {
    entries = with(entries, field.slot().name(), field);
    vacant = vacant.stream().filter(other -> other != field).toList();
  }

  boolean contains(String name) {
    return current().containsKey(name);
  }

  /** Whether a field of this name waits for a value. */
  boolean isVacant(String name) {
    return !contains(name) && vacantField(name) != null;
  }

  private InField<T> vacantField(String name) {
    for (InField<T> field : vacant) {
      if (field.slot().name().equals(name)) {
        return field;
      }
    }
    return null;
  }

  T get(String name) {
    Entry<T> entry = current().get(name);
    return entry == null ? null : entry.get();
  }

  /** The names of all entries, also of those that are null. */
  List<String> names() {
    return List.copyOf(current().keySet());
  }

  /** The field that a value of this name would be written to; null if it would be held here. */
  Slot<?, T> slot(String name) {
    Entry<T> entry = current().get(name);
    InField<T> field = entry instanceof InField<T> inField ? inField : vacantField(name);
    return field == null ? null : field.slot();
  }

  /** Sets the entry, in its place if there is one, at the end otherwise. */
  void put(String name, T value) {
    synchronized (lock) {
      Entry<T> entry = current().get(name);
      InField<T> waiting = entry == null ? vacantField(name) : null;
      if (entry instanceof InField<T> field) {
        field.slot().write(field.module(), value);
      } else if (waiting != null) {
        waiting.slot().write(waiting.module(), value);
        occupy(waiting);
      } else {
        entries = with(entries, name, new Held<>(value));
      }
    }
  }

  /** Deletes the entry; a field it stood for becomes null. */
  void remove(String name) {
    synchronized (lock) {
      Map<String, Entry<T>> left = new LinkedHashMap<>(current());
      if (left.remove(name) instanceof InField<T> field) {
        field.slot().write(field.module(), null);
        vacant = with(vacant, field);
      }
      entries = left;
    }
  }

  void clear() {
    replaceAll(Map.of());
  }

  int size() {
    return current().size();
  }

  /**
   * Holds these values, in the map's order, instead of what it held; for dictionaries without
   * fields.
   */
  void replaceAll(Map<String, ? extends T> values) {
    synchronized (lock) {
      Map<String, Entry<T>> replaced = new LinkedHashMap<>();
      values.forEach((name, value) -> replaced.put(name, new Held<>(value)));
      entries = replaced;
    }
  }

  void forEach(BiConsumer<String, T> action) {
    current().forEach((name, entry) -> action.accept(name, entry.get()));
  }
}

package io.tenon.nn;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;

/**
 * A module that is a list of what it holds: its entries are its own children or weights, named 0,
 * 1, 2, …. All of {@link List} works on it, and Python's protocol beside it: negative positions
 * count from the end, {@link #slice} is {@code [from:to]}. As in PyTorch, inserting before the end
 * and removing number all entries anew.
 *
 * <p>It departs from {@link List} in one thing: it equals only itself. Modules are told apart by
 * identity, since two with equal layers are still two networks. Compare {@code List.copyOf(a)} with
 * {@code List.copyOf(b)} to compare entries.
 *
 * @param <E> what it holds
 * @param <C> the container's own class
 */
public abstract sealed class ListContainer<E, C extends ListContainer<E, C>> extends NnModule
    implements List<E> permits ModuleList, Sequential, ParameterList {
  private final List<E> view = new NumberedEntries<>(this);

  ListContainer() {}

  /** The module's own dictionary, which holds the entries. */
  abstract Dictionary<E> entries();

  /** Registers an entry under its name. */
  abstract void register(String name, E entry);

  /** A container of this class with these entries. */
  abstract C containing(Map<String, E> selected);

  @SuppressWarnings("unchecked") // C is the container's own class
  private C same() {
    return (C) this;
  }

  // ---- PyTorch's protocol

  /** Adds an entry at the end; returns this. */
  public final C append(E entry) {
    view.add(entry);
    return same();
  }

  /**
   * Inserts an entry before {@code index}; negative counts from the end. Returns this.
   *
   * @throws IndexOutOfBoundsException if there is no such position
   */
  public final C insert(int index, E entry) {
    add(index, entry);
    return same();
  }

  /** Removes the last entry and returns it. */
  public final E pop() {
    return pop(-1);
  }

  /** Removes the entry at {@code index} and returns it; negative counts from the end. */
  public final E pop(int index) {
    return view.remove(position(index));
  }

  /** The entries from {@code from} to the end, {@code [from:]}, in a container of their own. */
  public final C slice(int from) {
    return slice(from, size());
  }

  /** The entries {@code [from:to]}, shared, in a container of their own. */
  public final C slice(int from, int to) {
    return slice(from, to, 1);
  }

  /**
   * The entries {@code [from:to:step]}, shared, in a container of their own. As in Python, ends
   * that are outside are cut to what there is; {@code slice(-1, -size() - 1, -1)} reverses.
   */
  public final C slice(int from, int to, int step) {
    List<String> names = entries().names();
    Map<String, E> selected = new LinkedHashMap<>();
    for (int i : SliceRange.positions(size(), from, to, step)) {
      selected.put(names.get(i), entries().get(names.get(i)));
    }
    return containing(selected);
  }

  /** Removes the entries {@code [from:to]}. */
  public final void removeRange(int from, int to) {
    removeRange(from, to, 1);
  }

  /** Removes the entries {@code [from:to:step]}. */
  public final void removeRange(int from, int to, int step) {
    List<Integer> removed = SliceRange.positions(size(), from, to, step);
    List<E> kept = new ArrayList<>();
    for (int i = 0; i < size(); i++) {
      if (!removed.contains(i)) {
        kept.add(get(i));
      }
    }
    view.clear();
    view.addAll(kept);
  }

  /** A position from one that may count from the end. */
  private int position(int index) {
    int size = size();
    if (index < -size || index >= size) {
      throw new IndexOutOfBoundsException("index " + index + " is out of range");
    }
    return index < 0 ? index + size : index;
  }

  private int insertion(int index) {
    int size = size();
    if (index < -size || index > size) {
      throw new IndexOutOfBoundsException("Index out of range: " + index);
    }
    return index < 0 ? index + size : index;
  }

  // ---- Java's

  /** The entry at {@code index}; negative counts from the end. */
  @Override
  public final E get(int index) {
    return view.get(position(index));
  }

  /**
   * Replaces the entry at {@code index}, under its name; negative counts from the end.
   *
   * @return the entry that was there
   */
  @Override
  public final E set(int index, E entry) {
    return view.set(position(index), entry);
  }

  @Override
  public final boolean add(E entry) {
    return view.add(entry);
  }

  /** Inserts an entry before {@code index}; negative counts from the end. */
  @Override
  public final void add(int index, E entry) {
    view.add(insertion(index), entry);
  }

  @Override
  public final boolean addAll(Collection<? extends E> added) {
    return view.addAll(added);
  }

  @Override
  public final boolean addAll(int index, Collection<? extends E> added) {
    return view.addAll(insertion(index), added);
  }

  /** Removes the entry at {@code index} and returns it; negative counts from the end. */
  @Override
  public final E remove(int index) {
    return pop(index);
  }

  @Override
  public final boolean remove(Object entry) {
    return view.remove(entry);
  }

  @Override
  public final boolean removeAll(Collection<?> removed) {
    return view.removeAll(removed);
  }

  @Override
  public final boolean retainAll(Collection<?> retained) {
    return view.retainAll(retained);
  }

  @Override
  public final void clear() {
    view.clear();
  }

  @Override
  public final int size() {
    return view.size();
  }

  @Override
  public final boolean isEmpty() {
    return view.isEmpty();
  }

  @Override
  public final boolean contains(Object entry) {
    return view.contains(entry);
  }

  @Override
  public final boolean containsAll(Collection<?> all) {
    return view.containsAll(all);
  }

  @Override
  public final int indexOf(Object entry) {
    return view.indexOf(entry);
  }

  @Override
  public final int lastIndexOf(Object entry) {
    return view.lastIndexOf(entry);
  }

  @Override
  public final Iterator<E> iterator() {
    return view.iterator();
  }

  @Override
  public final ListIterator<E> listIterator() {
    return view.listIterator();
  }

  @Override
  public final ListIterator<E> listIterator(int index) {
    return view.listIterator(index);
  }

  @Override
  public final List<E> subList(int from, int to) {
    return view.subList(from, to);
  }

  @Override
  public final Object[] toArray() {
    return view.toArray();
  }

  @Override
  public final <T> T[] toArray(T[] array) {
    return view.toArray(array);
  }
}

package io.tenon.nn;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A list over the dictionary of a {@link ListContainer}: every method of {@link List} comes down to
 * the few here. A change at the end leaves the other names, any other numbers all entries anew.
 */
final class NumberedEntries<E> extends AbstractList<E> {
  private final ListContainer<E, ?> owner;

  NumberedEntries(ListContainer<E, ?> owner) {
    this.owner = owner;
  }

  @Override
  public int size() {
    return owner.entries().size();
  }

  @Override
  public E get(int index) {
    return owner.entries().get(owner.entries().names().get(index));
  }

  @Override
  public E set(int index, E entry) {
    String name = owner.entries().names().get(index);
    E old = owner.entries().get(name);
    owner.register(name, entry);
    return old;
  }

  @Override
  public void add(int index, E entry) {
    List<E> one = new ArrayList<>();
    one.add(entry);
    addAll(index, one);
  }

  @Override
  public boolean addAll(Collection<? extends E> added) {
    return addAll(size(), added); // AbstractCollection's would add one by one
  }

  @Override
  public boolean addAll(int index, Collection<? extends E> added) {
    List<E> copy = new ArrayList<>(added); // it may be this list itself
    if (copy.isEmpty()) {
      return false;
    }
    if (index == size()) {
      addLast(copy);
    } else {
      List<E> all = new ArrayList<>(this);
      all.addAll(index, copy);
      number(all);
    }
    modCount++;
    return true;
  }

  private void addLast(List<E> added) {
    int size = size();
    for (int i = 0; i < added.size(); i++) {
      String name = Integer.toString(size + i);
      if (owner.entries().contains(name)) { // by a Sequential's map, or a slice that kept names
        throw new IllegalArgumentException(
            "attribute '"
                + name
                + "' already exists. Fix: number the modules anew, new Sequential().extend(modules)");
      }
      owner.requireRegistrable(name, owner.entries());
    }
    for (int i = 0; i < added.size(); i++) {
      owner.register(Integer.toString(size + i), added.get(i));
    }
  }

  @Override
  public E remove(int index) {
    E old = get(index);
    removeRange(index, index + 1);
    return old;
  }

  @Override
  protected void removeRange(int from, int to) {
    List<E> kept = new ArrayList<>(this);
    kept.subList(from, to).clear();
    number(kept);
    modCount++;
  }

  /** Holds these entries as 0, 1, 2, …. */
  private void number(List<E> all) {
    Map<String, E> numbered = new LinkedHashMap<>();
    for (E each : all) {
      numbered.put(Integer.toString(numbered.size()), each);
    }
    owner.entries().replaceAll(numbered);
    owner.structureChanged();
  }
}

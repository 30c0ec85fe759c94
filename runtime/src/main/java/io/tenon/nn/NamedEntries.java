package io.tenon.nn;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.Set;

/** A map over the dictionary of a {@link MapContainer}. */
final class NamedEntries<V> extends AbstractMap<String, V> {
  private final MapContainer<V> owner;

  NamedEntries(MapContainer<V> owner) {
    this.owner = owner;
  }

  @Override
  public V get(Object name) {
    return name instanceof String key ? owner.entries().get(key) : null;
  }

  @Override
  public boolean containsKey(Object name) {
    return name instanceof String key && owner.entries().contains(key);
  }

  @Override
  public V put(String name, V value) {
    V old = owner.entries().get(name);
    owner.register(name, value);
    return old;
  }

  @Override
  public V remove(Object name) {
    V old = get(name);
    if (containsKey(name)) {
      owner.entries().remove((String) name);
      owner.structureChanged();
    }
    return old;
  }

  @Override
  public void clear() {
    owner.entries().clear();
    owner.structureChanged();
  }

  @Override
  public Set<Entry<String, V>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public int size() {
        return owner.entries().size();
      }

      @Override
      public Iterator<Entry<String, V>> iterator() {
        return new Entries();
      }

      @Override
      public void clear() {
        NamedEntries.this.clear();
      }
    };
  }

  private final class Entries implements Iterator<Entry<String, V>> {
    private final Iterator<String> names = owner.entries().names().iterator();
    private int size = owner.entries().size();
    private String last;

    @Override
    public boolean hasNext() {
      return names.hasNext();
    }

    @Override
    public Entry<String, V> next() {
      String name = names.next();
      if (size != owner.entries().size() || !owner.entries().contains(name)) {
        throw new ConcurrentModificationException();
      }
      last = name;
      return new WriteThrough(name);
    }

    @Override
    public void remove() {
      if (last == null) {
        throw new IllegalStateException("remove() wants a next() before it");
      }
      NamedEntries.this.remove(last);
      last = null;
      size--;
    }
  }

  private final class WriteThrough extends SimpleEntry<String, V> {
    private static final long serialVersionUID = 1L;

    WriteThrough(String name) {
      super(name, owner.entries().get(name));
    }

    @Override
    public V setValue(V value) {
      put(getKey(), value);
      return super.setValue(value);
    }
  }
}

package io.tenon.nn;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * A module that is a map of what it holds: its entries are its own children or weights, in the
 * order of their insertion. All of {@link Map} works on it, with live {@link #keySet}, {@link
 * #values} and {@link #entrySet}. As in PyTorch, an entry that is replaced keeps its place.
 *
 * <p>Where PyTorch and {@link Map} differ, {@link Map} counts: {@link #get} of a missing name is
 * null, no error. It departs from {@link Map} in one thing: it equals only itself, since modules
 * are told apart by identity. Compare {@code entrySet()}s to compare entries.
 *
 * @param <V> what it holds
 */
public abstract sealed class MapContainer<V> extends NnModule implements Map<String, V>
    permits ModuleDict, ParameterDict {
  private final Map<String, V> view = new NamedEntries<>(this);

  MapContainer() {}

  /** The module's own dictionary, which holds the entries. */
  abstract Dictionary<V> entries();

  /** PyTorch's words for a name that isn't there. */
  abstract String missing(String name);

  /** Registers an entry under its name. */
  abstract void register(String name, V value);

  /** Refuses what is no name, in PyTorch's words. */
  final void requireName(String name) {
    requireRegistrable(name, entries());
  }

  /** Puts all of them or, if a name is refused, none. */
  final void putEach(Map<? extends String, ? extends V> added) {
    added.keySet().forEach(this::requireName);
    MapOrder.<V>ordered(added).forEach(this::register);
  }

  /** The pairs in their order; of two with one name the latter counts, in the former's place. */
  static <V> Map<String, V> fromPairs(Iterable<? extends Entry<String, ? extends V>> pairs) {
    Map<String, V> map = new LinkedHashMap<>();
    pairs.forEach(pair -> map.put(pair.getKey(), pair.getValue()));
    return map;
  }

  /**
   * Removes the entry of this name and returns what it held.
   *
   * @throws NoSuchElementException if there is none, in PyTorch's words
   */
  public final V pop(String name) {
    if (!entries().contains(name)) {
      throw new NoSuchElementException(missing(name));
    }
    return view.remove(name);
  }

  /** What stands under this name; null if nothing does. */
  @Override
  public final V get(Object name) {
    return view.get(name);
  }

  /**
   * Sets what stands under this name, in its place if there is one, at the end otherwise.
   *
   * @return what stood there, or null
   * @throws IllegalArgumentException if the name is empty or has a dot, in PyTorch's words
   */
  @Override
  public final V put(String name, V value) {
    return view.put(name, value);
  }

  /** Puts all entries, those of a map that has no order by name. A refused name changes nothing. */
  @Override
  public final void putAll(Map<? extends String, ? extends V> added) {
    putEach(added);
  }

  @Override
  public final V remove(Object name) {
    return view.remove(name);
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
  public final boolean containsKey(Object name) {
    return view.containsKey(name);
  }

  @Override
  public final boolean containsValue(Object value) {
    return view.containsValue(value);
  }

  @Override
  public final Set<String> keySet() {
    return view.keySet();
  }

  @Override
  public final Collection<V> values() {
    return view.values();
  }

  @Override
  public final Set<Entry<String, V>> entrySet() {
    return view.entrySet();
  }
}

package io.tenon.nn;

import io.tenon.Tensor;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * What {@code state_dict} returns: tensors by path, in order. Beside them, and no part of the map,
 * are the modules' extra states, under keys that end in {@code _extra_state}, and metadata: for
 * each module's path, its version.
 */
public final class StateDict extends AbstractMap<String, Tensor> {
  private final Map<String, Object> entries = new LinkedHashMap<>();
  private final Map<String, Map<String, Object>> metadata = new LinkedHashMap<>();

  /** No entries. */
  public StateDict() {}

  /** A copy of a map, with extra states and metadata if it is a {@code StateDict}. */
  public StateDict(Map<String, ? extends Tensor> state) {
    if (state instanceof StateDict other) {
      entries.putAll(other.entries);
      other.metadata.forEach((path, values) -> metadata.put(path, new LinkedHashMap<>(values)));
    } else {
      entries.putAll(state);
    }
  }

  /** The entries whose keys begin with {@code prefix}; without metadata. */
  StateDict startingWith(String prefix) {
    StateDict part = new StateDict();
    entries.forEach(
        (key, value) -> {
          if (key.startsWith(prefix)) {
            part.entries.put(key, value);
          }
        });
    return part;
  }

  /** By module path: what is known of the module's state, above all its "version". Modifiable. */
  public Map<String, Map<String, Object>> metadata() {
    return metadata;
  }

  /** The keys of all entries in order, extra states among them. */
  public List<String> keys() {
    return List.copyOf(entries.keySet());
  }

  /** The keys of extra states that are no tensors, in order. */
  public List<String> extraStateKeys() {
    return keys().stream().filter(key -> !isTensor(key, entries.get(key))).toList();
  }

  /** The extra state under a key such as {@code layer1._extra_state}, or null. */
  public Object extraState(String key) {
    return entries.get(key);
  }

  /** Sets an extra state; a tensor becomes part of the map. */
  public void putExtraState(String key, Object state) {
    entries.put(key, state);
  }

  /**
   * Cuts a prefix such as {@code "module."}, which a wrapper around the saved module left, off all
   * keys that have it: PyTorch's {@code consume_prefix_in_state_dict_if_present}. Those entries
   * come last.
   */
  public void consumePrefixIfPresent(String prefix) {
    for (String key : keys()) {
      if (key.startsWith(prefix)) {
        entries.put(key.substring(prefix.length()), entries.remove(key));
      }
    }
    for (String path : List.copyOf(metadata.keySet())) {
      if (!path.isEmpty() && (path + ".").startsWith(prefix)) {
        String left = path.substring(Math.min(prefix.length(), path.length()));
        metadata.put(left, metadata.remove(path));
      }
    }
  }

  /** Whether there is an entry of any kind. */
  boolean has(String key) {
    return entries.containsKey(key);
  }

  /** Whether the entry is part of the map: a tensor, or null in the place of one. */
  private static boolean isTensor(Object key, Object value) {
    boolean extra = key instanceof String name && name.endsWith(ModuleState.EXTRA_STATE);
    return value instanceof Tensor || value == null && !extra;
  }

  @Override
  public boolean containsKey(Object key) {
    return entries.containsKey(key) && isTensor(key, entries.get(key));
  }

  @Override
  public Tensor get(Object key) {
    return entries.get(key) instanceof Tensor tensor ? tensor : null;
  }

  @Override
  public Tensor put(String key, Tensor tensor) {
    return entries.put(key, tensor) instanceof Tensor before ? before : null;
  }

  @Override
  public Tensor remove(Object key) {
    return containsKey(key) ? (Tensor) entries.remove(key) : null;
  }

  @Override
  public Set<Entry<String, Tensor>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Entry<String, Tensor>> iterator() {
        return new Tensors(entries.entrySet().iterator());
      }

      @Override
      public int size() {
        return (int)
            entries.entrySet().stream()
                .filter(entry -> isTensor(entry.getKey(), entry.getValue()))
                .count();
      }
    };
  }

  /** The entries that are tensors, among all. */
  private static final class Tensors implements Iterator<Map.Entry<String, Tensor>> {
    private final Iterator<Map.Entry<String, Object>> all;
    private Map.Entry<String, Object> next;
    private boolean looked;

    Tensors(Iterator<Map.Entry<String, Object>> all) {
      this.all = all;
    }

    @Override
    public boolean hasNext() {
      while (!looked && all.hasNext()) {
        next = all.next();
        looked = isTensor(next.getKey(), next.getValue());
      }
      return looked;
    }

    @Override
    @SuppressWarnings("unchecked") // the entry's value is a tensor, and only tensors are set
    public Map.Entry<String, Tensor> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      looked = false;
      return (Map.Entry<String, Tensor>) (Map.Entry<String, ?>) next;
    }

    @Override
    public void remove() {
      if (looked) {
        throw new IllegalStateException("remove() comes directly after next()");
      }
      all.remove();
    }
  }
}

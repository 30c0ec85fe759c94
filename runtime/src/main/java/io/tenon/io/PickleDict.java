package io.tenon.io;

import java.util.LinkedHashMap;
import java.util.Map;

/** A dict or an OrderedDict in a pickle. By identity: one may hold itself. */
final class PickleDict {
  private Map<Object, Object> items = Map.of();
  private PickleDict attributes;

  /** The items, in their order. */
  Map<Object, Object> items() {
    return items;
  }

  /** Adds an item; whether the key was new. */
  boolean put(Object key, Object value) {
    if (items.isEmpty()) {
      // Not before there is an item: a pickle makes an empty dict with a single byte.
      items = new LinkedHashMap<>();
    }
    int before = items.size();
    items.put(key, value);
    return items.size() > before;
  }

  /** What Python's object has beside its items, such as {@code _metadata}; null if nothing. */
  PickleDict attributes() {
    return attributes;
  }

  void attributes(PickleDict attributes) {
    this.attributes = attributes;
  }
}

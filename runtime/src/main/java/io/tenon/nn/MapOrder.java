package io.tenon.nn;

import java.util.HashMap;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The order in which a container takes a map's entries. That of {@code Map.of} and {@code HashMap}
 * is arbitrary, and {@code Map.of}'s changes with each start of the JVM: weights would move in the
 * state dictionary, and a network would not run in the order in which it was compiled.
 */
final class MapOrder {
  private static final Set<Class<?>> UNORDERED =
      Set.of(
          HashMap.class,
          Hashtable.class,
          IdentityHashMap.class,
          WeakHashMap.class,
          ConcurrentHashMap.class);

  private MapOrder() {}

  static boolean isOrdered(Map<?, ?> map) {
    return !UNORDERED.contains(map.getClass())
        && !map.getClass().getName().startsWith("java.util.ImmutableCollections$");
  }

  /** The entries in the map's order, or by name if it has none, as PyTorch's ParameterDict does. */
  static <V> Map<String, V> ordered(Map<? extends String, ? extends V> map) {
    if (isOrdered(map)) {
      return new LinkedHashMap<>(map);
    }
    Map<String, V> sorted = new LinkedHashMap<>();
    new TreeSet<>(map.keySet()).forEach(name -> sorted.put(name, map.get(name)));
    return sorted;
  }
}

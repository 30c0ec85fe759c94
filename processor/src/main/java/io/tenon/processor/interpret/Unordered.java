package io.tenon.processor.interpret;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Containers of the JDK whose order is another in another run: that of {@code Map.of} and {@code
 * Set.of} is drawn anew by each JVM, that of {@code HashMap} no specification fixes.
 */
final class Unordered {
  /** Calls that show the order, or make something that does. */
  private static final Set<String> SHOWING =
      Set.of(
          "entrySet", "forEach", "iterator", "keySet", "stream", "toArray", "toString", "values");

  /** Calls that take another container and ask only what is in it. */
  private static final Set<String> ASKING =
      Set.of("equals", "containsAll", "removeAll", "retainAll");

  /** What is not understood where one is walked. */
  static final String WHAT = "the order of this map or set, which differs from run to run,";

  private Unordered() {}

  /** Whether walking {@code value} would go in such an order. */
  static boolean is(Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.size() > 1 && isKind(value, HashMap.class);
    }
    return value instanceof Set<?> set && set.size() > 1 && isKind(value, HashSet.class);
  }

  private static boolean isKind(Object value, Class<?> hashed) {
    return value.getClass() == hashed
        || value.getClass().getName().startsWith("java.util.ImmutableCollections");
  }

  /** Whether a call of the JDK's goes by such an order. */
  static boolean matters(Object receiver, String method, Collection<Object> args) {
    return is(receiver) && SHOWING.contains(method)
        || !ASKING.contains(method) && args.stream().anyMatch(Unordered::is);
  }
}

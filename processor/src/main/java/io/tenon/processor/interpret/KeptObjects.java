package io.tenon.processor.interpret;

import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Containers and arrays that were made with the network, and are kept between its calls: what a
 * forward changes in them is there in the next call, though a graph is the same each time.
 */
final class KeptObjects {
  private static final Set<String> CHANGING =
      Set.of(
          "add",
          "addAll",
          "addFirst",
          "addLast",
          "append",
          "clear",
          "compute",
          "computeIfAbsent",
          "computeIfPresent",
          "fill",
          "insert",
          "merge",
          "offer",
          "poll",
          "pollFirst",
          "pollLast",
          "pop",
          "push",
          "put",
          "putAll",
          "putIfAbsent",
          "remove",
          "removeAll",
          "removeFirst",
          "removeIf",
          "removeLast",
          "replaceAll",
          "retainAll",
          "reverse",
          "set",
          "setAll",
          "setLength",
          "sort",
          "swap");

  /** What is not understood where one is changed. */
  static final String WHAT = "a change of what is kept between calls,";

  private final Set<Object> kept = Collections.newSetFromMap(new IdentityHashMap<>());

  /** Says that this was made with the network. */
  void add(Object made) {
    boolean container =
        made instanceof Collection<?>
            || made instanceof Map<?, ?>
            || made instanceof StringBuilder
            || made != null && made.getClass().isArray();
    if (container) {
      kept.add(made);
    }
  }

  boolean contains(Object object) {
    return kept.contains(object);
  }

  /** Whether a call of the JDK's changes one: its receiver, or what a static method is given. */
  boolean changes(Object receiver, String method, Collection<Object> args) {
    boolean one =
        receiver == null ? args.stream().limit(1).anyMatch(this::contains) : contains(receiver);
    return one && CHANGING.contains(method);
  }
}

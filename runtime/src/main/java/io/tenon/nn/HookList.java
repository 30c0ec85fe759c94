package io.tenon.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Hooks of one kind in the order they run. The list is replaced as a whole when one is added or
 * removed: a run that has begun goes through the hooks there were.
 */
final class HookList<H> {
  /** One registration; the same hook can be registered twice. */
  static final class Entry<H> {
    private final H hook;
    private final boolean alwaysCall;

    private Entry(H hook, boolean alwaysCall) {
      this.hook = hook;
      this.alwaysCall = alwaysCall;
    }

    H hook() {
      return hook;
    }

    /** Whether it runs also where a forward fails. */
    boolean alwaysCall() {
      return alwaysCall;
    }
  }

  private final Runnable changed;
  private volatile List<Entry<H>> entries = List.of();

  /**
   * @param changed runs after each change
   */
  HookList(Runnable changed) {
    this.changed = changed;
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  /** All registrations there are now. */
  List<Entry<H>> entries() {
    return entries;
  }

  HookHandle add(H hook) {
    return add(hook, false, false);
  }

  HookHandle add(H hook, boolean prepend, boolean alwaysCall) {
    Entry<H> entry = new Entry<>(Objects.requireNonNull(hook, "hook"), alwaysCall);
    synchronized (this) {
      List<Entry<H>> longer = new ArrayList<>(entries);
      longer.add(prepend ? 0 : longer.size(), entry);
      entries = List.copyOf(longer);
    }
    changed.run();
    return new HookHandle(() -> remove(entry));
  }

  private void remove(Entry<H> entry) {
    synchronized (this) {
      entries = entries.stream().filter(other -> other != entry).toList();
    }
    changed.run();
  }
}

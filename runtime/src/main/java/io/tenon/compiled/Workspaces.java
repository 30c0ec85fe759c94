package io.tenon.compiled;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * What calls work with: they borrow it and give it back, so that a call in steady state allocates
 * nothing. As many are kept as calls were ever under way at once, up to a bound; beyond it they are
 * left to the garbage collector.
 */
final class Workspaces {
  private static final int MOST = 64;

  private final AtomicReferenceArray<Inputs> free = new AtomicReferenceArray<>(MOST);

  /** Inputs to fill, whose scratch an earlier call may have grown. */
  Inputs borrow() {
    for (int i = 0; i < MOST; i++) {
      Inputs found = free.get(i);
      if (found != null && free.compareAndSet(i, found, null)) {
        return found;
      }
    }
    return new Inputs();
  }

  /** Takes inputs back. */
  void giveBack(Inputs inputs) {
    inputs.forget();
    for (int i = 0; i < MOST; i++) {
      if (free.get(i) == null && free.compareAndSet(i, null, inputs)) {
        return;
      }
    }
  }
}

package io.tenon.compiled;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Scratch arrays that calls borrow and give back, so that a call in steady state allocates nothing.
 * As many are kept as calls were ever under way at once, up to a bound; beyond it arrays are left
 * to the garbage collector.
 */
final class Workspaces {
  private static final int MOST = 64;

  private final AtomicReferenceArray<float[]> free = new AtomicReferenceArray<>(MOST);

  /** An array of at least {@code floats} elements, with whatever an earlier call left in it. */
  float[] borrow(int floats) {
    for (int i = 0; i < MOST; i++) {
      float[] found = free.get(i);
      if (found != null && found.length >= floats && free.compareAndSet(i, found, null)) {
        return found;
      }
    }
    return new float[floats];
  }

  /** Gives an array back; it takes the place of a smaller one where no place is free. */
  void giveBack(float[] array) {
    for (int i = 0; i < MOST; i++) {
      float[] there = free.get(i);
      if ((there == null || there.length < array.length) && free.compareAndSet(i, there, array)) {
        return;
      }
    }
  }
}

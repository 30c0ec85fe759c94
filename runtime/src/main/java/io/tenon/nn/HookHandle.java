package io.tenon.nn;

/** Removes a hook; a second call does nothing. */
public final class HookHandle implements AutoCloseable {
  private Runnable removal;

  HookHandle(Runnable removal) {
    this.removal = removal;
  }

  /** Removes the hook. */
  public synchronized void remove() {
    if (removal != null) {
      removal.run();
      removal = null;
    }
  }

  /** {@link #remove}. */
  @Override
  public void close() {
    remove();
  }
}

package io.tenon.compiled;

/**
 * The threads that one call may use, PyTorch's {@code set_num_threads}. One at first: a server that
 * calls a network from many threads needs no more. A batch of at least as many samples is split
 * between them at the top; of a smaller one, each step is, if the network is large enough.
 *
 * <p>The caller works too, together with those threads that are idle when it calls. So a call never
 * depends on the others: it ends even if they are dismissed meanwhile, or if all of them are
 * themselves callers.
 */
public final class Threads {
  private static final Threads ONE = new Threads(1);
  private static volatile Threads current = ONE;

  private final TeamThread[] others; // all but the caller

  private Threads(int count) {
    others = new TeamThread[count - 1];
    try {
      for (int i = 0; i < others.length; i++) {
        others[i] = new TeamThread();
        others[i].start(); // the first call shouldn't pay for it
      }
    } catch (Throwable e) { // no more threads to be had
      dismiss();
      throw e;
    }
  }

  /**
   * Sets how many threads one call may use, the caller's included. Calls under way end as they
   * began.
   *
   * @throws IllegalArgumentException if {@code count} is below 1
   */
  public static synchronized void setNumThreads(int count) {
    if (count < 1) {
      throw new IllegalArgumentException(
          "set_num_threads expects a positive number, but got " + count);
    }
    Threads old = current;
    if (count == old.count()) {
      return;
    }
    current = count == 1 ? ONE : new Threads(count);
    old.dismiss();
  }

  private void dismiss() {
    for (TeamThread thread : others) {
      if (thread != null) {
        thread.dismiss();
      }
    }
  }

  /** How many threads one call may use. */
  public static int getNumThreads() {
    return current.count();
  }

  static Threads current() {
    return current;
  }

  /** How many threads there are, the caller included. */
  int count() {
    return others.length + 1;
  }

  /**
   * Does a work with up to {@code most} members, in the calling thread too, and waits for all. An
   * interrupt doesn't end the wait; it is kept.
   *
   * @param team the caller's; it alone until now
   */
  <T> void run(Team team, int most, Work<T> work, T subject) {
    team.reserve(Math.min(most, count()));
    for (int i = 0; i < others.length && team.size() < most; i++) {
      if (others[i].promise()) {
        team.add(others[i]);
      }
    }
    team.run(work, subject);
  }
}

package io.tenon.compiled;

import java.util.concurrent.locks.LockSupport;

/**
 * How one thread waits for others: it spins while that is likely to be enough, lets other threads
 * run, and then parks. Whoever makes come true what it waits for calls {@link #wake} afterwards.
 *
 * <pre>
 * for (int turn = 0; !done; turn++) {
 *   patience.turn(turn);
 * }
 * patience.end();
 * </pre>
 *
 * <p>An interrupt doesn't end the wait; it is kept.
 */
final class Patience {
  private static final int YIELDS = 32;

  private final int spins;
  private volatile Thread parked;
  private boolean interrupted;

  /**
   * @param spins how many turns it spins; with AMD's Zen 4 a microsecond has about 50
   */
  Patience(int spins) {
    this.spins = spins;
  }

  /** One turn of a wait. Between its announcement and parking the loop looks again. */
  void turn(int turn) {
    if (turn < spins) {
      Thread.onSpinWait();
    } else if (turn < spins + YIELDS) {
      Thread.yield();
    } else if (parked == null) {
      parked = Thread.currentThread();
    } else {
      LockSupport.park(this);
      interrupted |= Thread.interrupted(); // or it would never park again
    }
  }

  /** The wait is over. */
  void end() {
    if (parked != null) {
      parked = null;
      if (interrupted) {
        interrupted = false;
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Lets the thread look again, if it waits. */
  void wake() {
    Thread thread = parked;
    if (thread != null) {
      LockSupport.unpark(thread);
    }
  }
}

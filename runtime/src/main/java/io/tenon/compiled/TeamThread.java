package io.tenon.compiled;

import java.util.concurrent.atomic.AtomicReference;

/**
 * A thread that joins the {@link Team} of a call, if it is idle when the call begins. Between calls
 * it spins for a while: whoever calls a network in a loop finds it awake, and waking it takes some
 * 50 µs.
 */
final class TeamThread extends Thread {
  private enum State {
    IDLE,
    PROMISED,
    WORKING,
    GONE
  }

  /** Some 100 µs. */
  private static final int SPINS = 5_000;

  private final AtomicReference<State> state = new AtomicReference<>(State.IDLE);
  private final Patience patience = new Patience(SPINS);
  private volatile boolean dismissed;
  private Team team; // these two are handed over by the state
  private int index;

  TeamThread() {
    super("tenon");
    setDaemon(true);
  }

  /** Whether it is idle, and now promised to the caller, who must let it {@link #begin}. */
  boolean promise() {
    return state.get() == State.IDLE && state.compareAndSet(State.IDLE, State.PROMISED);
  }

  /** Begins to work for a team, as the member of this index. */
  void begin(Team with, int as) {
    team = with;
    index = as;
    state.set(State.WORKING);
    patience.wake();
  }

  /** Ends the thread, once it has done what it promised. */
  void dismiss() {
    dismissed = true;
    patience.wake();
  }

  @Override
  public void run() {
    while (isWanted()) {
      Team with = team;
      with.work(index);
      Thread.interrupted(); // whoever interrupted it meant a work that is over
      state.set(State.IDLE); // before the caller goes on, who may call again at once
      with.leave();
    }
  }

  /** Waits for work; false if there won't be any. */
  private boolean isWanted() {
    boolean gone = false;
    for (int turn = 0; state.get() != State.WORKING && !gone; turn++) {
      patience.turn(turn);
      gone = dismissed && state.compareAndSet(State.IDLE, State.GONE);
    }
    patience.end();
    return !gone;
  }
}

package io.tenon.compiled;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Threads that do one work together: the caller, and those that were idle when it called. Reused
 * from call to call, so that a call allocates nothing.
 *
 * <p>Members meet at a barrier that counts its rounds: who comes last begins the next one, all
 * others wait for that. If a member fails it never comes, so the others' wait ends with an
 * exception of its own, and the caller gets the first failure, the others suppressed in it.
 */
final class Team {
  private final AtomicInteger arrived = new AtomicInteger();
  private final AtomicInteger working = new AtomicInteger(); // members but the caller
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private volatile int round;
  private Member[] members = {new Member(this, 0)};
  private TeamThread[] hired = {null}; // by the index of their member
  private int size = 1;
  private Work<?> work;
  private Object subject;

  /** How many members it has. */
  int size() {
    return size;
  }

  /** The member that is the caller. */
  Member caller() {
    return members[0];
  }

  /** Makes room for so many members. */
  void reserve(int most) {
    int before = members.length;
    if (before < most) {
      hired = Arrays.copyOf(hired, most);
      Member[] more = Arrays.copyOf(members, most);
      for (int i = before; i < most; i++) {
        more[i] = new Member(this, i);
      }
      members = more;
    }
  }

  /** Takes a thread that has promised to {@link TeamThread#begin}; there is room for it. */
  void add(TeamThread thread) {
    hired[size++] = thread;
  }

  /**
   * Does a work with all members and is then the caller's alone again.
   *
   * @throws RuntimeException what a member threw, or the {@link Error}
   */
  <T> void run(Work<T> all, T of) {
    work = all;
    subject = of;
    working.set(size - 1);
    for (int i = 1; i < size; i++) {
      hired[i].begin(this, i);
    }
    work(0);
    Patience patience = caller().patience();
    for (int turn = 0; working.get() > 0; turn++) {
      patience.turn(turn);
    }
    patience.end();
    Throwable failed = failure.get();
    disband();
    if (failed instanceof Error error) {
      throw error;
    }
    if (failed instanceof RuntimeException exception) {
      throw exception;
    }
  }

  private void disband() {
    Arrays.fill(hired, null);
    size = 1;
    work = null;
    subject = null;
    arrived.set(0);
    failure.set(null);
  }

  /** Does the part of a member. */
  void work(int index) {
    try {
      run(work, members[index]);
    } catch (BrokenTeamException e) {
      // the one that failed has kept why
    } catch (Throwable e) { // whatever it is, the caller gets it
      fail(e);
    }
  }

  @SuppressWarnings("unchecked") // what run was given
  private <T> void run(Work<T> own, Member member) {
    own.run((T) subject, member);
  }

  /** A hired member has ended. From here on the team may be at its next call. */
  void leave() {
    Patience caller = caller().patience();
    if (working.decrementAndGet() == 0) {
      caller.wake();
    }
  }

  /** Waits until all members are here. */
  void meet(Member member) {
    int now = round;
    if (arrived.incrementAndGet() == size) {
      arrived.set(0);
      round = now + 1;
      wakeAll();
      return;
    }
    Patience patience = member.patience();
    for (int turn = 0; round == now && failure.get() == null; turn++) {
      patience.turn(turn);
    }
    patience.end();
    if (round == now) {
      throw BrokenTeamException.INSTANCE;
    }
  }

  private void fail(Throwable e) {
    if (!failure.compareAndSet(null, e) && failure.get() != e) {
      failure.get().addSuppressed(e);
    }
    wakeAll();
  }

  private void wakeAll() {
    for (int i = 0; i < size; i++) {
      members[i].patience().wake();
    }
  }
}

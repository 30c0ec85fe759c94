package io.tenon.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Members of a team: what one writes before they meet, all others read behind it. */
@Timeout(60)
class TeamTest {
  private static final int ROUNDS = 300;

  @AfterEach
  void oneThreadAgain() {
    Threads.setNumThreads(1);
  }

  @Test
  void partsAreDisjointAndEverything() {
    for (int threads : new int[] {1, 2, 3, 5}) {
      Threads.setNumThreads(threads);
      for (int count : new int[] {0, 1, 2, 7, 64, 1_000_003}) {
        for (int together : new int[] {1, 4, 16}) {
          int[][] parts = new int[threads][];
          run(
              threads,
              member ->
                  parts[member.index()] =
                      together == 1
                          ? new int[] {member.first(count), member.end(count)}
                          : new int[] {member.first(count, together), member.end(count, together)});
          int at = 0;
          for (int[] part : parts) {
            assertThat(part[0]).isEqualTo(at);
            assertThat(part[0] % together).isZero();
            assertThat(part[1] - part[0])
                .satisfiesAnyOf(
                    size -> assertThat(size).isZero(),
                    size -> assertThat(size).isGreaterThanOrEqualTo(Math.min(count, together)));
            at = part[1];
          }
          assertThat(at).isEqualTo(count);
        }
      }
    }
  }

  /** Also with far more threads than cores, where most of them wait parked. */
  @Test
  void membersSeeWhatOthersWroteBeforeTheyMet() {
    for (int threads : new int[] {1, 2, 3, 16}) {
      Threads.setNumThreads(threads);
      int[] written = new int[threads]; // no volatile: meeting is what publishes
      AtomicInteger wrong = new AtomicInteger();
      Team team = new Team();
      for (int call = 0; call < 20; call++) {
        Threads.current()
            .run(
                team,
                threads,
                (of, member) -> {
                  for (int round = 1; round <= ROUNDS; round++) {
                    written[member.index()] = round;
                    member.meet();
                    for (int i = 0; i < team.size(); i++) {
                      if (written[i] != round) {
                        wrong.incrementAndGet();
                      }
                    }
                    member.meet();
                  }
                },
                null);
        assertThat(team.size()).isOne();
      }
      assertThat(wrong).as("on %d threads", threads).hasValue(0);
    }
  }

  @Test
  void aFailureEndsTheWaitOfTheOthers() {
    Threads.setNumThreads(3);
    Team team = new Team();
    for (int failing = 0; failing < 3; failing++) {
      for (boolean error : new boolean[] {false, true}) {
        int bad = failing;
        AtomicInteger passed = new AtomicInteger();
        assertThatThrownBy(
                () ->
                    Threads.current()
                        .run(
                            team,
                            3,
                            (of, member) -> {
                              member.meet();
                              if (member.index() == bad) {
                                if (error) {
                                  throw new AssertionError("member " + bad);
                                }
                                throw new IllegalStateException("member " + bad);
                              }
                              member.meet();
                              passed.incrementAndGet();
                            },
                            null))
            .isInstanceOf(error ? AssertionError.class : IllegalStateException.class)
            .hasMessage("member " + bad)
            .hasNoSuppressedExceptions();
        assertThat(passed).hasValue(0);
        AtomicInteger again = new AtomicInteger();
        Threads.current()
            .run(
                team,
                3,
                (of, member) -> {
                  member.meet();
                  again.incrementAndGet();
                },
                null);
        assertThat(again).as("members of the next call").hasValue(3);
      }
    }
  }

  @Test
  void aTeamOutlivesItsThreads() {
    Threads.setNumThreads(3);
    AtomicInteger ended = new AtomicInteger();
    run(
        3,
        member -> {
          member.meet();
          if (member.isFirst()) {
            Threads.setNumThreads(1);
          }
          for (int round = 0; round < ROUNDS; round++) {
            member.meet();
          }
          ended.incrementAndGet();
        });
    assertThat(ended).hasValue(3);
  }

  @Test
  void whoIsBusyIsNoMember() throws InterruptedException {
    Threads.setNumThreads(3);
    CountDownLatch busy = new CountDownLatch(3);
    CountDownLatch over = new CountDownLatch(1);
    Thread other =
        new Thread(
            () ->
                run(
                    3,
                    member -> {
                      busy.countDown();
                      await(over);
                    }));
    other.start();
    await(busy);
    AtomicInteger members = new AtomicInteger();
    run(
        3,
        member -> {
          members.incrementAndGet();
          member.meet();
        });
    assertThat(members).hasValue(1);
    over.countDown();
    other.join();
  }

  @Test
  void teamsNestAndManyCallAtOnce() throws InterruptedException {
    Threads.setNumThreads(4);
    AtomicReference<Throwable> failure = new AtomicReference<>();
    AtomicInteger inner = new AtomicInteger();
    List<Thread> callers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Thread caller =
          new Thread(
              () -> {
                try {
                  for (int call = 0; call < 50; call++) {
                    int[] calls = new int[4];
                    run(
                        4,
                        member -> {
                          member.meet();
                          run(2, nested -> nested.meet());
                          calls[member.index()]++;
                          member.meet();
                        });
                    inner.addAndGet(Arrays.stream(calls).sum());
                  }
                } catch (Throwable e) {
                  failure.set(e);
                }
              });
      callers.add(caller);
      caller.start();
    }
    for (Thread caller : callers) {
      caller.join(TimeUnit.SECONDS.toMillis(30));
      assertThat(caller.isAlive()).as("a caller still waits").isFalse();
    }
    assertThat(failure.get()).isNull();
    assertThat(inner.get()).isBetween(4 * 50, 4 * 4 * 50);
  }

  @Test
  void anInterruptEndsNoMeetingAndIsKept() {
    Threads.setNumThreads(2);
    Thread caller = Thread.currentThread();
    AtomicInteger met = new AtomicInteger();
    run(
        2,
        member -> {
          if (!member.isFirst()) {
            caller.interrupt();
            pause(50); // the caller parks, although it is interrupted
          }
          member.meet();
          met.incrementAndGet();
        });
    assertThat(met).hasValue(2);
    assertThat(Thread.interrupted()).as("interrupted").isTrue();
  }

  private interface Part {
    void run(Member member);
  }

  private static void run(int most, Part part) {
    Threads.current().run(new Team(), most, (of, member) -> part.run(member), null);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void pause(int milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

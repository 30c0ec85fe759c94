package io.tenon.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Splitting a call between threads: everything done once, everything waited for, nothing lost. */
@Timeout(60)
class ThreadsTest {
  @AfterEach
  void oneThreadAgain() {
    Threads.setNumThreads(1);
  }

  @Test
  void everyPartIsDoneOnce() {
    for (int threads : new int[] {1, 2, 3, 8}) {
      Threads.setNumThreads(threads);
      assertThat(Threads.getNumThreads()).isEqualTo(threads);
      for (int parts : new int[] {0, 1, 2, 3, 8, 100}) {
        AtomicIntegerArray done = new AtomicIntegerArray(parts);
        run(parts, done::incrementAndGet);
        for (int part = 0; part < parts; part++) {
          assertThat(done.get(part)).as("part %d of %d, %d threads", part, parts, threads).isOne();
        }
      }
    }
  }

  @Test
  void partsRunAtTheSameTime() {
    Threads.setNumThreads(3);
    CountDownLatch allHere = new CountDownLatch(3);
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    run(
        3,
        part -> {
          threads.add(Thread.currentThread());
          allHere.countDown();
          await(allHere); // ends only if each part has a thread of its own
        });
    assertThat(threads).hasSize(3).contains(Thread.currentThread());
    assertThat(threads.stream().filter(thread -> thread != Thread.currentThread()))
        .allMatch(Thread::isDaemon);
  }

  @Test
  void fewerThanOneThreadIsRefused() {
    for (int count : new int[] {0, -1}) {
      assertThatThrownBy(() -> Threads.setNumThreads(count))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("set_num_threads expects a positive number, but got " + count);
    }
    assertThat(Threads.getNumThreads()).isOne();
  }

  @Test
  void failuresAreThrownWhenAllPartsHaveEnded() {
    Threads.setNumThreads(4);
    List<Set<Integer>> failing =
        List.of(Set.of(0), Set.of(1), Set.of(3), Set.of(0, 3), Set.of(0, 1, 2, 3));
    for (Set<Integer> bad : failing) {
      for (boolean error : new boolean[] {false, true}) {
        AtomicInteger ended = new AtomicInteger();
        CountDownLatch begun = new CountDownLatch(4);
        assertThatThrownBy(
                () ->
                    run(
                        4,
                        part -> {
                          begun.countDown();
                          await(begun); // each part has a thread, the caller has one of them
                          if (bad.contains(part)) {
                            ended.incrementAndGet();
                            if (error) {
                              throw new AssertionError("part " + part);
                            }
                            throw new IllegalStateException("part " + part);
                          }
                          pause(30);
                          ended.incrementAndGet();
                        }))
            .isInstanceOf(error ? AssertionError.class : IllegalStateException.class)
            .satisfies(
                e -> {
                  List<String> messages = new ArrayList<>(List.of(e.getMessage()));
                  Arrays.stream(e.getSuppressed())
                      .map(Throwable::getMessage)
                      .forEach(messages::add);
                  assertThat(messages)
                      .containsExactlyInAnyOrderElementsOf(
                          bad.stream().map(part -> "part " + part).toList());
                });
        assertThat(ended).as("parts ended, failing %s", bad).hasValue(4);
      }
    }
  }

  @Test
  void theSameExceptionFromEveryPartIsThrownOnce() {
    Threads.setNumThreads(2);
    IllegalStateException one = new IllegalStateException("one");
    assertThatThrownBy(
            () ->
                run(
                    5,
                    part -> {
                      throw one;
                    }))
        .isSameAs(one)
        .hasNoSuppressedExceptions();
    AtomicInteger done = new AtomicInteger();
    run(5, part -> done.incrementAndGet());
    assertThat(done).as("parts done after a failure").hasValue(5);
  }

  @Test
  void anInterruptIsKeptAndEndsNothing() {
    Threads.setNumThreads(2);
    AtomicInteger ended = new AtomicInteger();
    CountDownLatch begun = new CountDownLatch(2);
    Thread caller = Thread.currentThread();
    run(
        2,
        part -> {
          begun.countDown();
          await(begun);
          if (Thread.currentThread() != caller) {
            caller.interrupt();
            pause(50);
          }
          ended.incrementAndGet();
        });
    assertThat(ended).hasValue(2);
    assertThat(Thread.interrupted()).as("interrupted").isTrue();
  }

  @Test
  void callsNest() {
    for (int threads : new int[] {2, 3}) {
      Threads.setNumThreads(threads);
      AtomicInteger done = new AtomicInteger();
      run(6, i -> run(6, j -> run(6, k -> done.incrementAndGet())));
      assertThat(done).hasValue(216);
    }
  }

  @Test
  void threadsAreSetWhileCallsRun() throws InterruptedException {
    AtomicBoolean stop = new AtomicBoolean();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    AtomicInteger calls = new AtomicInteger();
    List<Thread> callers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Thread caller =
          new Thread(
              () -> {
                try {
                  while (!stop.get()) {
                    AtomicInteger done = new AtomicInteger();
                    run(7, part -> done.incrementAndGet());
                    assertThat(done).hasValue(7);
                    calls.incrementAndGet();
                  }
                } catch (Throwable e) {
                  failure.set(e);
                }
              });
      callers.add(caller);
      caller.start();
    }
    Random random = new Random(1);
    for (int i = 0; i < 1000; i++) {
      Threads.setNumThreads(1 + random.nextInt(4));
    }
    stop.set(true);
    for (Thread caller : callers) {
      caller.join(TimeUnit.SECONDS.toMillis(20));
      assertThat(caller.isAlive()).as("a caller still waits for its parts").isFalse();
    }
    assertThat(failure.get()).isNull();
    assertThat(calls.get()).isPositive();
  }

  @Test
  void aCallOutlivesItsPool() {
    Threads.setNumThreads(3);
    Threads old = Threads.current();
    Threads.setNumThreads(1);
    AtomicInteger done = new AtomicInteger();
    run(old, 3, part -> done.incrementAndGet());
    assertThat(done).hasValue(3);
  }

  /** Numbered parts, divided between as many members as there are threads for. */
  private static void run(int parts, IntConsumer work) {
    run(Threads.current(), parts, work);
  }

  private static void run(Threads threads, int parts, IntConsumer work) {
    Work<IntConsumer> each =
        (of, member) -> {
          for (int part = member.first(parts); part < member.end(parts); part++) {
            of.accept(part);
          }
        };
    threads.run(new Team(), parts, each, work);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).as("all parts began").isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void pause(int milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package io.tenon.compiled;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;

/** Numbered parts of a work, each done once by whichever thread takes it first. */
final class SharedWork implements Runnable {
  private final int parts;
  private final IntConsumer work;
  private final AtomicInteger next = new AtomicInteger();
  private final CountDownLatch left;
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  SharedWork(int parts, IntConsumer work) {
    this.parts = parts;
    this.work = work;
    this.left = new CountDownLatch(Math.max(0, parts));
  }

  /** Does parts until none is left to begin. Any number of threads may run it; none throws. */
  @Override
  public void run() {
    for (int part = next.getAndIncrement(); part < parts; part = next.getAndIncrement()) {
      try {
        work.accept(part);
      } catch (Throwable e) { // whatever it is, the caller gets it
        keep(e);
      } finally {
        left.countDown();
      }
    }
  }

  private void keep(Throwable e) {
    if (!failure.compareAndSet(null, e) && failure.get() != e) {
      failure.get().addSuppressed(e);
    }
  }

  /** Waits until all parts have ended, then throws the first failure if there is one. */
  void await() {
    boolean interrupted = false;
    boolean done = false;
    while (!done) {
      try {
        left.await();
        done = true;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    Throwable e = failure.get();
    if (e instanceof Error error) {
      throw error;
    }
    if (e instanceof RuntimeException exception) {
      throw exception;
    }
    if (e != null) {
      throw new IllegalStateException("a part of the batch failed", e);
    }
  }
}

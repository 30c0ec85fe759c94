package io.tenon.compiled;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/**
 * The threads that one call may use, PyTorch's {@code set_num_threads}. One at first: a server that
 * calls a network from many threads needs no more. A batch is split between them at the top; a
 * single sample is not.
 */
public final class Threads {
  private static final Threads ONE = new Threads(1, null);
  private static volatile Threads current = ONE;

  private final int count;
  private final ExecutorService pool;

  private Threads(int count, ExecutorService pool) {
    this.count = count;
    this.pool = pool;
  }

  /**
   * Sets how many threads one call may use, the caller's included.
   *
   * @throws IllegalArgumentException if {@code count} is below 1
   */
  public static synchronized void setNumThreads(int count) {
    if (count < 1) {
      throw new IllegalArgumentException(
          "set_num_threads expects a positive number, but got " + count);
    }
    Threads old = current;
    if (count == old.count) {
      return;
    }
    current =
        count == 1
            ? ONE
            : new Threads(count, Executors.newFixedThreadPool(count - 1, Threads::daemon));
    if (old.pool != null) {
      old.pool.shutdown();
    }
  }

  /** How many threads one call may use. */
  public static int getNumThreads() {
    return current.count;
  }

  static Threads current() {
    return current;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "tenon");
    thread.setDaemon(true);
    return thread;
  }

  /** Into how many parts a batch is split. */
  int parts(int samples) {
    return Math.min(count, samples);
  }

  /** Does parts 0 to {@code parts - 1}, the last one in the calling thread, and waits for all. */
  void run(int parts, IntConsumer work) {
    List<Future<?>> others = new ArrayList<>(parts - 1);
    for (int part = 0; part < parts - 1; part++) {
      int mine = part;
      Callable<Void> task =
          () -> {
            work.accept(mine);
            return null;
          };
      others.add(pool.submit(task));
    }
    work.accept(parts - 1);
    boolean interrupted = false;
    for (Future<?> other : others) {
      boolean done = false;
      while (!done) {
        try {
          other.get();
          done = true;
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          throw new IllegalStateException("a part of the batch failed", e.getCause());
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

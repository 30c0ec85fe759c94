package io.tenon.compiled;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/**
 * The threads that one call may use, PyTorch's {@code set_num_threads}. One at first: a server that
 * calls a network from many threads needs no more. A batch is split between them at the top; a
 * single sample is not.
 *
 * <p>The caller works too, and takes whatever no other thread has begun. So a call never depends on
 * the pool: it ends even if the pool is shut down meanwhile, or if all its threads are themselves
 * callers.
 */
public final class Threads {
  private static final Threads ONE = new Threads(1, null);
  private static volatile Threads current = ONE;

  private final int count;
  private final ThreadPoolExecutor pool;

  private Threads(int count, ThreadPoolExecutor pool) {
    this.count = count;
    this.pool = pool;
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
    if (count == old.count) {
      return;
    }
    current = count == 1 ? ONE : new Threads(count, pool(count - 1));
    if (old.pool != null) {
      old.pool.shutdown();
    }
  }

  private static ThreadPoolExecutor pool(int threads) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> {
              Thread thread = new Thread(work, "tenon");
              thread.setDaemon(true);
              return thread;
            });
    try {
      pool.prestartAllCoreThreads(); // the first call shouldn't pay for it
      return pool;
    } catch (Throwable e) { // no more threads to be had
      pool.shutdown();
      throw e;
    }
  }

  /** How many threads one call may use. */
  public static int getNumThreads() {
    return current.count;
  }

  static Threads current() {
    return current;
  }

  /** Into how many parts a batch is split. */
  int parts(int samples) {
    return Math.min(count, samples);
  }

  /**
   * Does parts 0 to {@code parts - 1} and waits for all, in the calling thread too. An interrupt
   * doesn't end the wait; it is kept.
   *
   * <p>If parts fail, the first failure is thrown when all parts have ended, the others suppressed
   * in it.
   */
  void run(int parts, IntConsumer work) {
    SharedWork shared = new SharedWork(parts, work);
    try {
      for (int helper = 1; helper < Math.min(parts, count); helper++) {
        pool.execute(shared);
      }
    } catch (RejectedExecutionException e) {
      // setNumThreads has shut the pool down since this call took it: the caller does the rest
    }
    shared.run();
    shared.await();
  }
}

package io.tenon.samples.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The most multiply-adds that the machine can do: sixteen sums in registers, no memory. 10⁹
 * operations a second, of all threads together, a multiply-add counting as two.
 */
final class Peak implements Engine {
  static final String NAME = "PEAK";

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int SUMS = 16;
  private static final int STEPS = 400_000;
  private static final int REPEATS = 10;

  private final ExecutorService pool;
  private final CyclicBarrier start;
  private final int threads;
  private double measured;
  private volatile float sink;

  Peak(int threads) {
    this.threads = threads;
    this.start = new CyclicBarrier(threads);
    this.pool =
        Executors.newFixedThreadPool(
            threads,
            work -> {
              Thread thread = new Thread(work, "peak");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** The best of some repeats. */
  double measured() throws Exception {
    run();
    return measured;
  }

  @Override
  public void run() throws Exception {
    List<Future<Double>> rates = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      rates.add(pool.submit(this::rate));
    }
    double sum = 0;
    for (Future<Double> rate : rates) {
      sum += rate.get();
    }
    measured = sum;
  }

  private double rate() throws Exception {
    start.await();
    double best = 0;
    for (int i = 0; i < REPEATS; i++) {
      long begin = System.nanoTime();
      sink = sums(STEPS, 1e-9f * i);
      long nanos = System.nanoTime() - begin;
      best = Math.max(best, operations(STEPS) / nanos);
    }
    return best;
  }

  @Override
  public float[] result() {
    return new float[] {(float) measured};
  }

  /** The operations of so many steps. */
  static double operations(int steps) {
    return 2.0 * SUMS * SPECIES.length() * steps;
  }

  /** One loop, as C2 needs it to keep all sums in registers. */
  static float sums(int steps, float seed) {
    FloatVector a = FloatVector.broadcast(SPECIES, seed);
    FloatVector b = FloatVector.broadcast(SPECIES, 0.5f);
    FloatVector s0 = a;
    FloatVector s1 = a;
    FloatVector s2 = a;
    FloatVector s3 = a;
    FloatVector s4 = a;
    FloatVector s5 = a;
    FloatVector s6 = a;
    FloatVector s7 = a;
    FloatVector s8 = a;
    FloatVector s9 = a;
    FloatVector s10 = a;
    FloatVector s11 = a;
    FloatVector s12 = a;
    FloatVector s13 = a;
    FloatVector s14 = a;
    FloatVector s15 = a;
    for (int i = 0; i < steps; i++) {
      s0 = a.fma(b, s0);
      s1 = a.fma(b, s1);
      s2 = a.fma(b, s2);
      s3 = a.fma(b, s3);
      s4 = a.fma(b, s4);
      s5 = a.fma(b, s5);
      s6 = a.fma(b, s6);
      s7 = a.fma(b, s7);
      s8 = a.fma(b, s8);
      s9 = a.fma(b, s9);
      s10 = a.fma(b, s10);
      s11 = a.fma(b, s11);
      s12 = a.fma(b, s12);
      s13 = a.fma(b, s13);
      s14 = a.fma(b, s14);
      s15 = a.fma(b, s15);
    }
    FloatVector low = s0.add(s1).add(s2).add(s3).add(s4).add(s5).add(s6).add(s7);
    FloatVector high = s8.add(s9).add(s10).add(s11).add(s12).add(s13).add(s14).add(s15);
    float[] all = new float[SPECIES.length()];
    low.add(high).intoArray(all, 0);
    return all[0];
  }
}

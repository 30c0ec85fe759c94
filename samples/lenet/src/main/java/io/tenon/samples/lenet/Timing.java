package io.tenon.samples.lenet;

import io.tenon.Tensor;
import io.tenon.nn.NnModule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Time per image, eager and generated side by side: medians over rounds in turn. */
final class Timing {
  private static final int ROUNDS = 15;
  private static final long ROUND_NANOS = 20_000_000;
  private static final long WARM_UP_NANOS = 100_000_000;

  /** Warm-up ends when so many rounds in a row were no faster than the fastest before. */
  private static final int STEADY_ROUNDS = 7;

  private static final int MOST_ROUNDS = 60;

  /** Microseconds per image. */
  record Result(int batch, double eager, double generated) {}

  private Timing() {}

  /** Times the network on the first images, {@code batch} at a time. */
  static Result of(NnModule network, Samples samples, int batch) {
    Tensor x = samples.input(0, Math.min(batch, samples.count()));
    Tensor result = Tensor.zeros(x.size(0), Samples.CLASSES);
    List<Runnable> engines = List.of(() -> network.eager(x), () -> network.callInto(x, result));
    List<double[]> times = new ArrayList<>();
    for (Runnable engine : engines) {
      warmUp(engine);
      times.add(new double[ROUNDS]);
    }
    for (int round = 0; round < ROUNDS; round++) {
      for (int e = 0; e < engines.size(); e++) {
        times.get(e)[round] = perCall(engines.get(e), ROUND_NANOS);
      }
    }
    double perImage = 1e-3 / x.size(0);
    return new Result(x.size(0), median(times.get(0)) * perImage, median(times.get(1)) * perImage);
  }

  /**
   * Until the JVM has compiled all that it will, which a fixed time is not enough for everywhere.
   */
  private static void warmUp(Runnable engine) {
    double fastest = Double.MAX_VALUE;
    int steady = 0;
    for (int round = 0; round < MOST_ROUNDS && steady < STEADY_ROUNDS; round++) {
      double time = perCall(engine, WARM_UP_NANOS);
      steady = time < 0.95 * fastest ? 0 : steady + 1;
      fastest = Math.min(fastest, time);
    }
  }

  /** Nanoseconds per call, over at least {@code nanos}. */
  private static double perCall(Runnable engine, long nanos) {
    long start = System.nanoTime();
    long now = start;
    int calls = 0;
    while (now - start < nanos) {
      engine.run();
      calls++;
      now = System.nanoTime();
    }
    return (double) (now - start) / calls;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}

package io.tenon.samples.benchmarks;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** The peak on each number of threads, measured between the rounds of the whole run. */
final class PeakMeter implements AutoCloseable {
  private final Bench bench;
  private final Map<Integer, Child> children = new TreeMap<>();
  private final Map<Integer, Double> best = new TreeMap<>();

  PeakMeter(Bench bench) {
    this.bench = bench;
  }

  /** Measures once more. */
  void measure(int threads) throws IOException {
    Child child = children.get(threads);
    if (child == null) {
      child = bench.startPeak(threads);
      children.put(threads, child);
      for (int i = 0; i < 10; i++) { // C2 comes after some
        child.numbers("round 1");
      }
    }
    best.merge(threads, child.numbers("round 1")[0], Math::max);
  }

  /** The best so far, in 10⁹ operations a second, by threads. */
  Map<Integer, Double> best() {
    return best;
  }

  @Override
  public void close() {
    children.values().forEach(Child::close);
  }
}

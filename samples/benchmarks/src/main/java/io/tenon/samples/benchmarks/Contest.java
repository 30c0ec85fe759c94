package io.tenon.samples.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * All engines on one workload: each in a process of its own, results compared first, then timed
 * round by round in turn, so that whatever else the machine does meets all of them.
 */
final class Contest implements AutoCloseable {
  private static final double TOLERANCE = 1e-3; // of the largest element
  private static final int MOST_CALLS = 100_000;
  private static final int PAUSE_MILLIS = 5; // the threads of the one before may spin so long

  private final Workload workload;
  private final Workload.Case load;
  private final Effort effort;
  private final Map<Contender, Child> children = new EnumMap<>(Contender.class);
  private final Map<Contender, Boolean> steady = new EnumMap<>(Contender.class);

  /** Starts the processes. */
  Contest(Bench bench, Workload workload, Workload.Case load, List<Contender> contenders)
      throws IOException {
    this.workload = workload;
    this.load = load;
    this.effort = bench.effort();
    for (Contender contender : contenders) {
      children.put(contender, bench.start(contender, workload, load));
    }
  }

  /** Rows without a share of the peak, which is known at the end of the run. */
  List<Row> run(PeakMeter peak) throws IOException, InterruptedException {
    compare();
    Map<Contender, Integer> calls = new EnumMap<>(Contender.class);
    Map<Contender, List<double[]>> times = new EnumMap<>(Contender.class);
    for (Contender contender : children.keySet()) {
      double[] warm = children.get(contender).numbers("warm " + effort.warmMillis());
      double fitting = effort.roundMillis() * 1e6 / warm[0];
      double least = Math.ceil((double) effort.leastCalls() / effort.rounds());
      calls.put(contender, (int) Math.max(least, Math.min(MOST_CALLS, fitting)));
      steady.put(contender, warm[1] == 1);
      times.put(contender, new ArrayList<>());
    }
    for (int round = 0; round < effort.rounds(); round++) {
      for (Contender contender : children.keySet()) {
        Thread.sleep(PAUSE_MILLIS);
        times.get(contender).add(children.get(contender).numbers("round " + calls.get(contender)));
      }
      peak.measure(load.threads());
    }
    return rows(calls, times);
  }

  private List<Row> rows(Map<Contender, Integer> calls, Map<Contender, List<double[]>> times)
      throws IOException {
    List<Row> rows = new ArrayList<>();
    for (Contender contender : children.keySet()) {
      double[] sorted = times.get(contender).stream().flatMapToDouble(Arrays::stream).toArray();
      Arrays.sort(sorted);
      Child child = children.get(contender);
      String[] note = child.ask("note").split(" ", 2);
      double median = sorted[sorted.length / 2] / 1e3;
      rows.add(
          new Row(
              workload.name(),
              load.batch(),
              load.threads(),
              contender.title,
              note[0],
              median,
              sorted[(int) Math.ceil(0.99 * sorted.length) - 1] / 1e3,
              best(times.get(contender)) / 1e3,
              rows.isEmpty() ? 1 : median / rows.get(0).medianUs(),
              0,
              (long) child.numbers("bytes " + Math.min(100, calls.get(contender)))[0],
              note(note.length == 1 ? "" : note[1], steady.get(contender))));
    }
    return rows;
  }

  private static String note(String given, boolean steady) {
    String late = steady ? "" : "was still getting faster when it was measured";
    return given.isEmpty() || late.isEmpty() ? given + late : given + "; " + late;
  }

  /** The smallest median of a round. */
  private static double best(List<double[]> rounds) {
    double best = Double.MAX_VALUE;
    for (double[] round : rounds) {
      double[] sorted = round.clone();
      Arrays.sort(sorted);
      best = Math.min(best, sorted[sorted.length / 2]);
    }
    return best;
  }

  /** No engine is timed that computes something else. */
  private void compare() throws IOException {
    double[] expected = null;
    for (Map.Entry<Contender, Child> each : children.entrySet()) {
      double[] result = each.getValue().numbers("result");
      if (expected == null) {
        expected = result;
        continue;
      }
      double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
      double difference = result.length == expected.length ? 0 : Double.POSITIVE_INFINITY;
      for (int i = 0; i < expected.length && difference < Double.POSITIVE_INFINITY; i++) {
        difference = Math.max(difference, Math.abs(result[i] - expected[i]));
      }
      if (!(difference <= TOLERANCE * largest)) {
        throw new IllegalStateException(
            String.format(
                Locale.ROOT,
                "%s with batch %d: the results of %s and %s differ by %.2e; at most %.2e is allowed",
                workload.name(),
                load.batch(),
                each.getKey().title,
                Contender.TENON.title,
                difference,
                TOLERANCE * largest));
      }
    }
  }

  /** Ends the processes. */
  @Override
  public void close() {
    children.values().forEach(Child::close);
  }
}

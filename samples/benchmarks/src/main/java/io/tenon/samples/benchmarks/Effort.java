package io.tenon.samples.benchmarks;

/**
 * How long is measured.
 *
 * @param warmMillis an engine is warmed up until its times are steady, for so long at most
 * @param rounds how often each engine has its turn
 * @param roundMillis how long a turn is
 * @param leastCalls each row is of so many calls at least: of 100, the slowest is the 99th
 *     percentile
 * @param repeats how often what takes a process of its own is repeated
 */
record Effort(int warmMillis, int rounds, int roundMillis, int leastCalls, int repeats) {
  static final Effort QUICK = new Effort(1_500, 5, 40, 10, 3);
  static final Effort FULL = new Effort(10_000, 20, 150, 100, 7);
}

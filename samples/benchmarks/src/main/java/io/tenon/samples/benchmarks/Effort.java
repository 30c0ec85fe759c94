package io.tenon.samples.benchmarks;

/**
 * How long is measured.
 *
 * @param warmMillis an engine is warmed up until its times are steady, for so long at most
 * @param rounds how often each engine has its turn
 * @param roundMillis how long a turn is
 * @param repeats how often what takes a process of its own is repeated
 */
record Effort(int warmMillis, int rounds, int roundMillis, int repeats) {
  static final Effort QUICK = new Effort(1_500, 5, 40, 3);
  static final Effort FULL = new Effort(10_000, 21, 150, 7);
}

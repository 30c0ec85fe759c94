package io.tenon.samples.benchmarks;

/**
 * What a run should show, and what it did.
 *
 * @param goal what was compared: {@code lenet, batch 1, 1 thread: times as fast as ONNX Runtime}
 * @param bar the least or the most that holds: {@code >= 3.0}
 * @param found what this run found
 */
record Goal(String goal, String bar, double found, boolean held) {
  /** A goal that holds from {@code bar} up. */
  static Goal atLeast(String goal, double bar, double found) {
    return new Goal(goal, ">= " + bar, found, found >= bar);
  }

  /** A goal that holds up to {@code bar}. */
  static Goal atMost(String goal, double bar, double found) {
    return new Goal(goal, "<= " + bar, found, found <= bar);
  }
}

package io.tenon.samples.benchmarks;

/** A network with its input, ready to run; what {@link Worker} measures. */
interface Engine {
  /** Computes the result for the input. */
  void run() throws Exception;

  /** What the last {@link #run} computed. */
  float[] result() throws Exception;

  /** What a reader of the figures should know; "" if nothing. */
  default String note() {
    return "";
  }
}

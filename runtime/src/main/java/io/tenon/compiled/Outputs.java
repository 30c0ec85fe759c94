package io.tenon.compiled;

import io.tenon.Tensor;

/**
 * Where the results of one call, or of some samples of it, go. Reused, so that a call allocates
 * nothing.
 */
public final class Outputs {
  private Tensor y;
  private Tensor[] more;
  private int from;
  private int samplesOfAll;

  Outputs() {}

  /**
   * Takes the tensors that a call of {@code samples} fills: {@code y}, then {@code more}, null for
   * none.
   */
  void take(Tensor first, Tensor[] others, int samples) {
    y = first;
    more = others;
    from = 0;
    samplesOfAll = samples;
  }

  /** Takes another's results from sample {@code first} on. */
  void take(Outputs all, int first) {
    y = all.y;
    more = all.more;
    from = first;
    samplesOfAll = all.samplesOfAll;
  }

  /** Lets go of the results. */
  void forget() {
    y = null;
    more = null;
  }

  private Tensor tensor(int output) {
    return output == 0 ? y : more[output - 1];
  }

  /** The elements of a result. */
  public float[] floats(int output) {
    return tensor(output).floats();
  }

  /** Where the first sample begins in a result's elements. */
  public int at(int output) {
    Tensor tensor = tensor(output);
    return tensor.offset() + (from == 0 ? 0 : tensor.numel() / samplesOfAll * from);
  }
}

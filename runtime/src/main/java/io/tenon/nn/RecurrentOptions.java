package io.tenon.nn;

/**
 * What recurrent layers have in common beside their sizes, PyTorch's keyword arguments; each method
 * returns this.
 */
public final class RecurrentOptions {
  int numLayers = 1;
  boolean bias = true;
  boolean batchFirst;
  double dropout;
  boolean bidirectional;

  /** No options set. */
  public RecurrentOptions() {}

  /** How many layers stand on each other; 1 unless set. */
  public RecurrentOptions numLayers(int count) {
    numLayers = count;
    return this;
  }

  /** Whether there are biases; true unless set. */
  public RecurrentOptions bias(boolean wanted) {
    bias = wanted;
    return this;
  }

  /** Whether input and output are [N, T, *]; [T, N, *] unless set. States always are [*, N, *]. */
  public RecurrentOptions batchFirst(boolean first) {
    batchFirst = first;
    return this;
  }

  /**
   * With which probability outputs of all layers but the last are dropped in training; 0 unless
   * set.
   *
   * @throws IllegalArgumentException if {@code p} is not between 0 and 1
   */
  public RecurrentOptions dropout(double p) {
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException(
          "dropout should be a number in range [0, 1] representing the probability of an element"
              + " being zeroed");
    }
    dropout = p;
    return this;
  }

  /** Whether each layer also runs from the last step to the first. */
  public RecurrentOptions bidirectional(boolean both) {
    bidirectional = both;
    return this;
  }
}

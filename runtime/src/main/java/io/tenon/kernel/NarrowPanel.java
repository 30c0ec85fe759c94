package io.tenon.kernel;

/**
 * Weights of a convolution with few outputs, for tiles whose lanes are columns of the map rather
 * than outputs: with 6 outputs, {@link Panel}'s blocks of 16 would be empty by more than half.
 * Immutable, shared by threads.
 */
public final class NarrowPanel {
  /** [terms, outputs]; not to be written to. */
  public final float[] weights;

  /** [outputs]; not to be written to. */
  public final float[] bias;

  /** The operand's distance from the start of the input, a number a term; not to be written to. */
  public final int[] offsets;

  /** How many outputs there are. */
  public final int outputs;

  /**
   * Packs the weights of {@code outputs} sums of {@code offsets.length} terms.
   *
   * @param weight {@code weight[o * terms + k]} for output o and term k
   * @param bias one number an output
   * @param offsets where term k's operand lies, relative to the start of the input
   * @throws IllegalArgumentException if an array has another length
   */
  public NarrowPanel(float[] weight, float[] bias, int outputs, int[] offsets) {
    int terms = offsets.length;
    if (weight.length != outputs * terms || bias.length != outputs) {
      throw new IllegalArgumentException(
          weight.length
              + " weights and "
              + bias.length
              + " biases don't fill "
              + outputs
              + " outputs of "
              + terms
              + " terms");
    }
    this.outputs = outputs;
    this.offsets = offsets.clone();
    this.bias = bias.clone();
    this.weights = new float[terms * outputs];
    for (int o = 0; o < outputs; o++) {
      for (int k = 0; k < terms; k++) {
        weights[k * outputs + o] = weight[o * terms + k];
      }
    }
  }
}

package io.tenon.kernel;

import java.util.Arrays;

/**
 * Weights packed for the tiles: blocks of {@link #LANES} outputs, in each block one row of {@code
 * LANES} weights for every term of the sum, and for every term the distance of its operand from the
 * start of the input. The layout is the same on every machine; a machine with shorter vectors takes
 * a row in several.
 *
 * <p>A convolution, a linear layer and a matrix product differ only in their offsets. Immutable,
 * shared by threads.
 */
public final class Panel {
  /** Outputs per block: one AVX-512 vector, two of AVX2, four of NEON. */
  public static final int LANES = 16;

  /** [blocks, terms, LANES]; not to be written to. */
  public final float[] weights;

  /** [blocks, LANES]; not to be written to. */
  public final float[] bias;

  /** The operand's distance from the start of the input, a number a term; not to be written to. */
  public final int[] offsets;

  /** How many blocks of {@link #LANES} outputs there are. */
  public final int blocks;

  /** How many outputs there are. */
  public final int outputs;

  /** How many results a position has: the outputs, or all lanes of all blocks. */
  public final int stored;

  /**
   * Packs the weights of {@code outputs} sums of {@code offsets.length} terms.
   *
   * @param weight the weights, {@code weight[from + o * terms + k]} for output o and term k
   * @param bias one number an output from {@code biasFrom} on, or null for zeros
   * @param offsets where term k's operand lies, relative to the start of the input
   * @param wholeBlocks whether results are stored in whole blocks of {@link #LANES} (the lanes
   *     beyond {@code outputs} get the epilogue of zero); otherwise just {@code outputs} numbers
   *     are
   */
  public Panel(
      float[] weight,
      int from,
      float[] bias,
      int biasFrom,
      int outputs,
      int[] offsets,
      boolean wholeBlocks) {
    int terms = offsets.length;
    this.outputs = outputs;
    this.blocks = (outputs + LANES - 1) / LANES;
    this.stored = wholeBlocks ? blocks * LANES : outputs;
    this.offsets = offsets.clone();
    this.weights = new float[blocks * terms * LANES];
    this.bias = new float[blocks * LANES];
    for (int o = 0; o < outputs; o++) {
      int at = o / LANES * terms * LANES + o % LANES;
      for (int k = 0; k < terms; k++) {
        weights[at + k * LANES] = weight[from + o * terms + k];
      }
    }
    if (bias != null) {
      System.arraycopy(bias, biasFrom, this.bias, 0, outputs);
    }
  }

  /** The offsets 0, 1, 2, … of terms that lie one after the other. */
  public static int[] contiguous(int terms) {
    int[] offsets = new int[terms];
    Arrays.setAll(offsets, k -> k);
    return offsets;
  }
}

package io.tenon.kernel;

import java.util.Arrays;

/**
 * Weights packed for the tiles: blocks of {@link #LANES} outputs, in each block one row of {@code
 * LANES} weights for every term of the sum, and for every term the distance of its operand from the
 * start of the input. The layout is the same on every machine; a machine with shorter vectors takes
 * a row in several.
 *
 * <p>Where the outputs don't fill the last block there are two ways. With whole blocks its other
 * lanes hold zeros. Without, the last block is shifted so that it ends where the outputs end: some
 * outputs are computed in two blocks, to the same number, and a position stores nothing beyond its
 * outputs. No store needs a mask, which would cost more than the work that is done twice.
 *
 * <p>A convolution, a linear layer and a matrix product differ only in their offsets. Immutable but
 * for what the scalar twin makes of it, {@link #rows} and {@link #spread}; shared by threads.
 */
public final class Panel {
  /** Outputs per block: one AVX-512 vector, two of AVX2, four of NEON. */
  public static final int LANES = 16;

  private static final int MANY_AT_ONCE = 32;

  /** So many that a process which goes on with the SIMD twin has hardly come to them. */
  private static final int MANY_POSITIONS = 1_000;

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

  private final boolean shifted;

  /** Positions that the scalar twin computed; some may be lost between threads. */
  private int positions;

  private volatile OutputRows rows;

  private volatile DepthwiseWeights spread;

  /**
   * Packs the weights of {@code outputs} sums of {@code offsets.length} terms.
   *
   * @param weight the weights, {@code weight[from + o * terms + k]} for output o and term k
   * @param bias one number an output from {@code biasFrom} on, or null for zeros
   * @param offsets where term k's operand lies, relative to the start of the input
   * @param wholeBlocks whether results are stored in whole blocks of {@link #LANES} (the lanes
   *     beyond {@code outputs} get zero, or NaN where an operand is not finite); otherwise just
   *     {@code outputs} numbers are, at least {@code LANES}
   * @throws IllegalArgumentException if an array is too short, or if there are fewer than {@code
   *     LANES} outputs and not {@code wholeBlocks}
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
    require("weights", weight, from, (long) outputs * terms);
    if (bias != null) {
      require("biases", bias, biasFrom, outputs);
    }
    if (!wholeBlocks && outputs < LANES) {
      throw new IllegalArgumentException(
          "panel: "
              + outputs
              + " outputs don't fill a block of "
              + LANES
              + ". Fix: store whole blocks in a place of their own and copy the outputs (Rows.copy)");
    }
    this.outputs = outputs;
    this.blocks = (outputs + LANES - 1) / LANES;
    this.stored = wholeBlocks ? blocks * LANES : outputs;
    this.shifted = stored % LANES != 0;
    this.offsets = offsets.clone();
    this.weights = new float[Math.toIntExact((long) blocks * terms * LANES)];
    this.bias = new float[blocks * LANES];
    for (int block = 0; block < blocks; block++) {
      int first = firstOutput(block);
      int lanes = Math.min(LANES, outputs - first);
      for (int c = 0; c < lanes; c++) {
        int at = block * terms * LANES + c;
        int row = from + (first + c) * terms;
        for (int k = 0; k < terms; k++) {
          weights[at + k * LANES] = weight[row + k];
        }
      }
      if (bias != null) {
        System.arraycopy(bias, biasFrom + first, this.bias, block * LANES, lanes);
      }
    }
  }

  private static void require(String what, float[] array, int from, long count) {
    if (count < 0 || from < 0 || from + count > array.length) {
      throw new IllegalArgumentException(
          "panel: needs "
              + count
              + " "
              + what
              + " from element "
              + from
              + " on, but the array has "
              + array.length);
    }
  }

  /**
   * The weights in long rows, for {@code count} more positions; null before there were enough for
   * them to be worth making: a panel may have been packed for this one call.
   */
  OutputRows rows(int count) {
    OutputRows made = rows;
    if (made == null && areMany(count)) {
      made = new OutputRows(this);
      rows = made;
    }
    return made;
  }

  /** The same for depthwise convolutions. */
  DepthwiseWeights spread(int count) {
    DepthwiseWeights made = spread;
    if (made == null && areMany(count)) {
      made = new DepthwiseWeights(this, count);
      spread = made;
    }
    return made;
  }

  private boolean areMany(int count) {
    positions += count;
    return count >= MANY_AT_ONCE || positions >= MANY_POSITIONS;
  }

  /** The output in lane 0 of a block; the last block may begin inside the one before. */
  public int firstOutput(int block) {
    return shifted && block == blocks - 1 ? outputs - LANES : block * LANES;
  }

  /**
   * Where a block's results lie, relative to the position's.
   *
   * @param yBlock the distance between blocks; {@link #LANES} where a position's results lie
   *     together
   */
  public int resultAt(int block, int yBlock) {
    return shifted ? firstOutput(block) : block * yBlock;
  }

  /**
   * Requires that a panel with a shifted last block stores each position's results together.
   *
   * @throws IllegalArgumentException if it doesn't: the block would not touch the one before
   */
  public void requireBlockStep(int yBlock) {
    if (shifted && yBlock != LANES) {
      throw new IllegalArgumentException(
          "panel: without whole blocks a position's "
              + outputs
              + " results lie together, so blocks are "
              + LANES
              + " apart, not "
              + yBlock
              + ". Fix: pack whole blocks");
    }
  }

  /**
   * Requires that every block is one of {@link #LANES} results of its own.
   *
   * @throws IllegalArgumentException if the last block is shifted
   */
  public void requireWholeBlocks() {
    if (shifted) {
      throw new IllegalArgumentException(
          "panel: "
              + outputs
              + " outputs without whole blocks, where whole blocks are stored. Fix: pack whole blocks");
    }
  }

  /** The offsets 0, 1, 2, … of terms that lie one after the other. */
  public static int[] contiguous(int terms) {
    int[] offsets = new int[terms];
    Arrays.setAll(offsets, k -> k);
    return offsets;
  }
}

package io.tenon.kernel;

import java.util.Arrays;

/**
 * Weights of a convolution of kernels of five rows, transformed so that four rows of results take
 * eight products for each of the kernels' columns rather than twenty: Winograd's minimal filtering
 * F(4, 5), along columns. Immutable but for {@link #spread}, and shared by threads.
 *
 * <p>A product of polynomials of degree 3 and 4 takes eight multiplications: eight of its values,
 * here at 0, ±1, ±2, ±1/2 and ∞, determine it, and each is one value of each factor, multiplied. A
 * filter is that same map transposed and takes as many. {@link #weights} are the kernels' columns'
 * values at the eight points; eight rows of the input are combined to one operand for each, and
 * four rows of results from eight sums of products. Rounding is some 1e-6 of the largest result,
 * three times that of plain sums.
 *
 * <p>Lavin, Gray: Fast Algorithms for Convolutional Neural Networks (2015).
 */
public final class FourRowsPanel {
  /** How many rows a kernel has. */
  public static final int KERNEL_ROWS = 5;

  /** How many points there are: as many as rows of the input that four rows of results need. */
  public static final int POINTS = 8;

  private static final int MANY_CALLS = 20_000;

  private static final double[] AT = {1, -1, 2, -2, 0.5, -0.5};
  private static final double[] SCALE = {
    -2 / 9.0, -2 / 9.0, 1 / 90.0, 1 / 90.0, 32 / 45.0, 32 / 45.0
  };

  /**
   * [points, outputs / lanes, terms, lanes], a term for each channel and column; not to be written
   * to.
   */
  public final float[] weights;

  /** A number for each lane; not to be written to. */
  public final float[] bias;

  /** How many outputs lie side by side: a block of {@link Panel#LANES}, or all there are. */
  public final int lanes;

  /** How many blocks of so many lanes there are. */
  public final int blocks;

  /** Where each term's operand lies in a row of the transformed input; not to be written to. */
  public final int[] offsets;

  /** How many channels the input has. */
  public final int channels;

  /** How many columns of the input are read, at least a vector of any machine. */
  public final int reach;

  /** How many columns there are before pooling. */
  public final int columns;

  /**
   * How many positions sums have in a row: the columns, and where lanes of vectors are columns, so
   * many more that no two vectors overlap. A load that meets parts of two stores waits for both.
   */
  public final int sumsRow;

  /** Calls that the scalar twin was asked for; some may be lost between threads. */
  private int calls;

  private volatile FourRowsWeights spread;

  /**
   * Transforms weights.
   *
   * @param weight [outputs, channels, 5, kernelColumns]
   * @param bias [outputs]
   * @param lanes how many outputs lie side by side: all, where lanes of vectors are columns, or
   *     {@link Panel#LANES}, where they are outputs
   * @param columns how many columns of results there are before pooling
   * @throws IllegalArgumentException if an array has another length
   */
  public FourRowsPanel(
      float[] weight,
      float[] bias,
      int outputs,
      int lanes,
      int channels,
      int kernelColumns,
      int columns) {
    int terms = channels * kernelColumns;
    if (weight.length != outputs * terms * KERNEL_ROWS || bias.length != outputs) {
      throw new IllegalArgumentException(
          weight.length
              + " weights and "
              + bias.length
              + " biases don't fill "
              + outputs
              + " outputs of "
              + channels
              + " channels and kernels of 5x"
              + kernelColumns);
    }
    this.lanes = lanes;
    this.blocks = (outputs + lanes - 1) / lanes;
    this.channels = channels;
    this.columns = columns;
    this.reach = reach(kernelColumns, columns);
    this.sumsRow = sumsRow(lanes, columns);
    this.bias = Arrays.copyOf(bias, blocks * lanes);
    this.offsets = new int[terms];
    this.weights = new float[POINTS * blocks * terms * lanes];
    double[] column = new double[KERNEL_ROWS];
    for (int k = 0; k < terms; k++) {
      int channel = k / kernelColumns;
      offsets[k] = channel * reach + k % kernelColumns;
      for (int o = 0; o < outputs; o++) {
        int first = (o * channels + channel) * KERNEL_ROWS * kernelColumns + k % kernelColumns;
        for (int r = 0; r < KERNEL_ROWS; r++) {
          column[r] = weight[first + r * kernelColumns];
        }
        for (int point = 0; point < POINTS; point++) {
          int at = ((point * blocks + o / lanes) * terms + k) * lanes;
          weights[at + o % lanes] = (float) value(column, point);
        }
      }
    }
  }

  private static double value(double[] column, int point) {
    if (point == 0) {
      return column[0];
    }
    if (point == POINTS - 1) {
      return column[KERNEL_ROWS - 1];
    }
    double value = 0;
    for (int r = KERNEL_ROWS - 1; r >= 0; r--) {
      value = value * AT[point - 1] + column[r];
    }
    return value * SCALE[point - 1];
  }

  /**
   * The weights for {@link FourRowsRuns}; null where they would be too many, and in so many calls
   * that a process which goes on with the SIMD twin hardly comes to them.
   */
  FourRowsWeights spread() {
    FourRowsWeights made = spread;
    if (made == null && calls < MANY_CALLS && ++calls == MANY_CALLS) {
      made = FourRowsWeights.of(this);
      spread = made;
    }
    return made;
  }

  /** How many floats lie between the transformed inputs at a point and at the next. */
  public int inputStep() {
    return channels * reach;
  }

  /**
   * Where sums begin in the scratch, behind the transformed input. They are [points, outputs,
   * {@link #sumsRow}] where lanes of vectors are columns, else [points, blocks, columns, lanes].
   */
  public int sums() {
    return POINTS * inputStep();
  }

  /** How many floats lie between the sums at a point and at the next. */
  public int sumsStep() {
    return blocks * lanes * sumsRow;
  }

  /** How much scratch four rows need: for so many outputs, those of whole blocks. */
  public static int scratch(int outputs, int channels, int kernelColumns, int columns) {
    int sums = outputs * sumsRow(outputs, columns);
    return POINTS * (channels * reach(kernelColumns, columns) + sums);
  }

  private static int sumsRow(int lanes, int columns) {
    return lanes < Panel.LANES ? (columns + Panel.LANES - 1) / Panel.LANES * Panel.LANES : columns;
  }

  private static int reach(int kernelColumns, int columns) {
    return Math.max(Panel.LANES, columns + kernelColumns - 1);
  }
}

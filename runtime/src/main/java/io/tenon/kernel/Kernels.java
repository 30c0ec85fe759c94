package io.tenon.kernel;

import io.tenon.op.Arithmetic;

/**
 * The loops that a network's time is spent in. Two twins compute them: {@code scalar}, plain Java,
 * and {@code simd}, the Vector API. They agree within rounding (the order of additions may differ).
 *
 * <p>A process starts on the scalar twin, because the vector classes take longer to load than a
 * small network's first results; after {@value StartingKernels#MULTIPLY_ADDS} multiply-adds it goes
 * on with the {@link #best}. So the last digits of the same result may differ between its first
 * calls and later ones. {@code -Dtenon.kernels=simd} or {@link #use} has it begin as it goes on.
 *
 * <p>Offsets are in elements. Arrays are not checked beyond Java's own bounds checks. Thread-safe;
 * allocates nothing.
 */
public interface Kernels extends LaneKernels, RecurrentKernels, WinogradKernels {
  /** The kernels in plain Java. */
  static Kernels scalar() {
    return ScalarKernels.ONLY;
  }

  /** The fastest kernels that this JVM can run. */
  static Kernels best() {
    return KernelChoice.BEST.kernels();
  }

  /** Why {@link #best} are the fastest this JVM can run, and how to have faster ones. */
  static String reason() {
    return KernelChoice.BEST.reason();
  }

  /**
   * The kernels that everything runs on: the scalar ones at first and then {@link #best}, unless
   * {@link #use} chose others.
   */
  static Kernels active() {
    return ActiveKernels.active;
  }

  /** Makes everything run on {@code kernels} from now on, compiled networks too. */
  static void use(Kernels kernels) {
    ActiveKernels.use(java.util.Objects.requireNonNull(kernels));
  }

  /** {@code scalar} or {@code simd}, with the vector length: {@code simd (512 bits)}. */
  String name();

  /**
   * A row of sums for every output of the panel:
   *
   * <pre>
   * y[yAt + b·yBlock + m·yStep + c] = epilogue(bias[b, c] + Σₖ x[xAt + offsets[k] + m·xStep] · weights[b, k, c])
   * </pre>
   *
   * for m below {@code count}, blocks b and lanes c below 16. A row of a convolution has its
   * columns as m; a linear layer its samples. Where the panel has no whole blocks, a position's
   * results lie together ({@code yBlock} is 16) and its last block at {@link Panel#firstOutput}.
   * Nothing else is written to; {@code y} may not overlap the operands.
   *
   * @throws IllegalArgumentException if the panel has no whole blocks and {@code yBlock} is not 16
   */
  default void rows(
      Panel panel,
      float[] x,
      int xAt,
      int xStep,
      int count,
      float[] y,
      int yAt,
      int yStep,
      int yBlock,
      Epilogue epilogue) {
    blocks(panel, 0, panel.blocks, x, xAt, xStep, count, y, yAt, yStep, yBlock, epilogue);
  }

  /**
   * {@link #rows} for blocks {@code first} to before {@code end} of the panel alone: they read no
   * weights but their own. Others may be made at the same time, unless the last block begins inside
   * the one before.
   *
   * @throws IllegalArgumentException if the panel has no whole blocks and {@code yBlock} is not 16
   */
  void blocks(
      Panel panel,
      int first,
      int end,
      float[] x,
      int xAt,
      int xStep,
      int count,
      float[] y,
      int yAt,
      int yStep,
      int yBlock,
      Epilogue epilogue);

  /**
   * A row of {@link #rows} with 2×2 max-pooling of stride 2 done in registers: the largest of the
   * four sums at m·2, m·2 + 1 and, {@code xRow} further on, the same two below.
   *
   * <pre>
   * y[yAt + b·yBlock + m·16 + c] = epilogue(bias[b, c] + maxᵣ,ₚ Σₖ x[xAt + offsets[k] + r·xRow + (2·m + p)·xStep] · weights[b, k, c])
   * </pre>
   *
   * Every {@link Epilogue} and adding the bias keep order, so the maximum may be taken first. NaN
   * wins, as in PyTorch.
   *
   * @throws IllegalArgumentException if the panel has no whole blocks
   */
  void rowsMaxPool2(
      Panel panel,
      float[] x,
      int xAt,
      int xRow,
      int xStep,
      int count,
      float[] y,
      int yAt,
      int yBlock,
      Epilogue epilogue);

  /**
   * A row of a convolution with few outputs, 2×2 max-pooling of stride 2 done. Lanes are columns,
   * which lie side by side, 1 apart:
   *
   * <pre>
   * y[yAt + o·yOutput + m] = epilogue(bias[o] + maxᵣ,ₚ Σₖ x[xAt + offsets[k] + r·xRow + 2·m + p] · weights[k, o])
   * </pre>
   *
   * for m below {@code count}, which is at least 8. Each output has room for {@code 2·count}
   * numbers: those behind the first {@code count} hold whatever was left of the sums.
   */
  void columnsMaxPool2(
      NarrowPanel panel,
      float[] x,
      int xAt,
      int xRow,
      int count,
      float[] y,
      int yAt,
      int yOutput,
      Epilogue epilogue);

  /**
   * Two rows of a convolution of kernels of five rows, 2×2 max-pooling of stride 2 done, from eight
   * rows of the input, which lies as planes:
   *
   * <pre>
   * y[at(o, h, m)] = epilogue(bias[o] + maxᵣ,ₚ Σ x[xAt + c·xChannel + (2·h + r + i)·xRow + 2·m + p + j] · weight[o, c, i, j])
   * </pre>
   *
   * for h of 0 and 1, and m below half the panel's columns. Where all outputs are the panel's
   * lanes, as in {@link #columnsMaxPool2}, {@code at} is {@code yAt + h·yRow + o·yBlock + m}: there
   * are at least 16 columns, and each row has room for all of them. Those behind the results hold
   * whatever was left. Else it is {@code yAt + h·yRow + b·yBlock + m·16 + lane}.
   *
   * <p>The products are those of {@link FourRowsPanel}: a number that is not finite may make each
   * of the sums NaN that share its column. Of each row of x at least 16 numbers are read.
   *
   * @param scratch where {@link FourRowsPanel#scratch} floats from {@code scratchAt} on are written
   *     to; they may not overlap the operands
   */
  void fourRowsMaxPool2(
      FourRowsPanel panel,
      float[] x,
      int xAt,
      int xRow,
      int xChannel,
      float[] scratch,
      int scratchAt,
      float[] y,
      int yAt,
      int yRow,
      int yBlock,
      Epilogue epilogue);

  /**
   * A row of a depthwise convolution: each output is made of its own channel alone. Operands and
   * results lie as blocks of 16 channels, and offsets are relative to a block:
   *
   * <pre>
   * y[yAt + b·yBlock + m·16 + c] = epilogue(bias[b, c] + Σₖ x[xAt + b·xBlock + offsets[k] + m·xStep + c] · weights[b, k, c])
   * </pre>
   *
   * for m below {@code count}, blocks b and lanes c below 16. Nothing else is written to; {@code y}
   * may not overlap the operands.
   *
   * @throws IllegalArgumentException if the panel has no whole blocks
   */
  default void depthwise(
      Panel panel,
      float[] x,
      int xAt,
      int xStep,
      int xBlock,
      int count,
      float[] y,
      int yAt,
      int yBlock,
      Epilogue epilogue) {
    depthwise(panel, x, xAt, xStep, 0, xBlock, 1, count, y, yAt, 0, yBlock, epilogue);
  }

  /**
   * {@code rows} rows of {@link #depthwise}, one block of channels after the other: {@code xRow}
   * from a row of windows to the next, {@code yRow} from a row of results to the next.
   *
   * @throws IllegalArgumentException if the panel has no whole blocks
   */
  void depthwise(
      Panel panel,
      float[] x,
      int xAt,
      int xStep,
      int xRow,
      int xBlock,
      int rows,
      int count,
      float[] y,
      int yAt,
      int yRow,
      int yBlock,
      Epilogue epilogue);

  /**
   * Two values, elementwise: {@code y[yAt + i] = epilogue(a[aAt + i] + b[bAt + i])} for i below
   * {@code count}. The result may lie exactly where an operand does, but not overlap one otherwise.
   */
  void add(
      float[] a, int aAt, float[] b, int bAt, float[] y, int yAt, int count, Epilogue epilogue);

  /**
   * Elements of two values: {@code y[yAt + i] = a[aAt + i] ∘ b[bAt + i]} for i below {@code count};
   * {@code y} may be where {@code a} or {@code b} is.
   */
  void combine(
      Arithmetic.Operator operator,
      float[] a,
      int aAt,
      float[] b,
      int bAt,
      float[] y,
      int yAt,
      int count);

  /**
   * Elements and a number: {@code y[yAt + i] = x[xAt + i] ∘ by} for i below {@code count}; {@code
   * y} may be where {@code x} is.
   */
  void combine(
      Arithmetic.Operator operator, float[] x, int xAt, float by, float[] y, int yAt, int count);

  /**
   * Sixteen numbers with each position's sixteen, such as factors of channels that lie side by
   * side:
   *
   * <pre>
   * y[yAt + m·16 + c] = x[xAt + m·16 + c] ∘ by[byAt + c]
   * </pre>
   *
   * for m below {@code count} and lanes c below 16; {@code y} may be {@code x}.
   */
  void lanes(
      Arithmetic.Operator operator,
      float[] x,
      int xAt,
      int count,
      float[] by,
      int byAt,
      float[] y,
      int yAt);

  /** The sum of {@code count} numbers. */
  float sum(float[] x, int xAt, int count);

  /** The sum of {@code (x - mean)²} over {@code count} numbers. */
  float sumOfSquares(float[] x, int xAt, int count, float mean);

  /** The largest of {@code count} numbers; NaN wins, and of none it is -∞. */
  float max(float[] x, int xAt, int count);

  /** Stores {@code exp(x - shift)} for {@code count} numbers, and returns the sum of them. */
  float expSum(float[] x, int xAt, int count, float shift, float[] y, int yAt);

  /** Stores {@code x · factor} for {@code count} numbers; {@code y} may be {@code x}. */
  void scale(float[] x, int xAt, int count, float factor, float[] y, int yAt);

  /**
   * A row normalised: {@code y[yAt + i] = (x[xAt + i] - mean) · factor · weight[i] + bias[i]} for i
   * below {@code count}; {@code y} may be {@code x}.
   */
  void normalize(
      float[] x,
      int xAt,
      int count,
      float mean,
      float factor,
      float[] weight,
      float[] bias,
      float[] y,
      int yAt);

  /** Stores a curve's values for {@code count} numbers; {@code y} may be {@code x}. */
  void curve(Curve curve, float[] x, int xAt, float[] y, int yAt, int count);

  /**
   * Stores {@code a · b} for {@code count} numbers, element by element. As in {@link #add}, the
   * result may lie exactly where an operand does.
   */
  void mul(float[] a, int aAt, float[] b, int bAt, float[] y, int yAt, int count);

  /** Stores {@code a · b + c} for {@code count} numbers; {@code y} as in {@link #mul}. */
  void mulAdd(
      float[] a, int aAt, float[] b, int bAt, float[] c, int cAt, float[] y, int yAt, int count);

  /**
   * Stores {@code start + weight · (end - start)} for {@code count} numbers; {@code y} as in {@link
   * #mul}.
   */
  void lerp(
      float[] start,
      int startAt,
      float[] end,
      int endAt,
      float[] weight,
      int weightAt,
      float[] y,
      int yAt,
      int count);

  /**
   * A product of matrices that lie in rows, packed or not:
   *
   * <pre>
   * y[yAt + m·yStep + c] = Σₖ x[xAt + m·xStep + k] · w[wAt + k·wStep + c]
   * </pre>
   *
   * for m below {@code count}, k below {@code terms} and c below {@code columns}. Nothing else is
   * written to; {@code y} may not overlap the operands.
   */
  void product(
      float[] x,
      int xAt,
      int xStep,
      int count,
      int terms,
      float[] w,
      int wAt,
      int wStep,
      int columns,
      float[] y,
      int yAt,
      int yStep);
}

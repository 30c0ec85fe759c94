package io.tenon.kernel;

/**
 * Weights packed for products that are made again and again with one position at a time, such as a
 * recurrent layer's with its state: they are read once from first to last, and what limits such a
 * product is their way from L2.
 *
 * <p>Stripes of 12 blocks of {@link Panel#LANES} outputs, then of 4, as wide as tiles are; in a
 * stripe, for each term of the sum, the weights of all its outputs. So there is one ascending
 * stream of memory, where a {@link Panel} has as many as a tile has columns, whole pages apart:
 * 1.83 µs against 2.0 for 384 outputs of 128 terms (AVX-512, JDK 17 and 25), and the loads alone
 * take 1.76.
 *
 * <p>Operands lie side by side. Outputs are filled up to whole stripes: the weights of those beyond
 * are zeros. Immutable but for {@link #rows}, which the scalar twin makes of it, and shared by
 * threads.
 */
public final class StripedPanel {
  /** The blocks of a wide stripe. */
  public static final int WIDE = 12;

  /** The blocks of a narrow one. */
  public static final int NARROW = 4;

  /** Positions that the scalar twin computes until weights in rows are worth it to it. */
  private static final int MANY_POSITIONS = 30_000;

  /** The outputs that are added, at most, are fewer than these: those of a narrow stripe. */
  public static final int MULTIPLE = NARROW * Panel.LANES;

  /** [terms, blocks of the stripe, LANES] for each stripe; not to be written to. */
  public final float[] weights;

  /** One number a stored output; not to be written to. */
  public final float[] bias;

  /** How many terms a sum has. */
  public final int terms;

  /** How many outputs there are. */
  public final int outputs;

  /** How many results a position has: the outputs, filled up to {@link #MULTIPLE}. */
  public final int stored;

  /** Positions that the scalar twin computed; some may be lost between threads. */
  private int positions;

  private volatile float[][] rows;

  /**
   * Packs the weights of {@code outputs} sums of {@code terms} terms.
   *
   * @param weight the weights, {@code weight[from + o * terms + k]} for output o and term k
   * @param bias one number an output from {@code biasFrom} on, or null for zeros
   */
  public StripedPanel(
      float[] weight, int from, float[] bias, int biasFrom, int outputs, int terms) {
    this.terms = terms;
    this.outputs = outputs;
    this.stored = stored(outputs);
    this.weights = new float[Math.multiplyExact(stored, terms)];
    this.bias = new float[stored];
    for (int first = 0; first < outputs; first += width(first)) {
      int width = width(first);
      int lanes = Math.min(width, outputs - first);
      for (int o = 0; o < lanes; o++) {
        int at = first * terms + o;
        int row = from + (first + o) * terms;
        for (int k = 0; k < terms; k++) {
          weights[at + k * width] = weight[row + k];
        }
      }
    }
    if (bias != null) {
      System.arraycopy(bias, biasFrom, this.bias, 0, outputs);
    }
  }

  /** How many results a position has of so many outputs. */
  public static int stored(int outputs) {
    return Math.addExact(outputs, MULTIPLE - 1) / MULTIPLE * MULTIPLE;
  }

  /**
   * How many outputs the stripe has that begins with this one. Its weights begin at {@code first ·
   * terms}.
   */
  public int width(int first) {
    return first + WIDE * Panel.LANES <= stored ? WIDE * Panel.LANES : MULTIPLE;
  }

  /**
   * The weights as [terms][{@link #stored}], which are not to be written to, for {@code count} more
   * positions; null before there were many: a process that goes on with SIMD kernels does without.
   */
  float[][] rows(int count) {
    float[][] made = rows;
    if (made == null) {
      positions += count;
      if (positions >= MANY_POSITIONS) {
        made = inRows();
        rows = made;
      }
    }
    return made;
  }

  private float[][] inRows() {
    float[][] made = new float[terms][stored];
    for (int first = 0; first < stored; first += width(first)) {
      int width = width(first);
      for (int k = 0; k < terms; k++) {
        System.arraycopy(weights, first * terms + k * width, made[k], first, width);
      }
    }
    return made;
  }
}

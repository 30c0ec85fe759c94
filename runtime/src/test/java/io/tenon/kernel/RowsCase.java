package io.tenon.kernel;

import static org.assertj.core.api.Assertions.fail;

import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/**
 * One call of {@code Kernels.rows} or {@code rowsMaxPool2} on random numbers, compared with its
 * definition in double precision. The operands end where the last one needed lies, so that reading
 * further throws; guard values lie between and around the results, negative so that an epilogue
 * which strays on them shows.
 */
final class RowsCase {
  private static final float GUARD = -777;

  final boolean pooled;
  final int count;
  final int outputs;
  final int terms;
  final int xStep;
  final Epilogue epilogue;
  final boolean wholeBlocks;
  final boolean biased;
  final boolean blocksApart;
  final int gap;
  final boolean finite;

  private final int seed;
  private final Panel panel;
  private final float[] weight;
  private final float[] bias;
  private final float[] x;
  private final int xAt;
  private final int xRow;
  private final int yAt;
  private final int yStep;
  private final int yBlock;

  /** A case whose other properties the seed decides. */
  RowsCase(boolean pooled, int count, int outputs, int terms, int xStep, int seed) {
    Random random = new Random(seed);
    this.seed = seed;
    this.pooled = pooled;
    this.count = count;
    this.outputs = outputs;
    this.terms = terms;
    this.xStep = xStep;
    epilogue = Epilogue.values()[random.nextInt(3)];
    wholeBlocks = pooled || outputs < Panel.LANES || random.nextBoolean();
    biased = random.nextInt(4) > 0;
    blocksApart = pooled || (wholeBlocks && random.nextBoolean());
    gap = random.nextBoolean() ? 0 : 5;
    finite = random.nextInt(8) > 0;

    int[] offsets = new int[terms];
    for (int k = 0; k < terms; k++) {
      offsets[k] = random.nextInt(2 * terms);
    }
    weight = numbers(random, 3 + outputs * terms);
    bias = biased ? numbers(random, 2 + outputs) : null;
    panel = new Panel(weight, 3, bias, 2, outputs, offsets, wholeBlocks);
    xAt = random.nextInt(4);
    xRow = pooled ? 2 * count * xStep + random.nextInt(9) : 0;
    int positions = pooled ? 2 * count : count;
    int reach = Arrays.stream(offsets).max().orElse(0) + xRow + (positions - 1) * xStep + 1;
    x = numbers(random, xAt + reach);
    if (!finite) {
      float[] odd = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY};
      x[random.nextInt(x.length)] = odd[random.nextInt(3)];
      x[random.nextInt(x.length)] = odd[random.nextInt(3)];
    }
    yAt = 7;
    yStep = pooled ? Panel.LANES : blocksApart ? Panel.LANES + gap : panel.stored + gap;
    yBlock = blocksApart ? count * yStep + gap : Panel.LANES;
  }

  private static float[] numbers(Random random, int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }

  /** Runs the case and compares. */
  void check(Kernels kernels) {
    int end = yAt + panel.blocks * Math.max(yBlock, Panel.LANES) + count * yStep;
    float[] y = new float[end + 40];
    Arrays.fill(y, GUARD);
    if (pooled) {
      kernels.rowsMaxPool2(panel, x, xAt, xRow, xStep, count, y, yAt, yBlock, epilogue);
    } else {
      kernels.rows(panel, x, xAt, xStep, count, y, yAt, yStep, yBlock, epilogue);
    }
    boolean[] owned = new boolean[y.length];
    for (int m = 0; m < count; m++) {
      for (int lane = 0; lane < panel.stored; lane++) {
        int at = yAt + m * yStep + lane;
        if (blocksApart) {
          at = yAt + m * yStep + lane / Panel.LANES * yBlock + lane % Panel.LANES;
        }
        owned[at] = true;
        if (lane < outputs) {
          compare(kernels, m, lane, y[at]);
        } else if (finite && y[at] != 0) {
          fail("%s, %s: lane %d of position %d is %s, not 0", kernels.name(), this, lane, m, y[at]);
        }
      }
    }
    for (int i = 0; i < y.length; i++) {
      if (!owned[i] && y[i] != GUARD) {
        fail("%s, %s: wrote %s to element %d, not its own", kernels.name(), this, y[i], i);
      }
    }
  }

  private void compare(Kernels kernels, int m, int output, float actual) {
    double expected = biased ? bias[2 + output] : 0;
    double size = Math.abs(expected);
    double largest = Double.NEGATIVE_INFINITY;
    double largestSize = 0;
    for (int p = 0; p < (pooled ? 4 : 1); p++) {
      int from = xAt + p / 2 * xRow + (pooled ? 2 * m + p % 2 : m) * xStep;
      double sum = 0;
      double absolute = 0;
      for (int k = 0; k < terms; k++) {
        double product = (double) x[from + panel.offsets[k]] * weight[3 + output * terms + k];
        sum += product;
        absolute += Math.abs(product);
      }
      largest = Math.max(largest, sum);
      largestSize = Math.max(largestSize, absolute);
    }
    expected = finish(expected + largest);
    // a float sum of n terms is within n · 2⁻²⁴ of the sum of its terms' absolute values
    double tolerance = (terms + 2) * 0x1p-24 * (size + largestSize);
    boolean same =
        Double.isFinite(expected)
            ? Math.abs(actual - expected) <= tolerance
            : Double.compare(actual, expected) == 0;
    if (!same) {
      fail(
          "%s, %s: output %d of position %d is %s, not %s",
          kernels.name(), this, output, m, actual, expected);
    }
  }

  private double finish(double v) {
    double low = epilogue == Epilogue.NONE ? v : Math.max(0, v);
    return epilogue == Epilogue.RELU6 ? Math.min(6, low) : low;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s: count %d, outputs %d, terms %d, xStep %d, seed %d: %s%s%s%s, gap %d%s",
        pooled ? "rowsMaxPool2" : "rows",
        count,
        outputs,
        terms,
        xStep,
        seed,
        epilogue,
        wholeBlocks ? ", whole blocks" : "",
        blocksApart ? " apart" : "",
        biased ? ", bias" : "",
        gap,
        finite ? "" : ", not finite");
  }
}

package io.tenon.kernel;

import io.tenon.op.Arithmetic;

/**
 * The kernels in plain Java, for JVMs without the vector module: {@link LongLoops}, which C2 makes
 * vectors of, or sixteen sums at a time in locals, where a panel has not been used for long or
 * loops would be short. Both add in the same order. Products and sums are rounded separately
 * ({@code Math.fma} is very slow where the processor lacks it).
 */
class ScalarKernels extends ScalarRows {
  static final Kernels ONLY = new ScalarKernels();

  private static final int FEW_POSITIONS = 4;

  @Override
  public String name() {
    return "scalar";
  }

  @Override
  public void blocks(
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
      Epilogue epilogue) {
    panel.requireBlockStep(yBlock);
    int width = (end - first) * Panel.LANES;
    if (width < LongRuns.SHORTEST && count >= LongRuns.SHORTEST) {
      LongRuns.positions(panel, first, end, x, xAt, xStep, count, y, yAt, yStep, yBlock, epilogue);
      return;
    }
    OutputRows rows = width < LongRuns.SHORTEST ? null : panel.rows(count);
    if (rows != null) {
      LongRuns.outputs(
          panel, rows, first, end, x, xAt, xStep, count, y, yAt, yStep, yBlock, epilogue);
      return;
    }
    for (int block = first; block < end; block++) {
      for (int m = 0; m < count; m++) {
        int to = yAt + panel.resultAt(block, yBlock) + m * yStep;
        sums(panel, block, x, xAt + m * xStep, y, to, false);
        finish(panel, block, y, to, epilogue);
      }
    }
  }

  @Override
  public void stripes(
      StripedPanel panel, float[] x, int xAt, int xStep, int count, float[] y, int yAt, int yStep) {
    float[][] rows = panel.rows(count);
    if (rows == null) {
      super.stripes(panel, x, xAt, xStep, count, y, yAt, yStep);
    } else {
      StripeRuns.run(panel, rows, x, xAt, xStep, count, y, yAt, yStep);
    }
  }

  @Override
  public void rowsMaxPool2(
      Panel panel,
      float[] x,
      int xAt,
      int xRow,
      int xStep,
      int count,
      float[] y,
      int yAt,
      int yBlock,
      Epilogue epilogue) {
    panel.requireWholeBlocks();
    for (int block = 0; block < panel.blocks; block++) {
      for (int m = 0; m < count; m++) {
        int from = xAt + 2 * m * xStep;
        int to = yAt + block * yBlock + m * Panel.LANES;
        sums(panel, block, x, from, y, to, false);
        sums(panel, block, x, from + xStep, y, to, true);
        sums(panel, block, x, from + xRow, y, to, true);
        sums(panel, block, x, from + xRow + xStep, y, to, true);
        finish(panel, block, y, to, epilogue);
      }
    }
  }

  /** Adds the bias to a block of sums, and does the epilogue. */
  private static void finish(Panel panel, int block, float[] y, int yAt, Epilogue epilogue) {
    float[] bias = panel.bias;
    int b = block * Panel.LANES;
    for (int c = 0; c < Panel.LANES; c++) {
      y[yAt + c] += bias[b + c];
    }
    if (epilogue != Epilogue.NONE) {
      for (int c = 0; c < Panel.LANES; c++) {
        float v = y[yAt + c];
        y[yAt + c] = v < 0 ? 0 : v; // not Math.max: NaN stays NaN either way, and this is faster
      }
    }
    if (epilogue == Epilogue.RELU6) {
      for (int c = 0; c < Panel.LANES; c++) {
        float v = y[yAt + c];
        y[yAt + c] = v > 6 ? 6 : v;
      }
    }
  }

  /**
   * Stores a block of sums at one position or, if {@code pooled}, whatever is larger of each and
   * what is there.
   */
  private static void sums(
      Panel panel, int block, float[] x, int xAt, float[] y, int yAt, boolean pooled) {
    float[] w = panel.weights;
    int[] offsets = panel.offsets;
    int at = block * offsets.length * Panel.LANES;
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    float s4 = 0;
    float s5 = 0;
    float s6 = 0;
    float s7 = 0;
    float s8 = 0;
    float s9 = 0;
    float s10 = 0;
    float s11 = 0;
    float s12 = 0;
    float s13 = 0;
    float s14 = 0;
    float s15 = 0;
    for (int k = 0; k < offsets.length; k++) {
      float v = x[xAt + offsets[k]];
      int row = at + k * Panel.LANES;
      s0 += v * w[row + 0];
      s1 += v * w[row + 1];
      s2 += v * w[row + 2];
      s3 += v * w[row + 3];
      s4 += v * w[row + 4];
      s5 += v * w[row + 5];
      s6 += v * w[row + 6];
      s7 += v * w[row + 7];
      s8 += v * w[row + 8];
      s9 += v * w[row + 9];
      s10 += v * w[row + 10];
      s11 += v * w[row + 11];
      s12 += v * w[row + 12];
      s13 += v * w[row + 13];
      s14 += v * w[row + 14];
      s15 += v * w[row + 15];
    }
    if (pooled) { // Math.max: NaN wins, as in PyTorch
      s0 = Math.max(s0, y[yAt + 0]);
      s1 = Math.max(s1, y[yAt + 1]);
      s2 = Math.max(s2, y[yAt + 2]);
      s3 = Math.max(s3, y[yAt + 3]);
      s4 = Math.max(s4, y[yAt + 4]);
      s5 = Math.max(s5, y[yAt + 5]);
      s6 = Math.max(s6, y[yAt + 6]);
      s7 = Math.max(s7, y[yAt + 7]);
      s8 = Math.max(s8, y[yAt + 8]);
      s9 = Math.max(s9, y[yAt + 9]);
      s10 = Math.max(s10, y[yAt + 10]);
      s11 = Math.max(s11, y[yAt + 11]);
      s12 = Math.max(s12, y[yAt + 12]);
      s13 = Math.max(s13, y[yAt + 13]);
      s14 = Math.max(s14, y[yAt + 14]);
      s15 = Math.max(s15, y[yAt + 15]);
    }
    y[yAt + 0] = s0;
    y[yAt + 1] = s1;
    y[yAt + 2] = s2;
    y[yAt + 3] = s3;
    y[yAt + 4] = s4;
    y[yAt + 5] = s5;
    y[yAt + 6] = s6;
    y[yAt + 7] = s7;
    y[yAt + 8] = s8;
    y[yAt + 9] = s9;
    y[yAt + 10] = s10;
    y[yAt + 11] = s11;
    y[yAt + 12] = s12;
    y[yAt + 13] = s13;
    y[yAt + 14] = s14;
    y[yAt + 15] = s15;
  }

  @Override
  public void columnsMaxPool2(
      NarrowPanel panel,
      float[] x,
      int xAt,
      int xRow,
      int count,
      float[] y,
      int yAt,
      int yOutput,
      Epilogue epilogue) {
    for (int o = 0; o < panel.outputs; o++) {
      int to = yAt + o * yOutput;
      for (int m = 0; m < count; m += 2) {
        int pair = Math.min(m, count - 2); // the last pair may overlap the one before
        twoWindows(panel, o, x, xAt + 2 * pair, xRow, y, to + pair, epilogue);
      }
    }
  }

  /** Two pooled positions of one output: eight sums in locals. */
  private static void twoWindows(
      NarrowPanel panel,
      int output,
      float[] x,
      int xAt,
      int xRow,
      float[] y,
      int yAt,
      Epilogue epilogue) {
    float[] w = panel.weights;
    int[] offsets = panel.offsets;
    float a0 = 0;
    float a1 = 0;
    float a2 = 0;
    float a3 = 0;
    float b0 = 0;
    float b1 = 0;
    float b2 = 0;
    float b3 = 0;
    for (int k = 0; k < offsets.length; k++) {
      float v = w[k * panel.outputs + output];
      int top = xAt + offsets[k];
      int bottom = top + xRow;
      a0 += x[top] * v;
      a1 += x[top + 1] * v;
      a2 += x[top + 2] * v;
      a3 += x[top + 3] * v;
      b0 += x[bottom] * v;
      b1 += x[bottom + 1] * v;
      b2 += x[bottom + 2] * v;
      b3 += x[bottom + 3] * v;
    }
    float bias = panel.bias[output];
    y[yAt] = epilogue.of(Math.max(Math.max(a0, a1), Math.max(b0, b1)) + bias);
    y[yAt + 1] = epilogue.of(Math.max(Math.max(a2, a3), Math.max(b2, b3)) + bias);
  }

  @Override
  public void fourRowsMaxPool2(
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
      Epilogue epilogue) {
    FourRowsWeights weights = panel.spread();
    if (weights != null) {
      FourRowsRuns.maxPool2(panel, weights, x, xAt, xRow, xChannel, y, yAt, yRow, yBlock, epilogue);
      return;
    }
    FourRowsLoops.maxPool2(
        panel, x, xAt, xRow, xChannel, scratch, scratchAt, y, yAt, yRow, yBlock, epilogue);
  }

  @Override
  public void depthwise(
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
      Epilogue epilogue) {
    panel.requireWholeBlocks();
    DepthwiseWeights weights = count < DepthwiseRuns.FEWEST ? null : panel.spread(count);
    if (weights != null) {
      for (int h = 0; h < rows; h++) {
        int from = xAt + h * xRow;
        int to = yAt + h * yRow;
        DepthwiseRuns.run(panel, weights, x, from, xStep, xBlock, count, y, to, yBlock, epilogue);
      }
      return;
    }
    for (int block = 0; block < panel.blocks; block++) {
      for (int h = 0; h < rows; h++) {
        int from = xAt + block * xBlock + h * xRow;
        int to = yAt + block * yBlock + h * yRow;
        for (int m = 0; m < count; m++, to += Panel.LANES) {
          DepthwiseRuns.position(panel, block, x, from + m * xStep, y, to);
          finish(panel, block, y, to, epilogue);
        }
      }
    }
  }

  @Override
  public void add(
      float[] a, int aAt, float[] b, int bAt, float[] y, int yAt, int count, Epilogue epilogue) {
    for (int i = 0; i < count; i++) {
      y[yAt + i] = epilogue.of(a[aAt + i] + b[bAt + i]);
    }
  }

  @Override
  public void combine(
      Arithmetic.Operator operator,
      float[] a,
      int aAt,
      float[] b,
      int bAt,
      float[] y,
      int yAt,
      int count) {
    ScalarPairs.combine(operator, a, aAt, b, bAt, y, yAt, count);
  }

  @Override
  public void combine(
      Arithmetic.Operator operator, float[] x, int xAt, float by, float[] y, int yAt, int count) {
    ScalarPairs.combine(operator, x, xAt, by, y, yAt, count);
  }

  @Override
  public void lanes(
      Arithmetic.Operator operator,
      float[] x,
      int xAt,
      int count,
      float[] by,
      int byAt,
      float[] y,
      int yAt) {
    for (int c = 0; c < Panel.LANES; c++) {
      float same = by[byAt + c];
      for (int i = c; i < count * Panel.LANES; i += Panel.LANES) {
        y[yAt + i] = operator.of(x[xAt + i], same);
      }
    }
  }

  @Override
  public void product(
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
      int yStep) {
    if (columns >= LongRuns.SHORTEST && count >= FEW_POSITIONS) {
      LongRuns.product(x, xAt, xStep, count, terms, w, wAt, wStep, columns, y, yAt, yStep);
      return;
    }
    for (int m = 0; m < count; m++) {
      int to = yAt + m * yStep;
      java.util.Arrays.fill(y, to, to + columns, 0);
      for (int k = 0; k < terms; k++) {
        float v = x[xAt + m * xStep + k];
        int from = wAt + k * wStep;
        for (int c = 0; c < columns; c++) {
          y[to + c] += v * w[from + c];
        }
      }
    }
  }
}

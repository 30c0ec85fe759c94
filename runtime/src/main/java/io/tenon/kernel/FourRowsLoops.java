package io.tenon.kernel;

/** The scalar twin of {@code Kernels.fourRowsMaxPool2}. */
final class FourRowsLoops {
  private FourRowsLoops() {}

  static void maxPool2(
      FourRowsPanel p,
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
    for (int c = 0; c < p.channels; c++) {
      for (int column = 0; column < p.reach; column++) {
        int from = xAt + c * xChannel + column;
        input(x, from, xRow, scratch, scratchAt + c * p.reach + column, p.inputStep());
      }
    }
    int mAt = scratchAt + p.sums();
    boolean blocks = p.lanes == Panel.LANES;
    int step = blocks ? Panel.LANES : 1;
    for (int o = 0; o < p.blocks * p.lanes; o++) {
      int first =
          blocks ? o / Panel.LANES * p.columns * Panel.LANES + o % Panel.LANES : o * p.sumsRow;
      for (int point = 0; point < FourRowsPanel.POINTS; point++) {
        int from = scratchAt + point * p.inputStep();
        int to = mAt + point * p.sumsStep() + first;
        for (int column = 0; column < p.columns; column += 4) {
          int four = Math.min(column, p.columns - 4); // the last four may overlap those before
          fourSums(p, point, o, scratch, from + four, to + four * step, step);
        }
      }
      int to = yAt + (blocks ? o / Panel.LANES * yBlock + o % Panel.LANES : o * yBlock);
      for (int m = 0; m < p.columns / 2; m++) {
        int from = mAt + first + 2 * m * step;
        float top =
            Math.max(top(scratch, from, p.sumsStep()), top(scratch, from + step, p.sumsStep()));
        float bottom =
            Math.max(
                bottom(scratch, from, p.sumsStep()), bottom(scratch, from + step, p.sumsStep()));
        y[to + m * step] = epilogue.of(top + p.bias[o]);
        y[to + m * step + yRow] = epilogue.of(bottom + p.bias[o]);
      }
    }
  }

  private static void input(float[] x, int xAt, int xRow, float[] v, int vAt, int vStep) {
    float d0 = x[xAt];
    float d1 = x[xAt + xRow];
    float d2 = x[xAt + 2 * xRow];
    float d3 = x[xAt + 3 * xRow];
    float d4 = x[xAt + 4 * xRow];
    float d5 = x[xAt + 5 * xRow];
    float d6 = x[xAt + 6 * xRow];
    float d7 = x[xAt + 7 * xRow];
    float even1 = d2 + d6 - 4.25f * d4;
    float odd1 = d1 + d5 - 4.25f * d3;
    float even2 = 0.25f * d2 - 1.25f * d4 + d6;
    float odd2 = 0.5f * d1 - 2.5f * d3 + 2 * d5;
    float even3 = 4 * d2 - 5 * d4 + d6;
    float odd3 = 2 * d1 - 2.5f * d3 + 0.5f * d5;
    v[vAt] = d0 - d6 + 5.25f * (d4 - d2);
    v[vAt + vStep] = even1 + odd1;
    v[vAt + 2 * vStep] = even1 - odd1;
    v[vAt + 3 * vStep] = even2 + odd2;
    v[vAt + 4 * vStep] = even2 - odd2;
    v[vAt + 5 * vStep] = even3 + odd3;
    v[vAt + 6 * vStep] = even3 - odd3;
    v[vAt + 7 * vStep] = d7 - d1 + 5.25f * (d3 - d5);
  }

  private static void fourSums(
      FourRowsPanel p, int point, int output, float[] v, int vAt, int to, int step) {
    float[] w = p.weights;
    int[] offsets = p.offsets;
    int block = point * p.blocks + output / p.lanes;
    int at = block * offsets.length * p.lanes + output % p.lanes;
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    for (int k = 0; k < offsets.length; k++) {
      int from = vAt + offsets[k];
      float weight = w[at + k * p.lanes];
      a += v[from] * weight;
      b += v[from + 1] * weight;
      c += v[from + 2] * weight;
      d += v[from + 3] * weight;
    }
    v[to] = a;
    v[to + step] = b;
    v[to + 2 * step] = c;
    v[to + 3 * step] = d;
  }

  private static float top(float[] m, int at, int step) {
    float m1 = m[at + step];
    float m2 = m[at + 2 * step];
    float m3 = m[at + 3 * step];
    float m4 = m[at + 4 * step];
    float m5 = m[at + 5 * step];
    float m6 = m[at + 6 * step];
    float row0 = m[at] + (m1 + m2) + ((m3 + m4) + (m5 + m6));
    float row1 = m1 - m2 + 2 * (m3 - m4) + 0.5f * (m5 - m6);
    return Math.max(row0, row1);
  }

  private static float bottom(float[] m, int at, int step) {
    float m1 = m[at + step];
    float m2 = m[at + 2 * step];
    float m3 = m[at + 3 * step];
    float m4 = m[at + 4 * step];
    float m5 = m[at + 5 * step];
    float m6 = m[at + 6 * step];
    float row2 = m1 + m2 + 4 * (m3 + m4) + 0.25f * (m5 + m6);
    float row3 = m1 - m2 + 8 * (m3 - m4) + 0.125f * (m5 - m6) + m[at + 7 * step];
    return Math.max(row2, row3);
  }
}

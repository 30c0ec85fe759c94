package io.tenon.kernel;

/**
 * The kernels in plain Java, for JVMs without the vector module: sixteen sums at a time in locals,
 * which C2 keeps in registers. Products and sums are rounded separately ({@code Math.fma} is very
 * slow where the processor lacks it).
 */
final class ScalarKernels implements Kernels {
  @Override
  public String name() {
    return "scalar";
  }

  @Override
  public void rows(
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
    for (int block = 0; block < panel.blocks; block++) {
      int lanes = Math.min(Panel.LANES, panel.stored - block * Panel.LANES);
      for (int m = 0; m < count; m++) {
        int to = yAt + block * yBlock + m * yStep;
        if (lanes == Panel.LANES) {
          block(panel, block, x, xAt + m * xStep, y, to, epilogue);
        } else {
          for (int c = 0; c < lanes; c++) {
            y[to + c] =
                finish(
                    one(panel, block, c, x, xAt + m * xStep) + panel.bias[block * Panel.LANES + c],
                    epilogue);
          }
        }
      }
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
    for (int block = 0; block < panel.blocks; block++) {
      for (int m = 0; m < count; m++) {
        int from = xAt + 2 * m * xStep;
        int to = yAt + block * yBlock + m * Panel.LANES;
        for (int c = 0; c < Panel.LANES; c++) {
          float top =
              Math.max(one(panel, block, c, x, from), one(panel, block, c, x, from + xStep));
          float bottom =
              Math.max(
                  one(panel, block, c, x, from + xRow),
                  one(panel, block, c, x, from + xRow + xStep));
          y[to + c] = finish(Math.max(top, bottom) + panel.bias[block * Panel.LANES + c], epilogue);
        }
      }
    }
  }

  private static float one(Panel panel, int block, int lane, float[] x, int xAt) {
    float[] w = panel.weights;
    int[] offsets = panel.offsets;
    int at = block * offsets.length * Panel.LANES + lane;
    float sum = 0;
    for (int k = 0; k < offsets.length; k++) {
      sum += x[xAt + offsets[k]] * w[at + k * Panel.LANES];
    }
    return sum;
  }

  private static float finish(float v, Epilogue epilogue) {
    return switch (epilogue) {
      case NONE -> v;
      case RELU -> v < 0 ? 0 : v;
      case RELU6 -> v < 0 ? 0 : v > 6 ? 6 : v;
    };
  }

  private static void block(
      Panel panel, int block, float[] x, int xAt, float[] y, int yAt, Epilogue epilogue) {
    float[] w = panel.weights;
    int[] offsets = panel.offsets;
    int at = block * offsets.length * Panel.LANES;
    float s0 = 0,
        s1 = 0,
        s2 = 0,
        s3 = 0,
        s4 = 0,
        s5 = 0,
        s6 = 0,
        s7 = 0,
        s8 = 0,
        s9 = 0,
        s10 = 0,
        s11 = 0,
        s12 = 0,
        s13 = 0,
        s14 = 0,
        s15 = 0;
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
    float[] bias = panel.bias;
    int b = block * Panel.LANES;
    y[yAt + 0] = finish(s0 + bias[b + 0], epilogue);
    y[yAt + 1] = finish(s1 + bias[b + 1], epilogue);
    y[yAt + 2] = finish(s2 + bias[b + 2], epilogue);
    y[yAt + 3] = finish(s3 + bias[b + 3], epilogue);
    y[yAt + 4] = finish(s4 + bias[b + 4], epilogue);
    y[yAt + 5] = finish(s5 + bias[b + 5], epilogue);
    y[yAt + 6] = finish(s6 + bias[b + 6], epilogue);
    y[yAt + 7] = finish(s7 + bias[b + 7], epilogue);
    y[yAt + 8] = finish(s8 + bias[b + 8], epilogue);
    y[yAt + 9] = finish(s9 + bias[b + 9], epilogue);
    y[yAt + 10] = finish(s10 + bias[b + 10], epilogue);
    y[yAt + 11] = finish(s11 + bias[b + 11], epilogue);
    y[yAt + 12] = finish(s12 + bias[b + 12], epilogue);
    y[yAt + 13] = finish(s13 + bias[b + 13], epilogue);
    y[yAt + 14] = finish(s14 + bias[b + 14], epilogue);
    y[yAt + 15] = finish(s15 + bias[b + 15], epilogue);
  }

  @Override
  public float sum(float[] x, int xAt, int count) {
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    int i = 0;
    for (; i + 3 < count; i += 4) { // four chains: one would wait for each addition's latency
      a += x[xAt + i];
      b += x[xAt + i + 1];
      c += x[xAt + i + 2];
      d += x[xAt + i + 3];
    }
    for (; i < count; i++) {
      a += x[xAt + i];
    }
    return a + b + (c + d);
  }

  @Override
  public float sumOfSquares(float[] x, int xAt, int count, float mean) {
    float a = 0;
    float b = 0;
    int i = 0;
    for (; i + 1 < count; i += 2) {
      float v = x[xAt + i] - mean;
      float w = x[xAt + i + 1] - mean;
      a += v * v;
      b += w * w;
    }
    for (; i < count; i++) {
      float v = x[xAt + i] - mean;
      a += v * v;
    }
    return a + b;
  }
}

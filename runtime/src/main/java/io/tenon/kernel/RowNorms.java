package io.tenon.kernel;

/** Normalisations of rows that lie one after the other; the result may take the input's place. */
public final class RowNorms {
  private RowNorms() {}

  /**
   * {@code layer_norm} of {@code rows} rows of {@code width}; {@code weight} and {@code bias} may
   * be null.
   */
  public static void layerNorm(
      Kernels kernels,
      float[] x,
      int xAt,
      int rows,
      int width,
      float[] weight,
      float[] bias,
      float eps,
      float[] y,
      int yAt) {
    for (int row = 0; row < rows; row++) {
      int from = xAt + row * width;
      int to = yAt + row * width;
      float mean = kernels.sum(x, from, width) / width;
      float variance = kernels.sumOfSquares(x, from, width, mean) / width;
      float scale = (float) (1 / Math.sqrt(variance + eps));
      if (weight != null && bias != null) { // nearly always: one pass
        kernels.normalize(x, from, width, mean, scale, weight, bias, y, to);
        continue;
      }
      for (int i = 0; i < width; i++) {
        y[to + i] = (x[from + i] - mean) * scale;
      }
      if (weight != null) {
        for (int i = 0; i < width; i++) {
          y[to + i] *= weight[i];
        }
      }
      if (bias != null) {
        for (int i = 0; i < width; i++) {
          y[to + i] += bias[i];
        }
      }
    }
  }

  /**
   * {@code group_norm} of samples [groups · perGroup, plane], whose groups are the rows; {@code
   * weight} and {@code bias} may be null.
   */
  public static void groupNorm(
      Kernels kernels,
      float[] x,
      int xAt,
      int rows,
      int groups,
      int perGroup,
      int plane,
      float[] weight,
      float[] bias,
      double eps,
      float[] y,
      int yAt) {
    int width = perGroup * plane;
    for (int row = 0; width > 0 && row < rows; row++) {
      int from = xAt + row * width;
      int to = yAt + row * width;
      float mean = kernels.sum(x, from, width) / width;
      float variance = kernels.sumOfSquares(x, from, width, mean) / width;
      double factor = 1 / Math.sqrt(variance + eps);
      for (int c = 0; c < perGroup; c++) {
        int channel = row % groups * perGroup + c;
        float scale = (float) (weight == null ? factor : factor * weight[channel]);
        float shift = bias == null ? 0 : bias[channel];
        for (int i = c * plane; i < (c + 1) * plane; i++) {
          y[to + i] = (x[from + i] - mean) * scale + shift;
        }
      }
    }
  }

  /** {@link #layerNorm} of a + b, row by row; {@code y} may be one of them. */
  public static void addLayerNorm(
      Kernels kernels,
      float[] a,
      int aAt,
      float[] b,
      int bAt,
      int rows,
      int width,
      float[] weight,
      float[] bias,
      float eps,
      float[] y,
      int yAt) {
    for (int row = 0; row < rows; row++) {
      int at = row * width;
      kernels.add(a, aAt + at, b, bAt + at, y, yAt + at, width, Epilogue.NONE);
      layerNorm(kernels, y, yAt + at, 1, width, weight, bias, eps, y, yAt + at);
    }
  }

  /**
   * {@code softmax}, or its logarithm, along the middle of [outer, size, inner].
   *
   * <p>The largest element is taken off first, so that no exponential overflows.
   */
  public static void softmax(
      Kernels kernels,
      boolean log,
      float[] x,
      int xAt,
      int outer,
      int size,
      int inner,
      float[] y,
      int yAt) {
    for (int o = 0; o < outer; o++) {
      for (int i = 0; i < inner; i++) {
        int at = o * size * inner + i;
        float largest = Float.NEGATIVE_INFINITY;
        for (int s = 0; s < size; s++) {
          largest = Math.max(largest, x[xAt + at + s * inner]);
        }
        double sum = 0;
        for (int s = 0; s < size; s++) {
          float e = (float) Math.exp(x[xAt + at + s * inner] - largest);
          sum += e;
          if (!log) { // the logarithm needs x once more, and y may be x
            y[yAt + at + s * inner] = e;
          }
        }
        double logarithm = Math.log(sum);
        for (int s = 0; s < size; s++) {
          int j = at + s * inner;
          y[yAt + j] =
              log ? (float) (x[xAt + j] - largest - logarithm) : (float) (y[yAt + j] / sum);
        }
      }
    }
  }

  private static void row(Kernels kernels, float[] x, int xAt, int size, float[] y, int yAt) {
    float largest = kernels.max(x, xAt, size);
    float sum = kernels.expSum(x, xAt, size, largest, y, yAt);
    kernels.scale(y, yAt, size, 1 / sum, y, yAt);
  }
}

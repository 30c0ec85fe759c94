package io.tenon.kernel;

/**
 * Loops over channels that lie side by side, 16 to a block: what each lane holds goes into a number
 * of its own. Their scalar twin stands here.
 */
public interface LaneKernels {
  /**
   * The sum of each channel: {@code y[yAt + c] = Σₘ x[xAt + m·16 + c]} for m below {@code count}.
   */
  default void laneSums(float[] x, int xAt, int count, float[] y, int yAt) {
    for (int c = 0; c < Panel.LANES; c++) {
      float sum = 0;
      for (int i = c; i < count * Panel.LANES; i += Panel.LANES) {
        sum += x[xAt + i];
      }
      y[yAt + c] = sum;
    }
  }

  /**
   * The sum of each channel's squares: {@code y[yAt + c] = Σₘ (x[xAt + m·16 + c] - mean[meanAt +
   * c])²} for m below {@code count}.
   */
  default void laneSquares(
      float[] x, int xAt, int count, float[] mean, int meanAt, float[] y, int yAt) {
    for (int c = 0; c < Panel.LANES; c++) {
      float sum = 0;
      float middle = mean[meanAt + c];
      for (int i = c; i < count * Panel.LANES; i += Panel.LANES) {
        float v = x[xAt + i] - middle;
        sum += v * v;
      }
      y[yAt + c] = sum;
    }
  }

  /**
   * A factor and a summand for each channel:
   *
   * <pre>
   * y[yAt + m·16 + c] = epilogue(x[xAt + m·16 + c] · by[scaleAt + c] + by[shiftAt + c])
   * </pre>
   *
   * for m below {@code count} and lanes c below 16; {@code y} may be {@code x}.
   */
  default void scaleShift(
      float[] x,
      int xAt,
      int count,
      float[] by,
      int scaleAt,
      int shiftAt,
      float[] y,
      int yAt,
      Epilogue epilogue) {
    for (int c = 0; c < Panel.LANES; c++) {
      float scale = by[scaleAt + c];
      float shift = by[shiftAt + c];
      for (int i = c; i < count * Panel.LANES; i += Panel.LANES) {
        y[yAt + i] = epilogue.of(x[xAt + i] * scale + shift);
      }
    }
  }
}

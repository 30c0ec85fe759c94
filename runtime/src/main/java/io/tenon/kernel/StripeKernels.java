package io.tenon.kernel;

/** Products with the weights of a {@link StripedPanel}. Their scalar twin stands here. */
public interface StripeKernels {
  /**
   * A row of sums for every output of the panel, of operands that lie side by side:
   *
   * <pre>
   * y[yAt + m·yStep + o] = bias[o] + Σₖ x[xAt + m·xStep + k] · weight[o, k]
   * </pre>
   *
   * for m below {@code count} and o below {@link StripedPanel#stored}. Nothing else is written to;
   * {@code y} may not overlap the operands.
   */
  default void stripes(
      StripedPanel panel, float[] x, int xAt, int xStep, int count, float[] y, int yAt, int yStep) {
    float[] w = panel.weights;
    for (int m = 0; m < count; m++) {
      int from = xAt + m * xStep;
      for (int first = 0; first < panel.stored; first += panel.width(first)) {
        int to = yAt + m * yStep + first;
        int width = panel.width(first);
        int at = first * panel.terms;
        java.util.Arrays.fill(y, to, to + width, 0);
        for (int k = 0; k < panel.terms; k++) {
          float v = x[from + k];
          int row = at + k * width;
          for (int o = 0; o < width; o++) {
            y[to + o] += v * w[row + o];
          }
        }
        for (int o = 0; o < width; o++) {
          y[to + o] += panel.bias[first + o];
        }
      }
    }
  }
}

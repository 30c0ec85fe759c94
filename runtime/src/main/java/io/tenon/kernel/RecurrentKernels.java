package io.tenon.kernel;

/** What a recurrent layer does at each time step. The scalar twin stands here. */
public interface RecurrentKernels {
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

  /**
   * The gates of a GRU for one sample, and its next state: {@link io.tenon.op.RecurrentCell} has
   * the formulas. x and h hold the products with the input and with the state, biases added, {@code
   * hidden} numbers each for reset, update and new gate; h's last are written over.
   *
   * @param y where the next state goes; it may be {@code state} in the same place
   */
  default void gruGates(
      int hidden,
      float[] x,
      int xAt,
      float[] h,
      int hAt,
      float[] state,
      int stateAt,
      float[] y,
      int yAt) {
    for (int i = 0; i < hidden; i++) {
      int update = hidden + i;
      int fresh = 2 * hidden + i;
      float r = Curve.SIGMOID.of(x[xAt + i] + h[hAt + i]);
      float z = Curve.SIGMOID.of(x[xAt + update] + h[hAt + update]);
      float n = Curve.TANH.of(x[xAt + fresh] + r * h[hAt + fresh]);
      y[yAt + i] = n + z * (state[stateAt + i] - n);
    }
  }
}

package io.tenon.kernel;

/**
 * One time step of one sample, from the products with the input (x) and with the state (h), which
 * have a vector of {@code hidden} numbers for each gate, biases added. {@link
 * io.tenon.op.RecurrentCell} has the formulas. The products with the state are written over: the
 * gates' values come to lie there. Called by generated code.
 */
public final class RecurrentGates {
  private RecurrentGates() {}

  /**
   * Writes c' to {@code c}, which may be {@code memory}, the c before, in the same place; and h' to
   * {@code y}.
   */
  public static void lstm(
      Kernels kernels,
      int hidden,
      float[] x,
      int xAt,
      float[] h,
      int at,
      float[] memory,
      int memoryAt,
      float[] c,
      int cAt,
      float[] y,
      int yAt) {
    int forget = at + hidden;
    int candidate = at + 2 * hidden;
    int output = at + 3 * hidden;
    kernels.add(x, xAt, h, at, h, at, 4 * hidden, Epilogue.NONE);
    kernels.curve(Curve.SIGMOID, h, at, h, at, 2 * hidden);
    kernels.curve(Curve.TANH, h, candidate, h, candidate, hidden);
    kernels.curve(Curve.SIGMOID, h, output, h, output, hidden);
    kernels.mul(h, at, h, candidate, h, at, hidden);
    kernels.mulAdd(h, forget, memory, memoryAt, h, at, c, cAt, hidden);
    kernels.curve(Curve.TANH, c, cAt, y, yAt, hidden);
    kernels.mul(h, output, y, yAt, y, yAt, hidden);
  }

  /** Writes h' to {@code y}; {@code state} holds h, and may be {@code y} in the same place. */
  public static void gru(
      Kernels kernels,
      int hidden,
      float[] x,
      int xAt,
      float[] h,
      int at,
      float[] state,
      int stateAt,
      float[] y,
      int yAt) {
    kernels.gruGates(hidden, x, xAt, h, at, state, stateAt, y, yAt);
  }

  /** Writes h' to {@code y}. */
  public static void tanh(
      Kernels kernels, int hidden, float[] x, int xAt, float[] h, int at, float[] y, int yAt) {
    kernels.add(x, xAt, h, at, h, at, hidden, Epilogue.NONE);
    kernels.curve(Curve.TANH, h, at, y, yAt, hidden);
  }

  /** Writes h' to {@code y}; NaN stays NaN. */
  public static void relu(int hidden, float[] x, int xAt, float[] h, int at, float[] y, int yAt) {
    for (int j = 0; j < hidden; j++) {
      float v = x[xAt + j] + h[at + j];
      y[yAt + j] = v < 0 ? 0 : v;
    }
  }
}

package io.tenon.kernel;

/**
 * One time step of one sample, from the products with the input (x) and with the state (h), which
 * have a vector of {@code hidden} numbers for each gate, biases added. {@link
 * io.tenon.op.RecurrentCell} has the formulas. Called by generated code.
 */
public final class RecurrentGates {
  private RecurrentGates() {}

  /** Writes h' to {@code hAt} and c' to {@code cAt}. */
  public static void lstm(
      int hidden,
      float[] x,
      int xAt,
      float[] h,
      int at,
      float[] memory,
      int memoryAt,
      float[] y,
      int hAt,
      int cAt) {
    for (int j = 0; j < hidden; j++) {
      float input = sigmoid(x[xAt + j] + h[at + j]);
      float forget = sigmoid(x[xAt + hidden + j] + h[at + hidden + j]);
      float candidate = (float) Math.tanh(x[xAt + 2 * hidden + j] + h[at + 2 * hidden + j]);
      float output = sigmoid(x[xAt + 3 * hidden + j] + h[at + 3 * hidden + j]);
      float c = forget * memory[memoryAt + j] + input * candidate;
      y[cAt + j] = c;
      y[hAt + j] = output * (float) Math.tanh(c);
    }
  }

  /** Writes h' to {@code yAt}; {@code state} holds h. */
  public static void gru(
      int hidden,
      float[] x,
      int xAt,
      float[] h,
      int at,
      float[] state,
      int stateAt,
      float[] y,
      int yAt) {
    for (int j = 0; j < hidden; j++) {
      float reset = sigmoid(x[xAt + j] + h[at + j]);
      float update = sigmoid(x[xAt + hidden + j] + h[at + hidden + j]);
      float fresh = (float) Math.tanh(x[xAt + 2 * hidden + j] + reset * h[at + 2 * hidden + j]);
      y[yAt + j] = fresh + update * (state[stateAt + j] - fresh);
    }
  }

  /** Writes h' to {@code yAt}. */
  public static void tanh(int hidden, float[] x, int xAt, float[] h, int at, float[] y, int yAt) {
    for (int j = 0; j < hidden; j++) {
      y[yAt + j] = (float) Math.tanh(x[xAt + j] + h[at + j]);
    }
  }

  /** Writes h' to {@code yAt}; NaN stays NaN. */
  public static void relu(int hidden, float[] x, int xAt, float[] h, int at, float[] y, int yAt) {
    for (int j = 0; j < hidden; j++) {
      float v = x[xAt + j] + h[at + j];
      y[yAt + j] = v < 0 ? 0 : v;
    }
  }

  private static float sigmoid(float v) {
    return (float) (1 / (1 + Math.exp(-v)));
  }
}

package io.tenon.kernel;

/**
 * A {@link Panel}'s weights as the scalar twin's depthwise convolutions read them: each block's
 * sixteen stand beside the operands of some positions, so that one loop goes through all of them.
 * Immutable, shared by threads.
 */
final class DepthwiseWeights {
  /** The most positions that a loop goes through. */
  static final int MOST = 16;

  /** How many positions a loop goes through. */
  final int positions;

  private final int terms;

  /** [blocks · terms][positions · 16]. */
  private final float[][] weights;

  /** [blocks][positions · 16]. */
  private final float[][] bias;

  /** Spreads the weights over so many positions, or {@link #MOST}. */
  DepthwiseWeights(Panel panel, int count) {
    positions = Math.min(MOST, count);
    terms = panel.offsets.length;
    int run = positions * Panel.LANES;
    weights = new float[panel.blocks * terms][run];
    bias = new float[panel.blocks][run];
    for (int i = 0; i < weights.length; i++) {
      repeat(panel.weights, i * Panel.LANES, weights[i]);
    }
    for (int block = 0; block < panel.blocks; block++) {
      repeat(panel.bias, block * Panel.LANES, bias[block]);
    }
  }

  private static void repeat(float[] from, int at, float[] to) {
    for (int i = 0; i < to.length; i += Panel.LANES) {
      System.arraycopy(from, at, to, i, Panel.LANES);
    }
  }

  /** The weights of a block's term; not to be written to. */
  float[] of(int block, int term) {
    return weights[block * terms + term];
  }

  /** The biases of a block; not to be written to. */
  float[] bias(int block) {
    return bias[block];
  }
}

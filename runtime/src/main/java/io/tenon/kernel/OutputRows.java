package io.tenon.kernel;

/**
 * A {@link Panel}'s weights as the scalar twin reads them where there are many outputs: an array
 * for each term, which has a weight for every output, so that a loop over them is long enough to be
 * made of vectors, and each array is read from its start. Outputs come {@value #WIDTH} at a time:
 * as many of four terms and of a few positions' sums stay in L1. Immutable, shared by threads.
 */
final class OutputRows {
  /** The most outputs of an array. */
  static final int WIDTH = 512;

  /** [groups of outputs][terms][outputs]. */
  private final float[][][] weights;

  /** [groups of outputs][outputs]. */
  private final float[][] bias;

  OutputRows(Panel panel) {
    int terms = panel.offsets.length;
    int groups = (panel.stored + WIDTH - 1) / WIDTH;
    weights = new float[groups][][];
    bias = new float[groups][];
    for (int g = 0; g < groups; g++) {
      int width = Math.min(WIDTH, panel.stored - g * WIDTH);
      bias[g] = new float[width];
      weights[g] = new float[terms][width];
    }
    for (int block = 0; block < panel.blocks; block++) {
      copy(panel, block);
    }
  }

  /** A block that is shifted may begin in one group and end in the next. */
  private void copy(Panel panel, int block) {
    int terms = panel.offsets.length;
    for (int c = 0; c < Panel.LANES; c++) {
      int output = panel.firstOutput(block) + c;
      float[][] group = weights[output / WIDTH];
      for (int k = 0; k < terms; k++) {
        group[k][output % WIDTH] = panel.weights[(block * terms + k) * Panel.LANES + c];
      }
      bias[output / WIDTH][output % WIDTH] = panel.bias[block * Panel.LANES + c];
    }
  }

  /** The weights of a group of outputs: [terms][outputs]; not to be written to. */
  float[][] weights(int group) {
    return weights[group];
  }

  /** The biases of a group of outputs; not to be written to. */
  float[] bias(int group) {
    return bias[group];
  }
}

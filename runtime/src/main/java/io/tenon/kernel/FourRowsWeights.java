package io.tenon.kernel;

import java.util.Arrays;

/**
 * A {@link FourRowsPanel}'s weights as the scalar twin reads them: each stands beside every operand
 * that it is multiplied with, so that one loop goes through all points and columns. Immutable,
 * shared by threads.
 */
final class FourRowsWeights {
  /** The most floats that are worth it: 2 MB, what L2 may hold. */
  private static final int MOST = 1 << 19;

  /** How many columns of the input a row of results needs. */
  final int pitch;

  /** How many numbers a loop goes through: the rows of all points, one behind the other. */
  final int run;

  private final int terms;

  /** [outputs · terms][run]. */
  private final float[][] weights;

  /** [blocks][lanes · columns]: each bias for all columns. */
  private final float[][] bias;

  private FourRowsWeights(FourRowsPanel panel) {
    terms = panel.offsets.length;
    int kernelColumns = terms / panel.channels;
    pitch = panel.columns + kernelColumns - 1;
    run = FourRowsPanel.POINTS * pitch - (kernelColumns - 1);
    int outputs = panel.blocks * panel.lanes;
    weights = new float[outputs * terms][run];
    bias = new float[panel.blocks][panel.lanes * panel.columns];
    for (int o = 0; o < outputs; o++) {
      for (int k = 0; k < terms; k++) {
        for (int point = 0; point < FourRowsPanel.POINTS; point++) {
          int block = point * panel.blocks + o / panel.lanes;
          int at = (block * terms + k) * panel.lanes + o % panel.lanes;
          int to = point * pitch;
          Arrays.fill(weights[o * terms + k], to, to + panel.columns, panel.weights[at]);
        }
      }
      int to = o % panel.lanes * panel.columns;
      Arrays.fill(bias[o / panel.lanes], to, to + panel.columns, panel.bias[o]);
    }
  }

  /** The weights of a panel, or null if they are too many. */
  static FourRowsWeights of(FourRowsPanel panel) {
    int perTerm = FourRowsPanel.POINTS * (panel.columns + panel.offsets.length / panel.channels);
    long all = (long) panel.blocks * panel.lanes * panel.offsets.length * perTerm;
    return all > MOST ? null : new FourRowsWeights(panel);
  }

  /** The weight of an output's term at all points and columns; not to be written to. */
  float[] of(int output, int term) {
    return weights[output * terms + term];
  }

  /** The biases of a block's outputs; not to be written to. */
  float[] bias(int block) {
    return bias[block];
  }
}

package io.tenon.kernel;

/**
 * The weights of one phase of a transposed convolution, in the order of a convolution's. See {@link
 * Phases}.
 *
 * @param weight [outputs, terms]
 * @param offsets where each term's operand lies
 */
public record PhaseWeights(float[] weight, int[] offsets) {
  /**
   * Picks a phase's weights.
   *
   * @param weight [channels, outputs, kernelH, kernelW]
   * @param offsets where the operands of a whole window lie: [channels, window of rows, window of
   *     columns]
   */
  public static PhaseWeights of(
      float[] weight,
      int outputs,
      Phases rows,
      Phases columns,
      int rowPhase,
      int columnPhase,
      int[] offsets) {
    int[] rowTaps = rows.taps(rowPhase);
    int[] columnTaps = columns.taps(columnPhase);
    int channels = offsets.length / (rows.window() * columns.window());
    int terms = channels * rowTaps.length * columnTaps.length;
    float[] picked = new float[outputs * terms];
    int[] at = new int[terms];
    int k = 0;
    for (int c = 0; c < channels; c++) {
      for (int i : rowTaps) {
        for (int j : columnTaps) {
          int row = c * rows.window() + rows.at(rowPhase, i);
          at[k] = offsets[row * columns.window() + columns.at(columnPhase, j)];
          for (int o = 0; o < outputs; o++) {
            int from = ((c * outputs + o) * rows.kernel() + i) * columns.kernel() + j;
            picked[o * terms + k] = weight[from];
          }
          k++;
        }
      }
    }
    return new PhaseWeights(picked, at);
  }
}

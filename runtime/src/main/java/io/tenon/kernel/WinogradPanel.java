package io.tenon.kernel;

/**
 * Weights of a 3×3 convolution at the points of a {@link WinogradTile}: for each a matrix
 * [channels, outputs], packed for {@link Kernels#rows}. Outputs come in groups, so that what the
 * products of a group leave stays in the cache until it is made results.
 *
 * <p>Immutable, shared by threads.
 */
public final class WinogradPanel {
  /** Outputs per group: the widest of the tiles takes as many. */
  public static final int GROUP = 64;

  /** [groups][points]. */
  private final Panel[][] panels;

  /** [blocks, 16]; not to be written to. */
  public final float[] bias;

  /**
   * Transforms and packs the weights.
   *
   * @param weight [outputs, channels, 3, 3]
   * @param bias one number an output
   * @param tiles how many tiles are transformed at a time: channels lie so many times 16 apart
   */
  public WinogradPanel(
      WinogradTile tile, float[] weight, float[] bias, int outputs, int channels, int tiles) {
    int[] offsets = new int[channels];
    for (int c = 0; c < channels; c++) {
      offsets[c] = c / Panel.LANES * tiles * Panel.LANES + c % Panel.LANES;
    }
    int groups = (outputs + GROUP - 1) / GROUP;
    panels = new Panel[groups][tile.points()];
    for (int g = 0; g < groups; g++) {
      int first = g * GROUP;
      int count = Math.min(GROUP, outputs - first);
      float[][] matrices = matrices(tile, weight, first * channels, count * channels);
      for (int p = 0; p < matrices.length; p++) {
        panels[g][p] = new Panel(matrices[p], 0, null, 0, count, offsets, true);
      }
    }
    this.bias = new float[(outputs + Panel.LANES - 1) / Panel.LANES * Panel.LANES];
    System.arraycopy(bias, 0, this.bias, 0, outputs);
  }

  private static float[][] matrices(WinogradTile tile, float[] weight, int first, int count) {
    float[][] matrices = new float[tile.points()][count];
    for (int i = 0; i < count; i++) {
      double[] kernel = tile.kernel(weight, (first + i) * 9);
      for (int p = 0; p < kernel.length; p++) {
        matrices[p][i] = (float) kernel[p];
      }
    }
    return matrices;
  }

  /** The weights of {@link #GROUP} outputs, or of the last ones, at a point. */
  public Panel panel(int group, int point) {
    return panels[group][point];
  }
}

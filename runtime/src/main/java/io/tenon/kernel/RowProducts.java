package io.tenon.kernel;

/** Products of rows with weights that are packed for this one call, as eager mode does them. */
public final class RowProducts {
  private RowProducts() {}

  /**
   * For each of {@code count} rows of x and each output o, {@code bias[o] + Σₖ x[k] · weight[o,
   * k]}.
   *
   * @param weight [outputs, terms] from {@code weightAt} on
   * @param bias [outputs] from {@code biasAt} on, or null
   * @param xStep from one row of x to the next
   * @param yStep from one row of results to the next
   */
  public static void run(
      Kernels kernels,
      float[] weight,
      int weightAt,
      float[] bias,
      int biasAt,
      int outputs,
      int terms,
      float[] x,
      int xAt,
      int xStep,
      int count,
      float[] y,
      int yAt,
      int yStep) {
    if (outputs == 0 || count == 0) {
      return;
    }
    boolean few = outputs < Panel.LANES; // they don't fill a block: whole blocks aside, then a copy
    int[] offsets = Panel.contiguous(terms);
    Panel panel = new Panel(weight, weightAt, bias, biasAt, outputs, offsets, few);
    if (!few) {
      kernels.rows(panel, x, xAt, xStep, count, y, yAt, yStep, Panel.LANES, Epilogue.NONE);
      return;
    }
    int stored = panel.stored;
    float[] whole = new float[Math.multiplyExact(count, stored)];
    kernels.rows(panel, x, xAt, xStep, count, whole, 0, stored, Panel.LANES, Epilogue.NONE);
    Rows.copy(count, whole, 0, stored, y, yAt, yStep, outputs);
  }
}

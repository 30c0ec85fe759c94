package io.tenon.compiled;

import io.tenon.Tensor;
import io.tenon.kernel.FourRowsPanel;
import io.tenon.kernel.NarrowPanel;
import io.tenon.kernel.Panel;
import io.tenon.kernel.PhaseWeights;
import io.tenon.kernel.Phases;
import io.tenon.kernel.ScaleShift;
import io.tenon.kernel.StripedPanel;
import io.tenon.kernel.WinogradPanel;
import io.tenon.kernel.WinogradTile;
import java.util.Arrays;
import java.util.Map;

/** A network's weights as generated code asks for them: packed for the kernels. */
public abstract class BoundWeights extends BoundTensors {
  private final ScaleShift input; // what is done to the channels that a product reads; or null

  BoundWeights() {
    this.input = null;
  }

  private BoundWeights(Map<String, Tensor> tensors, ScaleShift input) {
    super(tensors);
    this.input = input;
  }

  /** The weights of products whose input is scaled and shifted first, which they do as well. */
  private static final class Behind extends BoundWeights {
    Behind(Map<String, Tensor> tensors, ScaleShift input) {
      super(tensors, input);
    }
  }

  /**
   * The same weights, where a convolution's or linear layer's input would be scaled and shifted:
   * panels that are made of these do so instead.
   */
  public BoundWeights behind(ScaleShift scaled) {
    return new Behind(tensors(), scaled);
  }

  /**
   * A convolution's or linear layer's weights, packed for tiles that store whole blocks of 16
   * results.
   *
   * @param weight the weight's path, its outputs in dimension 0
   * @param bias the bias's path, or null
   * @param outputs how many outputs the generated code was written for
   * @param offsets where each term's operand lies
   * @throws BindingException if the weight has another shape
   */
  public Panel blockPanel(String weight, String bias, int outputs, int[] offsets) {
    return panel(weight, bias, outputs, offsets, true, null);
  }

  /** {@link #blockPanel} of sums that are normalised: the normalisation is folded into them. */
  public Panel blockPanel(
      String weight, String bias, int outputs, int[] offsets, ScaleShift normalization) {
    return panel(weight, bias, outputs, offsets, true, normalization);
  }

  /**
   * The weights of a convolution of several groups: a panel for each.
   *
   * @param outputs how many outputs all groups have together
   * @param offsets where the operands of all groups lie, one group's after the other's
   * @param normalization folded into the weights; null for none
   * @throws BindingException if the weight has another shape
   */
  public Panel[] groupPanels(
      String weight,
      String bias,
      int groups,
      int outputs,
      int[] offsets,
      ScaleShift normalization) {
    int terms = offsets.length / groups;
    int each = outputs / groups;
    float[] w = floats(weight, outputs * terms);
    float[] b = bias == null ? new float[outputs] : floats(bias, outputs);
    fold(normalization, w, b);
    Panel[] panels = new Panel[groups];
    for (int g = 0; g < groups; g++) {
      int[] own = Arrays.copyOfRange(offsets, g * terms, (g + 1) * terms);
      panels[g] = new Panel(w, g * each * terms, b, g * each, each, own, true);
    }
    return panels;
  }

  /** {@link #groupPanels} of sums that are not normalised. */
  public Panel[] groupPanels(String weight, String bias, int groups, int outputs, int[] offsets) {
    return groupPanels(weight, bias, groups, outputs, offsets, null);
  }

  /**
   * The weights of a transposed convolution: a panel for each phase of rows and columns, those of
   * one row phase together.
   *
   * @param weight the weight's path, its outputs in dimension 1
   * @param offsets where the operands of a whole window lie
   * @param normalization folded into the weights; null for none
   * @throws BindingException if the weight has another shape
   */
  public Panel[] phasePanels(
      String weight,
      String bias,
      int outputs,
      Phases rows,
      Phases columns,
      int[] offsets,
      ScaleShift normalization) {
    int channels = offsets.length / (rows.window() * columns.window());
    float[] w = floats(weight, channels * outputs * rows.kernel() * columns.kernel());
    Panel[] panels = new Panel[rows.stride() * columns.stride()];
    for (int p = 0; p < panels.length; p++) {
      int r = p / columns.stride();
      int s = p % columns.stride();
      PhaseWeights own = PhaseWeights.of(w, outputs, rows, columns, r, s, offsets);
      float[] b = bias == null ? new float[outputs] : floats(bias, outputs);
      fold(normalization, own.weight(), b);
      panels[p] = new Panel(own.weight(), 0, b, 0, outputs, own.offsets(), true);
    }
    return panels;
  }

  /** {@link #phasePanels} of sums that are not normalised. */
  public Panel[] phasePanels(
      String weight, String bias, int outputs, Phases rows, Phases columns, int[] offsets) {
    return phasePanels(weight, bias, outputs, rows, columns, offsets, null);
  }

  /**
   * A linear layer's weights, packed for tiles that store results side by side; at least 16
   * outputs.
   *
   * @param weight the weight's path, its outputs in dimension 0
   * @param bias the bias's path, or null
   * @param outputs how many outputs the generated code was written for
   * @param offsets where each term's operand lies
   * @throws BindingException if the weight has another shape
   */
  public Panel rowPanel(String weight, String bias, int outputs, int[] offsets) {
    return panel(weight, bias, outputs, offsets, false, null);
  }

  /** {@link #rowPanel} of sums that are normalised: the normalisation is folded into them. */
  public Panel rowPanel(
      String weight, String bias, int outputs, int[] offsets, ScaleShift normalization) {
    return panel(weight, bias, outputs, offsets, false, normalization);
  }

  /**
   * A part of a linear layer's weights, {@code outputs} rows from {@code weightFirst} on, packed as
   * {@link #rowPanel}.
   *
   * @param weight the weight's path, its outputs in dimension 0
   * @param bias the bias's path, or null; read from {@code biasFirst} on
   * @throws BindingException if there are not as many rows
   */
  public Panel rowPanel(
      String weight, String bias, int weightFirst, int biasFirst, int outputs, int[] offsets) {
    return part(weight, bias, weightFirst, biasFirst, outputs, offsets, false);
  }

  /** {@link #rowPanel} packed as {@link #blockPanel}. */
  public Panel blockPanel(
      String weight, String bias, int weightFirst, int biasFirst, int outputs, int[] offsets) {
    return part(weight, bias, weightFirst, biasFirst, outputs, offsets, true);
  }

  private Panel part(
      String weight,
      String bias,
      int weightFirst,
      int biasFirst,
      int outputs,
      int[] offsets,
      boolean wholeBlocks) {
    int terms = offsets.length;
    requireRows(weight, weightFirst + outputs, terms);
    float[] w = tensor(weight).toArray();
    float[] b = null;
    if (bias != null) {
      requireRows(bias, biasFirst + outputs, 1);
      b = tensor(bias).toArray();
    }
    return new Panel(w, weightFirst * terms, b, biasFirst, outputs, offsets, wholeBlocks);
  }

  private void requireRows(String path, int rows, int width) {
    Tensor tensor = tensor(path);
    if (tensor.size(0) < rows || tensor.numel() != tensor.size(0) * width) {
      throw otherShape(path);
    }
  }

  /**
   * The weights of products that are made again and again with one position at a time, whose
   * operands lie side by side.
   *
   * @param weight the weight's path, its outputs in dimension 0
   * @param bias the bias's path, or null
   * @param outputs how many outputs the generated code was written for
   * @param terms how many numbers each is a sum of
   * @throws BindingException if the weight has another shape
   */
  public StripedPanel stripedPanel(String weight, String bias, int outputs, int terms) {
    float[] w = floats(weight, outputs * terms);
    float[] b = bias == null ? null : floats(bias, outputs);
    return new StripedPanel(w, 0, b, 0, outputs, terms);
  }

  /**
   * Weights of a convolution with few outputs, packed for tiles whose lanes are columns.
   *
   * @param normalization folded into the weights; null for none
   * @throws BindingException if the weight has another shape
   */
  public NarrowPanel narrowPanel(
      String weight, String bias, int outputs, int[] offsets, ScaleShift normalization) {
    float[] w = floats(weight, outputs * offsets.length);
    float[] b = bias == null ? new float[outputs] : floats(bias, outputs);
    fold(normalization, w, b);
    return new NarrowPanel(w, b, outputs, offsets);
  }

  /** {@link #narrowPanel} of sums that are not normalised. */
  public NarrowPanel narrowPanel(String weight, String bias, int outputs, int[] offsets) {
    return narrowPanel(weight, bias, outputs, offsets, null);
  }

  /**
   * Weights of a convolution of kernels of five rows, transformed for four rows of results at a
   * time.
   *
   * @param lanes how many outputs lie side by side, see {@link FourRowsPanel}
   * @param columns how many columns of results there are before pooling
   * @param normalization folded into the weights; null for none
   * @throws BindingException if the weight has another shape
   */
  public FourRowsPanel fourRowsPanel(
      String weight,
      String bias,
      int outputs,
      int lanes,
      int channels,
      int kernelColumns,
      int columns,
      ScaleShift normalization) {
    int terms = channels * FourRowsPanel.KERNEL_ROWS * kernelColumns;
    float[] w = floats(weight, outputs * terms);
    float[] b = bias == null ? new float[outputs] : floats(bias, outputs);
    fold(normalization, w, b);
    return new FourRowsPanel(w, b, outputs, lanes, channels, kernelColumns, columns);
  }

  /** {@link #fourRowsPanel} of sums that are not normalised. */
  public FourRowsPanel fourRowsPanel(
      String weight,
      String bias,
      int outputs,
      int lanes,
      int channels,
      int kernelColumns,
      int columns) {
    return fourRowsPanel(weight, bias, outputs, lanes, channels, kernelColumns, columns, null);
  }

  /**
   * Weights of a 3×3 convolution, as Winograd's tiles take them.
   *
   * @param tiles how many tiles are transformed at a time
   * @param normalization folded into the weights; null for none
   * @throws BindingException if the weight has another shape
   */
  public WinogradPanel winogradPanel(
      String weight,
      String bias,
      int outputs,
      int channels,
      WinogradTile tile,
      int tiles,
      ScaleShift normalization) {
    float[] w = floats(weight, outputs * channels * 9);
    float[] b = bias == null ? new float[outputs] : floats(bias, outputs);
    fold(normalization, w, b);
    return new WinogradPanel(tile, w, b, outputs, channels, tiles);
  }

  /** What is done to the channels of the input: terms are scaled, and shifts add up. */
  private void foldInput(float[] w, float[] b) {
    int terms = w.length / b.length;
    int each = terms / input.scale().length;
    for (int o = 0; o < b.length; o++) {
      double shift = b[o];
      for (int k = 0; k < terms; k++) {
        int channel = k / each;
        shift += (double) w[o * terms + k] * input.shift()[channel];
        w[o * terms + k] *= input.scale()[channel];
      }
      b[o] = (float) shift;
    }
  }

  private void fold(ScaleShift normalization, float[] w, float[] b) {
    if (input != null) {
      foldInput(w, b);
    }
    if (normalization == null) {
      return;
    }
    int terms = w.length / b.length;
    for (int o = 0; o < b.length; o++) {
      for (int k = o * terms; k < (o + 1) * terms; k++) {
        w[k] *= normalization.scale()[o];
      }
      b[o] = b[o] * normalization.scale()[o] + normalization.shift()[o];
    }
  }

  private Panel panel(
      String weight,
      String bias,
      int outputs,
      int[] offsets,
      boolean wholeBlocks,
      ScaleShift normalization) {
    float[] w = floats(weight, outputs * offsets.length);
    float[] b = bias == null ? new float[outputs] : floats(bias, outputs);
    fold(normalization, w, b);
    return new Panel(w, 0, b, 0, outputs, offsets, wholeBlocks);
  }
}

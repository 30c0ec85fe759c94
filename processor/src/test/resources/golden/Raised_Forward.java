package networks;

import io.tenon.compiled.Binding;
import io.tenon.compiled.CompiledForward;
import io.tenon.compiled.Step;
import io.tenon.kernel.Epilogue;
import io.tenon.kernel.Maps;
import io.tenon.kernel.Offsets;
import io.tenon.kernel.Panel;
import io.tenon.kernel.Phases;
import io.tenon.kernel.ScaleShift;
import io.tenon.op.UnaryFunction;
import java.util.List;

/**
 * {@link Raised#forward} for x of [N, 3, 1, 3], as Tenon compiled it from Raised.java. Read it,
 * step through it; change Raised, not this. The steps, for one sample:
 *
 * <pre>
 * step        in            out                  parameters    multiply-adds
 * planes      [3, 1, 3]   → [5, 1, 5]                   140              405
 * squareRelu6 [5, 1, 5]   → [17, 2, 10]               1,411            6,800
 * gapsSilu    [17, 2, 10] → [19, 5, 11]               1,311           25,840
 * turned      [19, 5, 11] → [18, 3, 9]                3,078          169,290
 * far         [18, 3, 9]  → [33, 2, 21]               3,597           96,228
 * last        [33, 2, 21] → [channels, 4, 43]  298·channels  12,474·channels
 * total: 9,537 + 298·channels parameters, 298,563 + 12,474·channels multiply-adds
 * </pre>
 *
 * <p>Between steps, maps [C, H, W] lie as [⌈C / 16⌉, H, W, 16]: 16 channels side by side, so that
 * one instruction works on all of them. {@code x} and the result lie as in PyTorch.
 *
 * <p>{@code channels} is the constructor's argument: its value is read from the weights.
 */
final class Raised_Forward extends CompiledForward<Raised> {
  private final int channels;
  private final int blocksOfChannels;
  private final Panel[] planes;
  private final Panel[] square;
  private final Panel[] gaps;
  private final Panel[] turned;
  private final Panel[] far;
  private final Panel[] last;

  Raised_Forward(Binding<Raised> binding) {
    super(
        binding.require("70d30fa5bd005a2d", "N, 3, 1, 3"),
        new int[] {-1, binding.size("last.weight", 1), 4, 43});
    channels = binding.size("last.weight", 1);
    blocksOfChannels = (channels + 15) / 16;
    planes = binding.phasePanels(
        "planes.weight", "planes.bias",
        5, new Phases(3, 2, 1, 1), new Phases(3, 2, 1, 1), Offsets.planes(3, 2, 2, 1, 3, 1, 1));
    ScaleShift squareNorm = binding.batchNorm("bn", 1e-5, 17);
    square = binding.phasePanels(
        "square.weight", "square.bias",
        17, new Phases(4, 2, 1, 1), new Phases(4, 2, 1, 1), Offsets.blocks(5, 3, 3, 3, 7, 1, 1),
        squareNorm);
    gaps = binding.phasePanels(
        "gaps.weight", "gaps.bias",
        19, new Phases(2, 3, 0, 1), new Phases(2, 1, 0, 1), Offsets.blocks(17, 1, 2, 2, 12, 1, 1));
    turned = binding.phasePanels(
        "turned.weight", null,
        18, new Phases(3, 1, 2, 1), new Phases(3, 1, 2, 1), Offsets.blocks(19, 3, 3, 5, 11, 1, 1));
    far = binding.phasePanels(
        "far.weight", "far.bias",
        33, new Phases(3, 2, 5, 3), new Phases(2, 3, 4, 2), Offsets.blocks(18, 4, 3, 4, 9, 1, 1));
    last = binding.phasePanels(
        "last.weight", "last.bias",
        channels, new Phases(3, 1, 0, 1), new Phases(3, 2, 0, 1),
        Offsets.blocks(33, 3, 2, 6, 23, 1, 1));
  }

  @Override
  protected void forward(int N, float[] x, int xAt, float[] workspace, float[] y, int yAt) {
    int planesAt = 0; // [1, 1, 5, 16]
    int squareBorderAt = 80; // [1, 3, 7, 16]
    int squareAt = 416; // [2, 2, 10, 16]
    int gapsBorderAt = 1_056; // [2, 2, 12, 16]
    int gapsAt = 1_824; // [2, 5, 11, 16]
    int turnedAt = 0; // [2, 3, 9, 16]
    int farBorderAt = 864; // [2, 4, 9, 16]
    int farAt = 2_016; // [3, 2, 21, 16]
    int lastBorderAt = 4_032; // [3, 6, 23, 16]
    int lastAt = 10_656; // [⌈channels / 16⌉, 4, 43, 16]
    // One sample at a time: the 42 KB between the steps stay in the cache.
    for (int n = 0; n < N; n++) {
      planes(x, xAt + n * 9, workspace, planesAt);
      // A border of zeros, so that no window needs a test at an edge.
      Maps.surround(workspace, planesAt, 1, 1, 5, 16, 1, 1, 1, 1, workspace, squareBorderAt);
      squareRelu6(workspace, squareBorderAt, workspace, squareAt);
      Maps.surround(workspace, squareAt, 2, 2, 10, 16, 1, 1, 0, 0, workspace, gapsBorderAt);
      gapsSilu(workspace, gapsBorderAt, workspace, gapsAt);
      turned(workspace, gapsAt, workspace, turnedAt);
      Maps.surround(workspace, turnedAt, 2, 3, 9, 16, 0, 0, 0, 1, workspace, farBorderAt);
      far(workspace, farBorderAt, workspace, farAt);
      Maps.surround(workspace, farAt, 3, 2, 21, 16, 1, 1, 2, 2, workspace, lastBorderAt);
      last(workspace, lastBorderAt, workspace, lastAt);
      // Into PyTorch's order.
      Maps.toPlanes(workspace, lastAt, channels, 172, y, yAt + n * 172 * channels);
    }
  }

  /**
   * {@code planes.call(x)}, Raised.java:36: [3, 1, 3] → [5, 1, 5].
   *
   * <p>Each of 2×2 neighbouring results meets other elements of the kernel, so there are 4
   * convolutions, whose results lie a stride apart: nothing is multiplied by zeros between inputs.
   * In each, for several positions and 16 channels at a time, sums of at most 12 products stay in
   * registers.
   */
  private void planes(float[] x, int xAt, float[] y, int yAt) {
    int xStep = 1; // in x, from a window to the next,
    int xRow = 3; // and from a row of windows to the next
    int yStep = 32; // in y, from a result to the next of its phase,
    int yRow = 80; // from a row of 5 positions of 16 channels to the next,
    int yBlock = 80; // and from 16 channels to the next 16
    for (int r = 0; r < 2; r++) {
      for (int s = 0; s < 2; s++) {
        Panel phase = planes[r * 2 + s];
        for (int h = r; h < 1; h += 2) {
          kernels.rows(
              phase,
              x, xAt + h / 2 * xRow, xStep, (6 - s) / 2,
              y, yAt + h * yRow + s * 16, yStep, yBlock, Epilogue.NONE);
        }
      }
    }
  }

  /**
   * {@code relu6(bn.call(square.call(planes.call(x))))}, Raised.java:36: [5, 1, 5] → [17, 2, 10].
   *
   * <p>Each of 2×2 neighbouring results meets other elements of the kernel, so there are 4
   * convolutions, whose results lie a stride apart: nothing is multiplied by zeros between inputs.
   * In each, for several positions and 16 channels at a time, sums of 20 products stay in
   * registers, and relu6 is done while they are in the cache. The batch normalization is part of
   * the weights: it scales and shifts each channel, and so does the convolution.
   */
  private void squareRelu6(float[] x, int xAt, float[] y, int yAt) {
    int xStep = 16; // in x, from a window to the next,
    int xRow = 112; // and from a row of windows to the next
    int yStep = 32; // in y, from a result to the next of its phase,
    int yRow = 160; // from a row of 10 positions of 16 channels to the next,
    int yBlock = 320; // and from 16 channels to the next 16
    for (int r = 0; r < 2; r++) {
      for (int s = 0; s < 2; s++) {
        Panel phase = square[r * 2 + s];
        for (int h = r; h < 2; h += 2) {
          kernels.rows(
              phase,
              x, xAt + h / 2 * xRow, xStep, 5,
              y, yAt + h * yRow + s * 16, yStep, yBlock, Epilogue.RELU6);
        }
      }
    }
  }

  /**
   * {@code silu(gaps.call(y))}, Raised.java:37: [17, 2, 10] → [19, 5, 11].
   *
   * <p>Each of 3×1 neighbouring results meets other elements of the kernel, so there are 3
   * convolutions, whose results lie a stride apart: nothing is multiplied by zeros between inputs.
   * In each, for several positions and 16 channels at a time, sums of at most 34 products stay in
   * registers.
   */
  private void gapsSilu(float[] x, int xAt, float[] y, int yAt) {
    int xStep = 16; // in x, from a window to the next,
    int xRow = 192; // and from a row of windows to the next
    int yStep = 16; // in y, from a result to the next of its phase,
    int yRow = 176; // from a row of 11 positions of 16 channels to the next,
    int yBlock = 880; // and from 16 channels to the next 16
    for (int r = 0; r < 3; r++) {
      Panel phase = gaps[r];
      for (int h = r; h < 5; h += 3) {
        kernels.rows(
            phase,
            x, xAt + h / 3 * xRow, xStep, 11,
            y, yAt + h * yRow, yStep, yBlock, Epilogue.NONE);
      }
    }
    UnaryFunction.SILU.apply(y, yAt, y, yAt, 1_760, 0, 0);
  }

  /**
   * {@code turned.call(silu(gaps.call(y)))}, Raised.java:37: [19, 5, 11] → [18, 3, 9].
   *
   * <p>A convolution with the kernel turned around: for several positions and 16 channels at a
   * time, sums of 171 products stay in registers.
   */
  private void turned(float[] x, int xAt, float[] y, int yAt) {
    int xStep = 16; // in x, from a window to the next,
    int xRow = 176; // and from a row of windows to the next
    int yStep = 16; // in y, from a result to the next of its phase,
    int yRow = 144; // from a row of 9 positions of 16 channels to the next,
    int yBlock = 432; // and from 16 channels to the next 16
    for (int h = 0; h < 3; h++) {
      kernels.rows(
          turned[0], x, xAt + h * xRow, xStep, 9, y, yAt + h * yRow, yStep, yBlock, Epilogue.NONE);
    }
  }

  /**
   * {@code far.call(y)}, Raised.java:38: [18, 3, 9] → [33, 2, 21].
   *
   * <p>Each of 2×3 neighbouring results meets other elements of the kernel, so there are 6
   * convolutions, whose results lie a stride apart: nothing is multiplied by zeros between inputs.
   * In each, for several positions and 16 channels at a time, sums of at most 36 products stay in
   * registers.
   */
  private void far(float[] x, int xAt, float[] y, int yAt) {
    int xStep = 16; // in x, from a window to the next,
    int xRow = 144; // and from a row of windows to the next
    int yStep = 48; // in y, from a result to the next of its phase,
    int yRow = 336; // from a row of 21 positions of 16 channels to the next,
    int yBlock = 672; // and from 16 channels to the next 16
    for (int r = 0; r < 2; r++) {
      for (int s = 0; s < 3; s++) {
        Panel phase = far[r * 3 + s];
        for (int h = r; h < 2; h += 2) {
          kernels.rows(
              phase,
              x, xAt + h / 2 * xRow, xStep, 7,
              y, yAt + h * yRow + s * 16, yStep, yBlock, Epilogue.NONE);
        }
      }
    }
  }

  /**
   * {@code last.call(far.call(y))}, Raised.java:38: [33, 2, 21] → [channels, 4, 43].
   *
   * <p>Each of 1×2 neighbouring results meets other elements of the kernel, so there are 2
   * convolutions, whose results lie a stride apart: nothing is multiplied by zeros between inputs.
   * In each, for several positions and 16 channels at a time, sums of at most 198 products stay in
   * registers.
   */
  private void last(float[] x, int xAt, float[] y, int yAt) {
    int xStep = 16; // in x, from a window to the next,
    int xRow = 368; // and from a row of windows to the next
    int yStep = 32; // in y, from a result to the next of its phase,
    int yRow = 688; // from a row of 43 positions of 16 channels to the next,
    int yBlock = 2_752; // and from 16 channels to the next 16
    for (int s = 0; s < 2; s++) {
      Panel phase = last[s];
      for (int h = 0; h < 4; h++) {
        kernels.rows(
            phase,
            x, xAt + h * xRow, xStep, (44 - s) / 2,
            y, yAt + h * yRow + s * 16, yStep, yBlock, Epilogue.NONE);
      }
    }
  }

  @Override
  protected int workspace(int N) {
    return 10_656 + 2_752 * blocksOfChannels;
  }

  @Override
  protected List<Step> steps() {
    return List.of(
        new Step("planes", "[3, 1, 3]", "[5, 1, 5]", 140, 405),
        new Step("squareRelu6", "[5, 1, 5]", "[17, 2, 10]", 1_411, 6_800),
        new Step("gapsSilu", "[17, 2, 10]", "[19, 5, 11]", 1_311, 25_840),
        new Step("turned", "[19, 5, 11]", "[18, 3, 9]", 3_078, 169_290),
        new Step("far", "[18, 3, 9]", "[33, 2, 21]", 3_597, 96_228),
        new Step(
            "last", "[33, 2, 21]", "[" + channels + ", 4, 43]",
            298L * channels, 12_474L * channels));
  }
}

package networks;

import io.tenon.compiled.Binding;
import io.tenon.compiled.CompiledForward;
import io.tenon.compiled.Step;
import io.tenon.kernel.AdaptiveWindows;
import io.tenon.kernel.Epilogue;
import io.tenon.kernel.Maps;
import io.tenon.kernel.Offsets;
import io.tenon.kernel.Panel;
import io.tenon.kernel.Rows;
import io.tenon.kernel.ScaleShift;
import java.util.List;

/**
 * {@link Shuffled#forward} for x of [N, 3, 12, 10], as Tenon compiled it from Shuffled.java. Read
 * it, step through it; change Shuffled, not this. The steps, for one sample:
 *
 * <pre>
 * step            in             out           parameters  multiply-adds
 * leftConv1Relu   [3, 12, 10]  → [29, 12, 10]         145         10,440
 * leftConv2       [29, 12, 10] → [29, 6, 5]           319          7,830
 * rightConv1Relu  [3, 12, 10]  → [29, 12, 10]         145         10,440
 * rightConv2      [29, 12, 10] → [29, 6, 5]           319          7,830
 * channelShuffle  [58, 6, 5]   → [58, 6, 5]             0              0
 * narrow2         [58, 6, 5]   → [29, 6, 5]             0              0
 * unitConv1Relu   [29, 6, 5]   → [29, 6, 5]           899         25,230
 * unitConv2       [29, 6, 5]   → [29, 6, 5]           319          7,830
 * channelShuffle2 [58, 6, 5]   → [58, 6, 5]             0              0
 * relu            [58, 6, 5]   → [58, 6, 5]             0              0
 * mean            [58, 6, 5]   → [58, 1, 1]             0              0
 * head            [58]         → [classes]     59·classes     58·classes
 * total: 2,146 + 59·classes parameters, 69,600 + 58·classes multiply-adds
 * </pre>
 *
 * <p>Between steps, maps [C, H, W] lie as [⌈C / 16⌉, H, W, 16]: 16 channels side by side, so that
 * one instruction works on all of them. What is concatenated is made in its part of the result.
 * {@code x} and the result lie as in PyTorch.
 *
 * <p>{@code classes} is the constructor's argument: its value is read from the weights.
 */
final class Shuffled_Forward extends CompiledForward<Shuffled> {
  private final int classes;
  private final Panel leftConv1;
  private final Panel leftConv2;
  private final Panel rightConv1;
  private final Panel rightConv2;
  private final Panel unitConv1;
  private final Panel unitConv2;
  private final AdaptiveWindows mean;
  private final Panel head;

  Shuffled_Forward(Binding<Shuffled> binding) {
    super(
        binding.require("c46b4b5724ba2bb3", "N, 3, 12, 10"),
        new int[] {-1, binding.size("head.weight", 0)});
    classes = binding.size("head.weight", 0);
    ScaleShift leftConv1Norm = binding.batchNorm("left.bn1", 1e-5, 29);
    leftConv1 = binding.blockPanel(
        "left.conv1.weight", null, 29, Offsets.planes(3, 1, 1, 12, 10, 1, 1), leftConv1Norm);
    ScaleShift leftConv2Norm = binding.batchNorm("left.bn2", 1e-5, 29);
    leftConv2 = binding.blockPanel(
        "left.conv2.weight", null, 29, Offsets.blocks(1, 3, 3, 14, 12, 1, 1), leftConv2Norm);
    ScaleShift rightConv1Norm = binding.batchNorm("right.bn1", 1e-5, 29);
    rightConv1 = binding.blockPanel(
        "right.conv1.weight", null, 29, Offsets.planes(3, 1, 1, 12, 10, 1, 1), rightConv1Norm);
    ScaleShift rightConv2Norm = binding.batchNorm("right.bn2", 1e-5, 29);
    rightConv2 = binding.blockPanel(
        "right.conv2.weight", null, 29, Offsets.blocks(1, 3, 3, 14, 12, 1, 1), rightConv2Norm);
    ScaleShift unitConv1Norm = binding.batchNorm("unit.bn1", 1e-5, 29);
    unitConv1 = binding.blockPanel(
        "unit.conv1.weight", null, 29, Offsets.blocks(29, 1, 1, 6, 5, 1, 1), unitConv1Norm);
    ScaleShift unitConv2Norm = binding.batchNorm("unit.bn2", 1e-5, 29);
    unitConv2 = binding.blockPanel(
        "unit.conv2.weight", null, 29, Offsets.blocks(1, 3, 3, 8, 7, 1, 1), unitConv2Norm);
    mean = new AdaptiveWindows(6, 5, 1, 1);
    head = binding.blockPanel(
        "head.weight", "head.bias", classes, Offsets.flattenedBlocks(58, 1, 1));
  }

  @Override
  protected void forward(int N, float[] x, int xAt, float[] workspace, float[] y, int yAt) {
    int leftConv1At = 0; // [2, 14, 12, 16], with zeros
    int leftConv2At = 5_376; // [2, 6, 5, 16], a part of cat
    int rightConv1At = 0; // [2, 14, 12, 16], with zeros
    int rightConv2At = 7_296; // [2, 6, 5, 16]
    int catAt = 5_376; // [4, 6, 5, 16]
    int channelShuffleAt = 0; // [4, 6, 5, 16]
    int narrow2At = 1_920; // [2, 6, 5, 16]
    int unitConv1At = 2_880; // [2, 8, 7, 16], with zeros
    int unitConv2At = 1_920; // [2, 6, 5, 16]
    int narrowAt = 0; // [2, 6, 5, 16], a part of channelShuffle
    int cat2At = 2_880; // [4, 6, 5, 16]
    int channelShuffle2At = 0; // [4, 6, 5, 16]
    int reluAt = 0; // [4, 6, 5, 16]
    int meanAt = 8_256; // N of [4, 1, 1, 16]
    int headBesideAt = 8_256 + 64 * N; // N of [head.stored]
    // One sample at a time: the 33 KB between the steps stay in the cache.
    for (int n = 0; n < N; n++) {
      leftConv1Relu(x, xAt + n * 360, workspace, leftConv1At);
      leftConv2(workspace, leftConv1At, workspace, leftConv2At);
      rightConv1Relu(x, xAt + n * 360, workspace, rightConv1At);
      rightConv2(workspace, rightConv1At, workspace, rightConv2At);
      // Into its part of cat, from 29 on.
      Maps.intoBlocks(workspace, rightConv2At, 29, 30, 16, workspace, catAt, 29);
      channelShuffle(workspace, catAt, workspace, channelShuffleAt);
      narrow2(workspace, channelShuffleAt, workspace, narrow2At);
      unitConv1Relu(workspace, narrow2At, workspace, unitConv1At);
      unitConv2(workspace, unitConv1At, workspace, unitConv2At);
      // Into its part of cat2, from 0 on.
      System.arraycopy(workspace, narrowAt, workspace, cat2At, 960);
      // Into its part of cat2, from 29 on.
      Maps.intoBlocks(workspace, unitConv2At, 29, 30, 16, workspace, cat2At, 29);
      channelShuffle2(workspace, cat2At, workspace, channelShuffle2At);
      relu(workspace, channelShuffle2At, workspace, reluAt);
      mean(workspace, reluAt, workspace, meanAt + n * 64);
    }
    head(N, workspace, meanAt, workspace, headBesideAt, y, yAt);
  }

  /**
   * {@code relu(bn1.call(conv1.call(x)))}, Shuffled.java:33: [3, 12, 10] → [29, 12, 10].
   *
   * <p>A row is one call of the tile: for several positions and 16 channels at a time, sums of 3
   * products stay in registers, and relu is done while they are in the cache. The batch
   * normalization is part of the weights: it scales and shifts each channel, and so does the
   * convolution.
   */
  private void leftConv1Relu(float[] x, int xAt, float[] y, int yAt) {
    int xStep = 1; // in x, from a window to the next,
    int xRow = 10; // and from a row of windows to the next
    int yFirst = 208; // in y, to the first row, behind zeros,
    int yRow = 192; // from a row of 10 positions of 16 channels to the next,
    int yBlock = 2_688; // and from 16 channels to the next 16
    // The zeros around the maps: padding for the convolutions that read them.
    Maps.frame(y, yAt, 2, 12, 10, 16, 1, 1, 1, 1);
    for (int h = 0; h < 12; h++) {
      kernels.rows(
          leftConv1,
          x, xAt + h * xRow, xStep, 10,
          y, yAt + yFirst + h * yRow, 16, yBlock, Epilogue.RELU);
    }
  }

  /**
   * {@code bn2.call(conv2.call(relu(bn1.call(conv1.call(x)))))}, Shuffled.java:33: [29, 12, 10] →
   * [29, 6, 5].
   *
   * <p>Each output is made of its own channel alone, so lanes are channels, of x and of the result:
   * for several positions and 16 channels at a time, sums of 9 products stay in registers. The
   * batch normalization is part of the weights: it scales and shifts each channel, and so does the
   * convolution.
   */
  private void leftConv2(float[] x, int xAt, float[] y, int yAt) {
    int xStep = 32; // in x, from a window to the next,
    int xRow = 384; // from a row of windows to the next,
    int xBlock = 2_688; // and from 16 channels to the next 16
    int yRow = 80; // in y, from a row of 5 positions of 16 channels to the next,
    int yBlock = 480; // and from 16 channels to the next 16
    kernels.depthwise(
        leftConv2, x, xAt, xStep, xRow, xBlock, 6, 5, y, yAt, yRow, yBlock, Epilogue.NONE);
  }

  /**
   * {@code relu(bn1.call(conv1.call(x)))}, Shuffled.java:33: [3, 12, 10] → [29, 12, 10].
   *
   * <p>As in {@link #leftConv1Relu}.
   */
  private void rightConv1Relu(float[] x, int xAt, float[] y, int yAt) {
    int xStep = 1; // in x, from a window to the next,
    int xRow = 10; // and from a row of windows to the next
    int yFirst = 208; // in y, to the first row, behind zeros,
    int yRow = 192; // from a row of 10 positions of 16 channels to the next,
    int yBlock = 2_688; // and from 16 channels to the next 16
    // The zeros around the maps: padding for the convolutions that read them.
    Maps.frame(y, yAt, 2, 12, 10, 16, 1, 1, 1, 1);
    for (int h = 0; h < 12; h++) {
      kernels.rows(
          rightConv1,
          x, xAt + h * xRow, xStep, 10,
          y, yAt + yFirst + h * yRow, 16, yBlock, Epilogue.RELU);
    }
  }

  /**
   * {@code bn2.call(conv2.call(relu(bn1.call(conv1.call(x)))))}, Shuffled.java:33: [29, 12, 10] →
   * [29, 6, 5].
   *
   * <p>As in {@link #leftConv2}.
   */
  private void rightConv2(float[] x, int xAt, float[] y, int yAt) {
    int xStep = 32; // in x, from a window to the next,
    int xRow = 384; // from a row of windows to the next,
    int xBlock = 2_688; // and from 16 channels to the next 16
    int yRow = 80; // in y, from a row of 5 positions of 16 channels to the next,
    int yBlock = 480; // and from 16 channels to the next 16
    kernels.depthwise(
        rightConv2, x, xAt, xStep, xRow, xBlock, 6, 5, y, yAt, yRow, yBlock, Epilogue.NONE);
  }

  /**
   * {@code dealt.transpose(1, 2).contiguous().view(x.size(0), channels, x.size(2), x.size(3))},
   * Shuffled.java:49: [58, 6, 5] → [58, 6, 5].
   *
   * <p>The channels of 2 groups in turn, from blocks into blocks.
   */
  private void channelShuffle(float[] x, int xAt, float[] y, int yAt) {
    Maps.pickChannels(x, xAt, 0, 58, 2, 30, y, yAt);
  }

  /**
   * {@code y.chunk(2, 1)}, Shuffled.java:55: [58, 6, 5] → [29, 6, 5].
   *
   * <p>The channels from 29 on, from blocks into blocks.
   */
  private void narrow2(float[] x, int xAt, float[] y, int yAt) {
    Maps.pickChannels(x, xAt, 29, 29, 1, 30, y, yAt);
  }

  /**
   * {@code relu(bn1.call(conv1.call(x)))}, Shuffled.java:33: [29, 6, 5] → [29, 6, 5].
   *
   * <p>A row is one call of the tile: for several positions and 16 channels at a time, sums of 29
   * products stay in registers, and relu is done while they are in the cache. The batch
   * normalization is part of the weights: it scales and shifts each channel, and so does the
   * convolution.
   */
  private void unitConv1Relu(float[] x, int xAt, float[] y, int yAt) {
    int xStep = 16; // in x, from a window to the next,
    int xRow = 80; // and from a row of windows to the next
    int yFirst = 128; // in y, to the first row, behind zeros,
    int yRow = 112; // from a row of 5 positions of 16 channels to the next,
    int yBlock = 896; // and from 16 channels to the next 16
    // The zeros around the maps: padding for the convolutions that read them.
    Maps.frame(y, yAt, 2, 6, 5, 16, 1, 1, 1, 1);
    for (int h = 0; h < 6; h++) {
      kernels.rows(
          unitConv1,
          x, xAt + h * xRow, xStep, 5,
          y, yAt + yFirst + h * yRow, 16, yBlock, Epilogue.RELU);
    }
  }

  /**
   * {@code bn2.call(conv2.call(relu(bn1.call(conv1.call(x)))))}, Shuffled.java:33: [29, 6, 5] →
   * [29, 6, 5].
   *
   * <p>As in {@link #leftConv2}.
   */
  private void unitConv2(float[] x, int xAt, float[] y, int yAt) {
    int xStep = 16; // in x, from a window to the next,
    int xRow = 112; // from a row of windows to the next,
    int xBlock = 896; // and from 16 channels to the next 16
    int yRow = 80; // in y, from a row of 5 positions of 16 channels to the next,
    int yBlock = 480; // and from 16 channels to the next 16
    kernels.depthwise(
        unitConv2, x, xAt, xStep, xRow, xBlock, 6, 5, y, yAt, yRow, yBlock, Epilogue.NONE);
  }

  /**
   * {@code dealt.transpose(1, 2).contiguous().view(x.size(0), channels, x.size(2), x.size(3))},
   * Shuffled.java:49: [58, 6, 5] → [58, 6, 5].
   *
   * <p>The channels of 2 groups in turn, from blocks into blocks.
   */
  private void channelShuffle2(float[] x, int xAt, float[] y, int yAt) {
    Maps.pickChannels(x, xAt, 0, 58, 2, 30, y, yAt);
  }

  /**
   * {@code relu(y)}, Shuffled.java:57: [58, 6, 5] → [58, 6, 5].
   */
  private void relu(float[] x, int xAt, float[] y, int yAt) {
    for (int i = 0; i < 1_920; i++) {
      float v = x[xAt + i];
      y[yAt + i] = v < 0 ? 0 : v;
    }
  }

  /**
   * {@code relu(y).mean(2, 3)}, Shuffled.java:57: [58, 6, 5] → [58, 1, 1].
   *
   * <p>16 channels lie side by side, so a window is a loop over them.
   */
  private void mean(float[] x, int xAt, float[] y, int yAt) {
    mean.run(x, xAt, 4, 16, y, yAt);
  }

  /**
   * {@code head.call(relu(y).mean(2, 3))}, Shuffled.java:57: [58] → [classes].
   *
   * <p>The maps stay as they lie: the order of flattening is in the weights' offsets. For all
   * samples at once, so that each weight is read once for several of them. The tile stores 16
   * numbers at a time, which may be more than a row has: they go beside the result first.
   */
  private void head(int N, float[] x, int xAt, float[] beside, int besideAt, float[] y, int yAt) {
    kernels.rows(head, x, xAt, 64, N, beside, besideAt, head.stored, 16, Epilogue.NONE);
    Rows.copy(N, beside, besideAt, head.stored, y, yAt, classes, classes);
  }

  @Override
  protected int workspace(int N) {
    return 8_256 + 64 * N + N * head.stored;
  }

  @Override
  protected List<Step> steps() {
    return List.of(
        new Step("leftConv1Relu", "[3, 12, 10]", "[29, 12, 10]", 145, 10_440),
        new Step("leftConv2", "[29, 12, 10]", "[29, 6, 5]", 319, 7_830),
        new Step("rightConv1Relu", "[3, 12, 10]", "[29, 12, 10]", 145, 10_440),
        new Step("rightConv2", "[29, 12, 10]", "[29, 6, 5]", 319, 7_830),
        new Step("channelShuffle", "[58, 6, 5]", "[58, 6, 5]", 0, 0),
        new Step("narrow2", "[58, 6, 5]", "[29, 6, 5]", 0, 0),
        new Step("unitConv1Relu", "[29, 6, 5]", "[29, 6, 5]", 899, 25_230),
        new Step("unitConv2", "[29, 6, 5]", "[29, 6, 5]", 319, 7_830),
        new Step("channelShuffle2", "[58, 6, 5]", "[58, 6, 5]", 0, 0),
        new Step("relu", "[58, 6, 5]", "[58, 6, 5]", 0, 0),
        new Step("mean", "[58, 6, 5]", "[58, 1, 1]", 0, 0),
        new Step("head", "[58]", "[" + classes + "]", 59L * classes, 58L * classes));
  }
}

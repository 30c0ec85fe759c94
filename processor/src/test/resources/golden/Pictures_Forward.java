package networks;

import io.tenon.compiled.Binding;
import io.tenon.compiled.CompiledForward;
import io.tenon.compiled.Step;
import io.tenon.kernel.Epilogue;
import io.tenon.kernel.Maps;
import io.tenon.kernel.Offsets;
import io.tenon.kernel.Panel;
import io.tenon.kernel.PoolWindows;
import io.tenon.kernel.RowNorms;
import io.tenon.op.Arithmetic;
import io.tenon.op.Pair;
import io.tenon.op.Pooling;
import io.tenon.op.UnaryFunction;
import java.util.List;

/**
 * {@link Pictures#forward} for image of [N, 3, 21, 19], as Tenon compiled it from Pictures.java.
 * Read it, step through it; change Pictures, not this. The steps, for one sample:
 *
 * <pre>
 * step            in               out          parameters  multiply-adds
 * silu            [3, 21, 19]    → [3, 21, 19]           0              0
 * conv2dRelu6     [3, 21, 19]    → [7, 20, 18]          84         30,240
 * sameMaxPoolRelu [7, 20, 18]    → [18, 10, 9]       2,034        725,760
 * wide            [18, 10, 9]    → [33, 5, 7]        5,379        187,110
 * pointSigmoid    [33, 5, 7]     → [17, 5, 7]          578         19,635
 * avgPool2d       [17, 5, 7]     → [17, 2, 3]            0              0
 * batchNorm       [17, 2, 3]     → [17, 2, 3]           34              0
 * softmax         [17, 2, 3]     → [17, 2, 3]            0              0
 * addMulAddDivSub 2 × [17, 2, 3] → [17, 2, 3]            0              0
 * total: 8,109 parameters, 962,745 multiply-adds
 * </pre>
 *
 * <p>Between steps, maps [C, H, W] lie as [⌈C / 16⌉, H, W, 16]: 16 channels side by side, so that
 * one instruction works on all of them. {@code image} and the result lie as in PyTorch.
 */
final class Pictures_Forward extends CompiledForward<Pictures> {
  private final Panel conv2d;
  private final Panel same;
  private final Panel wide;
  private final Panel point;
  private final PoolWindows avgPool2d;
  private final Panel batchNorm;

  Pictures_Forward(Binding<Pictures> binding) {
    super(binding.require("812249c08496ffe5", "N, 3, 21, 19"), new int[] {-1, 102});
    conv2d = binding.blockPanel("kernel", null, 7, Offsets.planes(3, 2, 2, 21, 19, 1, 1));
    same = binding.blockPanel(
        "same.weight", "same.bias", 18, Offsets.blocks(7, 4, 4, 23, 21, 1, 1));
    wide = binding.blockPanel(
        "wide.weight", "wide.bias", 33, Offsets.blocks(18, 3, 3, 14, 11, 2, 2));
    point = binding.blockPanel(
        "point.weight", "point.bias", 17, Offsets.blocks(33, 1, 1, 5, 7, 1, 1));
    avgPool2d = new PoolWindows(
        Pooling.avg(Pair.of(2), Pair.of(2), Pair.of(0), false, true), 5, 7, 2, 3);
    batchNorm = binding.batchNorm("batch_norm", 1e-5, 17).panel();
  }

  @Override
  protected void forward(int N, float[] image, int imageAt, float[] workspace, float[] y, int yAt) {
    int siluAt = 0; // [3, 21, 19]
    int conv2dAt = 1_197; // [1, 23, 21, 16], with zeros
    int sameAt = 8_925; // [2, 14, 11, 16], with zeros
    int wideAt = 0; // [3, 5, 7, 16]
    int pointAt = 1_680; // [2, 5, 7, 16]
    int avgPool2dAt = 0; // [2, 2, 3, 16]
    int batchNormAt = 192; // [2, 2, 3, 16]
    int batchNormPlanesAt = 0; // [17, 2, 3]
    int softmaxAt = 384; // [17, 2, 3]
    int softmaxBlocksAt = 0; // [2, 2, 3, 16]
    int addStripsAt = 13_853; // [1, 1024]
    int addAt = 0; // [2, 2, 3, 16]
    // One sample at a time: the 55 KB between the steps stay in the cache.
    for (int n = 0; n < N; n++) {
      silu(image, imageAt + n * 1_197, workspace, siluAt);
      conv2dRelu6(workspace, siluAt, workspace, conv2dAt);
      sameMaxPoolRelu(workspace, conv2dAt, workspace, sameAt);
      wide(workspace, sameAt, workspace, wideAt);
      pointSigmoid(workspace, wideAt, workspace, pointAt);
      avgPool2d(workspace, pointAt, workspace, avgPool2dAt);
      batchNorm(workspace, avgPool2dAt, workspace, batchNormAt);
      // Into PyTorch's order.
      Maps.toPlanes(workspace, batchNormAt, 17, 6, workspace, batchNormPlanesAt);
      softmax(workspace, batchNormPlanesAt, workspace, softmaxAt);
      // Into blocks of 16 channels.
      Maps.toBlocks(workspace, softmaxAt, 17, 6, workspace, softmaxBlocksAt);
      addMulAddDivSub(
          workspace, softmaxBlocksAt,
          workspace, batchNormAt,
          workspace, addStripsAt,
          workspace, addAt);
      // Into PyTorch's order.
      Maps.toPlanes(workspace, addAt, 17, 6, y, yAt + n * 102);
    }
  }

  /**
   * {@code sigmoid(image).mul(image)}, Pictures.java:31: [3, 21, 19] → [3, 21, 19].
   */
  private void silu(float[] x, int xAt, float[] y, int yAt) {
    UnaryFunction.SILU.apply(x, xAt, y, yAt, 1_197, 0, 0);
  }

  /**
   * {@code relu6(Functional.conv2d(gate, kernel, null))}, Pictures.java:32: [3, 21, 19] →
   * [7, 20, 18].
   *
   * <p>A row is one call of the tile: for several positions and 16 channels at a time, sums of 12
   * products stay in registers, and relu6 is done while they are in the cache.
   */
  private void conv2dRelu6(float[] x, int xAt, float[] y, int yAt) {
    int xStep = 1; // in x, from a window to the next,
    int xRow = 19; // and from a row of windows to the next
    int yFirst = 352; // in y, to the first row, behind zeros,
    int yRow = 336; // from a row of 18 positions of 16 channels to the next,
    int yBlock = 7_728; // and from 16 channels to the next 16
    // The zeros around the maps: padding for the convolutions that read them.
    Maps.frame(y, yAt, 1, 20, 18, 16, 1, 2, 1, 2);
    for (int h = 0; h < 20; h++) {
      kernels.rows(
          conv2d,
          x, xAt + h * xRow, xStep, 18,
          y, yAt + yFirst + h * yRow, 16, yBlock, Epilogue.RELU6);
    }
  }

  /**
   * {@code maxPool2d(same.call(y), 2)}, {@code relu(y)}, Pictures.java:33-34: [7, 20, 18] →
   * [18, 10, 9].
   *
   * <p>The 20×18 map between convolution and pooling is never stored: each 2×2 window is four sums
   * in registers. Adding the bias and relu keep order, so the largest is taken first, and the rest
   * is done once.
   */
  private void sameMaxPoolRelu(float[] x, int xAt, float[] y, int yAt) {
    int xStep = 16; // in x, from a window to the next,
    int xRow = 336; // and from a row of windows to the next
    int yFirst = 368; // in y, to the first row, behind zeros,
    int yRow = 176; // from a row of 9 positions of 16 channels to the next,
    int yBlock = 2_464; // and from 16 channels to the next 16
    // The zeros around the maps: padding for the convolutions that read them.
    Maps.frame(y, yAt, 2, 10, 9, 16, 1, 1, 2, 2);
    for (int h = 0; h < 10; h++) {
      kernels.rowsMaxPool2(
          same,
          x, xAt + 2 * h * xRow, xRow, xStep, 9,
          y, yAt + yFirst + h * yRow, yBlock, Epilogue.RELU);
    }
  }

  /**
   * {@code wide.call(relu(y))}, Pictures.java:34: [18, 10, 9] → [33, 5, 7].
   *
   * <p>A row is one call of the tile: for several positions and 16 channels at a time, sums of 162
   * products stay in registers.
   */
  private void wide(float[] x, int xAt, float[] y, int yAt) {
    int xStep = 16; // in x, from a window to the next,
    int xRow = 352; // and from a row of windows to the next
    int yRow = 112; // in y, from a row of 7 positions of 16 channels to the next,
    int yBlock = 560; // and from 16 channels to the next 16
    for (int h = 0; h < 5; h++) {
      kernels.rows(wide, x, xAt + h * xRow, xStep, 7, y, yAt + h * yRow, 16, yBlock, Epilogue.NONE);
    }
  }

  /**
   * {@code sigmoid(point.call(y))}, Pictures.java:35: [33, 5, 7] → [17, 5, 7].
   *
   * <p>The map is one call of the tile: for several positions and 16 channels at a time, sums of 33
   * products stay in registers.
   */
  private void pointSigmoid(float[] x, int xAt, float[] y, int yAt) {
    int xStep = 16; // in x, from a window to the next
    int yBlock = 560; // in y, from 16 channels to the next 16
    kernels.rows(point, x, xAt, xStep, 35, y, yAt, 16, yBlock, Epilogue.NONE);
    UnaryFunction.SIGMOID.apply(y, yAt, y, yAt, 1_120, 0, 0);
  }

  /**
   * {@code avgPool2d(sigmoid(point.call(y)), 2)}, Pictures.java:35: [17, 5, 7] → [17, 2, 3].
   *
   * <p>16 channels lie side by side, so a window is a loop over them.
   */
  private void avgPool2d(float[] x, int xAt, float[] y, int yAt) {
    avgPool2d.run(x, xAt, 2, 16, y, yAt);
  }

  /**
   * {@code norm.call(avgPool2d(sigmoid(point.call(y)), 2))}, Pictures.java:35: [17, 2, 3] →
   * [17, 2, 3].
   *
   * <p>By running statistics, each channel has a factor and a summand, found once: a depthwise
   * convolution of one term.
   */
  private void batchNorm(float[] x, int xAt, float[] y, int yAt) {
    int block = 96; // from 16 channels to the next 16
    kernels.depthwise(batchNorm, x, xAt, 16, block, 6, y, yAt, block, Epilogue.NONE);
  }

  /**
   * {@code softmax(y, 1)}, Pictures.java:36: [17, 2, 3] → [17, 2, 3].
   */
  private void softmax(float[] x, int xAt, float[] y, int yAt) {
    RowNorms.softmax(kernels, false, x, xAt, 1, 17, 6, y, yAt);
  }

  /**
   * {@code softmax(y, 1).add(y).sub(y.div(y.mul(y).add(y)))}, Pictures.java:36: [17, 2, 3],
   * [17, 2, 3] → [17, 2, 3].
   *
   * <p>{@code y = a + b - b / (b * b + b)} in one pass: what lies between the operations stays in
   * L1.
   */
  private void addMulAddDivSub(
      float[] a, int aAt, float[] b, int bAt, float[] strips, int stripsAt, float[] y, int yAt) {
    kernels.add(a, aAt, b, bAt, y, yAt, 192, Epilogue.NONE);
    kernels.combine(Arithmetic.Operator.MUL, b, bAt, b, bAt, strips, stripsAt, 192);
    kernels.add(strips, stripsAt, b, bAt, strips, stripsAt, 192, Epilogue.NONE);
    kernels.combine(Arithmetic.Operator.DIV, b, bAt, strips, stripsAt, strips, stripsAt, 192);
    kernels.combine(Arithmetic.Operator.SUB, y, yAt, strips, stripsAt, y, yAt, 192);
  }

  @Override
  protected int workspace(int N) {
    return 14_877;
  }

  @Override
  protected List<Step> steps() {
    return List.of(
        new Step("silu", "[3, 21, 19]", "[3, 21, 19]", 0, 0),
        new Step("conv2dRelu6", "[3, 21, 19]", "[7, 20, 18]", 84, 30_240),
        new Step("sameMaxPoolRelu", "[7, 20, 18]", "[18, 10, 9]", 2_034, 725_760),
        new Step("wide", "[18, 10, 9]", "[33, 5, 7]", 5_379, 187_110),
        new Step("pointSigmoid", "[33, 5, 7]", "[17, 5, 7]", 578, 19_635),
        new Step("avgPool2d", "[17, 5, 7]", "[17, 2, 3]", 0, 0),
        new Step("batchNorm", "[17, 2, 3]", "[17, 2, 3]", 34, 0),
        new Step("softmax", "[17, 2, 3]", "[17, 2, 3]", 0, 0),
        new Step("addMulAddDivSub", "[17, 2, 3], [17, 2, 3]", "[17, 2, 3]", 0, 0));
  }
}

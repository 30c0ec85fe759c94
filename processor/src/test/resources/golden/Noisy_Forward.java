package networks;

import io.tenon.compiled.Binding;
import io.tenon.compiled.CompiledForward;
import io.tenon.compiled.Step;
import io.tenon.kernel.Epilogue;
import io.tenon.kernel.Maps;
import io.tenon.kernel.Offsets;
import io.tenon.kernel.Panel;
import io.tenon.kernel.Rows;
import io.tenon.kernel.ScaleShift;
import java.util.List;

/**
 * {@link Noisy#forward} for x of [N, 3, 10, 10], as Tenon compiled it from Noisy.java. Read it,
 * step through it; change Noisy, not this. The steps, for one sample:
 *
 * <pre>
 * step      in            out         parameters  multiply-adds
 * conv1Relu [3, 10, 10] → [20, 5, 5]         580         13,500
 * conv2Relu [20, 5, 5]  → [32, 3, 3]       5,856         51,840
 * fc1Relu   [288]       → [24]             6,984          6,912
 * fc2       [24]        → [classes]   25·classes     24·classes
 * total: 13,420 + 25·classes parameters, 72,252 + 24·classes multiply-adds
 * </pre>
 *
 * <p>Between steps, maps [C, H, W] lie as [⌈C / 16⌉, H, W, 16]: 16 channels side by side, so that
 * one instruction works on all of them. {@code x} and the result lie as in PyTorch.
 *
 * <p>{@code classes} is the constructor's argument: its value is read from the weights.
 */
final class Noisy_Forward extends CompiledForward<Noisy> {
  private final int classes;
  private final Panel conv1;
  private final Panel conv2;
  private final Panel fc1;
  private final Panel fc2;

  Noisy_Forward(Binding<Noisy> binding) {
    super(
        binding.require("ec0e370948fe2db0", "N, 3, 10, 10"),
        new int[] {-1, binding.size("fc2.weight", 0)});
    classes = binding.size("fc2.weight", 0);
    ScaleShift conv1Norm = binding.batchNorm("bn1", 1e-5, 20);
    conv1 = binding.blockPanel(
        "conv1.weight", null, 20, Offsets.planes(3, 3, 3, 12, 12, 1, 1), conv1Norm);
    ScaleShift conv2Norm = binding.batchNorm("bn2", 1e-5, 32);
    conv2 = binding.blockPanel(
        "conv2.weight", "conv2.bias", 32, Offsets.blocks(20, 3, 3, 5, 5, 1, 1), conv2Norm);
    ScaleShift fc1Norm = binding.batchNorm("bn3", 1e-5, 24);
    fc1 = binding.rowPanel(
        "fc1.weight", "fc1.bias", 24, Offsets.flattenedBlocks(32, 3, 3), fc1Norm);
    fc2 = binding.blockPanel("fc2.weight", "fc2.bias", classes, Offsets.contiguous(24));
  }

  @Override
  protected void forward(int N, float[] x, int xAt, float[] workspace, float[] y, int yAt) {
    int conv1BorderAt = 0; // [3, 12, 12]
    int conv1At = 432; // [2, 5, 5, 16]
    int conv2At = 1_232; // N of [2, 3, 3, 16]
    int fc1At = 1_232 + 288 * N; // N of [24]
    int fc2BesideAt = 1_232 + 312 * N; // N of [fc2.stored]
    // One sample at a time: the 5 KB between the steps stay in the cache.
    for (int n = 0; n < N; n++) {
      // A border of zeros, so that no window needs a test at an edge.
      Maps.surround(x, xAt + n * 300, 3, 10, 10, 1, 1, 1, 1, 1, workspace, conv1BorderAt);
      conv1Relu(workspace, conv1BorderAt, workspace, conv1At);
      conv2Relu(workspace, conv1At, workspace, conv2At + n * 288);
    }
    fc1Relu(N, workspace, conv2At, workspace, fc1At);
    fc2(N, workspace, fc1At, workspace, fc2BesideAt, y, yAt);
  }

  /**
   * {@code relu(bn1.call(conv1.call(x)))}, Noisy.java:36: [3, 10, 10] → [20, 5, 5].
   *
   * <p>A row is one call of the tile: for several positions and 16 channels at a time, sums of 27
   * products stay in registers, and relu is done while they are in the cache. The batch
   * normalization is part of the weights: it scales and shifts each channel, and so does the
   * convolution.
   */
  private void conv1Relu(float[] x, int xAt, float[] y, int yAt) {
    int xStep = 2; // in x, from a window to the next,
    int xRow = 24; // and from a row of windows to the next
    int yRow = 80; // in y, from a row of 5 positions of 16 channels to the next,
    int yBlock = 400; // and from 16 channels to the next 16
    for (int h = 0; h < 5; h++) {
      kernels.rows(
          conv1, x, xAt + h * xRow, xStep, 5, y, yAt + h * yRow, 16, yBlock, Epilogue.RELU);
    }
  }

  /**
   * {@code relu(bn2.call(conv2.call(drop1.call(out))))}, Noisy.java:37: [20, 5, 5] → [32, 3, 3].
   *
   * <p>A row is one call of the tile: for several positions and 16 channels at a time, sums of 180
   * products stay in registers, and relu is done while they are in the cache. The batch
   * normalization is part of the weights: it scales and shifts each channel, and so does the
   * convolution.
   */
  private void conv2Relu(float[] x, int xAt, float[] y, int yAt) {
    int xStep = 16; // in x, from a window to the next,
    int xRow = 80; // and from a row of windows to the next
    int yRow = 48; // in y, from a row of 3 positions of 16 channels to the next,
    int yBlock = 144; // and from 16 channels to the next 16
    for (int h = 0; h < 3; h++) {
      kernels.rows(
          conv2, x, xAt + h * xRow, xStep, 3, y, yAt + h * yRow, 16, yBlock, Epilogue.RELU);
    }
  }

  /**
   * {@code relu(bn3.call(fc1.call(out)))}, Noisy.java:39: [288] → [24].
   *
   * <p>The maps stay as they lie: the order of flattening is in the weights' offsets. For all
   * samples at once, so that each weight is read once for several of them. The batch normalization
   * is part of the weights: it scales and shifts each feature, and so does the layer.
   */
  private void fc1Relu(int N, float[] x, int xAt, float[] y, int yAt) {
    kernels.rows(fc1, x, xAt, 288, N, y, yAt, 24, 16, Epilogue.RELU);
  }

  /**
   * {@code fc2.call(drop2.call(out))}, Noisy.java:40: [24] → [classes].
   *
   * <p>For all samples at once, so that each weight is read once for several of them. The tile
   * stores 16 numbers at a time, which may be more than a row has: they go beside the result first.
   */
  private void fc2(int N, float[] x, int xAt, float[] beside, int besideAt, float[] y, int yAt) {
    kernels.rows(fc2, x, xAt, 24, N, beside, besideAt, fc2.stored, 16, Epilogue.NONE);
    Rows.copy(N, beside, besideAt, fc2.stored, y, yAt, classes, classes);
  }

  @Override
  protected int workspace(int N) {
    return 1_232 + 312 * N + N * fc2.stored;
  }

  @Override
  protected List<Step> steps() {
    return List.of(
        new Step("conv1Relu", "[3, 10, 10]", "[20, 5, 5]", 580, 13_500),
        new Step("conv2Relu", "[20, 5, 5]", "[32, 3, 3]", 5_856, 51_840),
        new Step("fc1Relu", "[288]", "[24]", 6_984, 6_912),
        new Step("fc2", "[24]", "[" + classes + "]", 25L * classes, 24L * classes));
  }
}

package networks;

import io.tenon.compiled.Binding;
import io.tenon.compiled.CompiledForward;
import io.tenon.compiled.Step;
import io.tenon.kernel.Epilogue;
import io.tenon.kernel.FourRowsPanel;
import io.tenon.kernel.Offsets;
import io.tenon.kernel.Panel;
import io.tenon.kernel.Rows;
import java.util.List;

/**
 * {@link LeNet#forward} for x of [N, 3, 32, 32], as Tenon compiled it from LeNet.java. Read it,
 * step through it; change LeNet, not this. The steps, for one sample:
 *
 * <pre>
 * step             in            out          parameters  multiply-adds
 * conv1ReluMaxPool [3, 32, 32] → [6, 14, 14]         456        352,800
 * conv2ReluMaxPool [6, 14, 14] → [16, 5, 5]        2,416        240,000
 * fc1Relu          [400]       → [120]            48,120         48,000
 * fc2Relu          [120]       → [84]             10,164         10,080
 * fc3              [84]        → [classes]    85·classes     84·classes
 * total: 61,156 + 85·classes parameters, 650,880 + 84·classes multiply-adds
 * </pre>
 *
 * <p>Between steps, maps [C, H, W] of few channels lie as [C, H, 2·W], with room behind each row,
 * others as [⌈C / 16⌉, H, W, 16]: 16 channels side by side, so that one instruction works on all of
 * them. {@code x} and the result lie as in PyTorch.
 *
 * <p>{@code classes} is the constructor's argument: its value is read from the weights.
 */
final class LeNet_Forward extends CompiledForward<LeNet> {
  private final int classes;
  private final FourRowsPanel conv1;
  private final FourRowsPanel conv2;
  private final Panel fc1;
  private final Panel fc2;
  private final Panel fc3;

  LeNet_Forward(Binding<LeNet> binding) {
    super(
        binding.require("236b724b0564ab73", "N, 3, 32, 32"),
        new int[] {-1, binding.size("fc3.weight", 0)});
    classes = binding.size("fc3.weight", 0);
    conv1 = binding.fourRowsPanel("conv1.weight", "conv1.bias", 6, 6, 3, 5, 28);
    conv2 = binding.fourRowsPanel("conv2.weight", "conv2.bias", 16, 16, 6, 5, 10);
    fc1 = binding.rowPanel("fc1.weight", "fc1.bias", 120, Offsets.flattenedBlocks(16, 5, 5));
    fc2 = binding.rowPanel("fc2.weight", "fc2.bias", 84, Offsets.contiguous(120));
    fc3 = binding.blockPanel("fc3.weight", "fc3.bias", classes, Offsets.contiguous(84));
  }

  @Override
  protected void forward(int N, float[] x, int xAt, float[] workspace, float[] y, int yAt) {
    int conv1ValuesAt = 0; // [2304]
    int conv1At = 2_304; // [6, 14, 28]
    int conv2ValuesAt = 0; // [2048]
    int conv2At = 4_656; // N of [1, 5, 5, 16]
    int fc1At = 4_656 + 400 * N; // N of [120]
    int fc2At = 4_656; // N of [84]
    int fc3BesideAt = 4_656 + 520 * N; // N of [fc3.stored]
    // One sample at a time: the 19 KB between the steps stay in the cache.
    for (int n = 0; n < N; n++) {
      conv1ReluMaxPool(x, xAt + n * 3_072, workspace, conv1ValuesAt, workspace, conv1At);
      conv2ReluMaxPool(workspace, conv1At, workspace, conv2ValuesAt, workspace, conv2At + n * 400);
    }
    fc1Relu(N, workspace, conv2At, workspace, fc1At);
    fc2Relu(N, workspace, fc1At, workspace, fc2At);
    fc3(N, workspace, fc2At, workspace, fc3BesideAt, y, yAt);
  }

  /**
   * {@code relu(conv1.call(x))}, {@code maxPool2d(out, 2)}, LeNet.java:26-27: [3, 32, 32] →
   * [6, 14, 14].
   *
   * <p>The 28×28 map between convolution and pooling is never stored: four rows of it at a time are
   * computed and pooled. Four sums down a column of x share eight of its rows, so they take eight
   * products for each of the kernel's columns instead of twenty, between additions that cost less
   * (see {@link FourRowsPanel}). With 6 outputs, lanes are better columns than outputs. Adding the
   * bias and relu keep order, so the largest is taken first, and the rest is done once.
   */
  private void conv1ReluMaxPool(
      float[] x, int xAt, float[] values, int valuesAt, float[] y, int yAt) {
    int xRow = 32; // in x, from a row to the next,
    int xChannel = 1_024; // and from a channel to the next
    int yRow = 28; // in y, from a row to the next: room for the 28 columns before pooling,
    int yChannel = 392; // and from a channel to the next
    for (int h = 0; h < 14; h += 2) {
      kernels.fourRowsMaxPool2(
          conv1,
          x, xAt + 2 * h * xRow, xRow, xChannel,
          values, valuesAt,
          y, yAt + h * yRow, yRow, yChannel, Epilogue.RELU);
    }
  }

  /**
   * {@code relu(conv2.call(out))}, {@code maxPool2d(out, 2)}, LeNet.java:28-29: [6, 14, 14] →
   * [16, 5, 5].
   *
   * <p>The 10×10 map between convolution and pooling is never stored: four rows of it at a time are
   * computed and pooled. Four sums down a column of x share eight of its rows, so they take eight
   * products for each of the kernel's columns instead of twenty, between additions that cost less
   * (see {@link FourRowsPanel}). Adding the bias and relu keep order, so the largest is taken
   * first, and the rest is done once.
   */
  private void conv2ReluMaxPool(
      float[] x, int xAt, float[] values, int valuesAt, float[] y, int yAt) {
    int xRow = 28; // in x, from a row to the next,
    int xChannel = 392; // and from a channel to the next
    int yRow = 80; // in y, from a row of 5 positions of 16 channels to the next,
    int yBlock = 400; // and from 16 channels to the next 16
    for (int next = 0; next < 5; next += 2) {
      int h = Math.min(next, 3); // the last two rows end with the map
      kernels.fourRowsMaxPool2(
          conv2,
          x, xAt + 2 * h * xRow, xRow, xChannel,
          values, valuesAt,
          y, yAt + h * yRow, yRow, yBlock, Epilogue.RELU);
    }
  }

  /**
   * {@code relu(fc1.call(out))}, LeNet.java:31: [400] → [120].
   *
   * <p>The maps stay as they lie: the order of flattening is in the weights' offsets. For all
   * samples at once, so that each weight is read once for several of them.
   */
  private void fc1Relu(int N, float[] x, int xAt, float[] y, int yAt) {
    kernels.rows(fc1, x, xAt, 400, N, y, yAt, 120, 16, Epilogue.RELU);
  }

  /**
   * {@code relu(fc2.call(out))}, LeNet.java:32: [120] → [84].
   *
   * <p>For all samples at once, so that each weight is read once for several of them.
   */
  private void fc2Relu(int N, float[] x, int xAt, float[] y, int yAt) {
    kernels.rows(fc2, x, xAt, 120, N, y, yAt, 84, 16, Epilogue.RELU);
  }

  /**
   * {@code fc3.call(out)}, LeNet.java:33: [84] → [classes].
   *
   * <p>For all samples at once, so that each weight is read once for several of them. The tile
   * stores 16 numbers at a time, which may be more than a row has: they go beside the result first.
   */
  private void fc3(int N, float[] x, int xAt, float[] beside, int besideAt, float[] y, int yAt) {
    kernels.rows(fc3, x, xAt, 84, N, beside, besideAt, fc3.stored, 16, Epilogue.NONE);
    Rows.copy(N, beside, besideAt, fc3.stored, y, yAt, classes, classes);
  }

  @Override
  protected int workspace(int N) {
    return 4_656 + 520 * N + N * fc3.stored;
  }

  @Override
  protected List<Step> steps() {
    return List.of(
        new Step("conv1ReluMaxPool", "[3, 32, 32]", "[6, 14, 14]", 456, 352_800),
        new Step("conv2ReluMaxPool", "[6, 14, 14]", "[16, 5, 5]", 2_416, 240_000),
        new Step("fc1Relu", "[400]", "[120]", 48_120, 48_000),
        new Step("fc2Relu", "[120]", "[84]", 10_164, 10_080),
        new Step("fc3", "[84]", "[" + classes + "]", 85L * classes, 84L * classes));
  }
}

package networks;

import io.tenon.Shape;
import io.tenon.compiled.BatchStatistics;
import io.tenon.compiled.Binding;
import io.tenon.compiled.BoundForward;
import io.tenon.compiled.Inputs;
import io.tenon.compiled.Member;
import io.tenon.compiled.Outputs;
import io.tenon.compiled.Step;
import io.tenon.kernel.BatchMoments;
import io.tenon.kernel.Epilogue;
import io.tenon.kernel.Maps;
import io.tenon.kernel.Noise;
import io.tenon.kernel.Offsets;
import io.tenon.kernel.Panel;
import io.tenon.kernel.Rows;
import java.util.List;

/**
 * {@link Noisy#forward} in training mode for x of [N, 3, 10, 10], as Tenon compiled it from
 * Noisy.java. Read it, step through it; change Noisy, not this. The steps, for one sample:
 *
 * <pre>
 * step          in            out         parameters  multiply-adds
 * conv1         [3, 10, 10] → [20, 5, 5]         540         13,500
 * bn1Statistics [20, 5, 5]  → [2, 32]             40              0
 * bn1Relu       [20, 5, 5]  → [20, 5, 5]           0              0
 * drop1Dropout  [20, 5, 5]  → [20, 5, 5]           0              0
 * conv2         [20, 5, 5]  → [32, 3, 3]       5,792         51,840
 * bn2Statistics [32, 3, 3]  → [2, 32]             64              0
 * bn2Relu       [32, 3, 3]  → [32, 3, 3]           0              0
 * fc1           [288]       → [24]             6,936          6,912
 * bn3Statistics [24]        → [2, 24]             48              0
 * bn3Relu       [24]        → [24]                 0              0
 * drop2Dropout  [24]        → [24]                 0              0
 * fc2           [24]        → [classes]   25·classes     24·classes
 * total: 13,420 + 25·classes parameters, 72,252 + 24·classes multiply-adds
 * </pre>
 *
 * <p>Between steps, maps [C, H, W] lie as [⌈C / 16⌉, H, W, 16]: 16 channels side by side, so that
 * one instruction works on all of them. {@code x} and the result lie as in PyTorch.
 *
 * <p>Samples depend on each other, by statistics of the batch or by the order in which random
 * numbers are drawn. So all of them come to such a step before any goes on, what lies between takes
 * room for each, and the batch is computed as a whole.
 *
 * <p>{@code classes} is the constructor's argument: its value is read from the weights.
 */
final class Noisy_TrainingForward extends BoundForward<Noisy> {
  private final int classes;
  private final Panel conv1;
  private final BatchStatistics bn1;
  private final Panel conv2;
  private final BatchStatistics bn2;
  private final Panel fc1;
  private final BatchStatistics bn3;
  private final Panel fc2;

  Noisy_TrainingForward(Binding<Noisy> binding) {
    super(binding.require("a421bb619dcff27e", "N, 3, 10, 10"));
    classes = binding.size("fc2.weight", 0);
    conv1 = binding.blockPanel("conv1.weight", null, 20, Offsets.planes(3, 3, 3, 12, 12, 1, 1));
    bn1 = binding.batchStatistics("bn1", 0.1, 1e-5, 20);
    conv2 = binding.blockPanel(
        "conv2.weight", "conv2.bias", 32, Offsets.blocks(20, 3, 3, 5, 5, 1, 1));
    bn2 = binding.batchStatistics("bn2", 0.1, 1e-5, 32);
    fc1 = binding.rowPanel("fc1.weight", "fc1.bias", 24, Offsets.flattenedBlocks(32, 3, 3));
    bn3 = binding.batchStatistics("bn3", 0.1, 1e-5, 24);
    fc2 = binding.blockPanel("fc2.weight", "fc2.bias", classes, Offsets.contiguous(24));
  }

  @Override
  protected void forward(Member member, Inputs inputs, float[] workspace, Outputs outputs) {
    int N = inputs.samples();
    float[] x = inputs.floats(0);
    int xAt = inputs.at(0);
    float[] y = outputs.floats(0);
    int yAt = outputs.at(0);
    int conv1BorderAt = 0; // [3, 12, 12]
    int conv1At = 544; // N of [2, 5, 5, 16]
    int bn1SumsAt = 432; // [3, 16]
    int bn1StatisticsAt = 480; // [2, 32]
    int bn1At = 544 + 800 * N; // N of [2, 5, 5, 16]
    int drop1DropoutAt = 544; // N of [2, 5, 5, 16]
    int conv2At = 544 + 800 * N; // N of [2, 3, 3, 16]
    int bn2SumsAt = 432; // [3, 16]
    int bn2StatisticsAt = 480; // [2, 32]
    int bn2At = 544; // N of [2, 3, 3, 16]
    int fc1At = 544 + 288 * N; // N of [24]
    int bn3StatisticsAt = 432; // [2, 24]
    int bn3At = 544; // N of [24]
    int drop2DropoutAt = 544 + 24 * N; // N of [24]
    int fc2BesideAt = 544 + 1_600 * N; // N of [fc2.stored]
    // One sample at a time: the 2 KB between the steps stay in the cache.
    for (int n = 0; n < N; n++) {
      // A border of zeros, so that no window needs a test at an edge.
      Maps.surround(x, xAt + n * 300, 3, 10, 10, 1, 1, 1, 1, 1, workspace, conv1BorderAt);
      conv1(workspace, conv1BorderAt, workspace, conv1At + n * 800);
    }
    bn1Statistics(N, workspace, conv1At, workspace, bn1SumsAt, workspace, bn1StatisticsAt);
    for (int n = 0; n < N; n++) {
      bn1Relu(workspace, conv1At + n * 800, workspace, bn1StatisticsAt, workspace, bn1At + n * 800);
    }
    drop1Dropout(N, workspace, bn1At, workspace, drop1DropoutAt);
    for (int n = 0; n < N; n++) {
      conv2(workspace, drop1DropoutAt + n * 800, workspace, conv2At + n * 288);
    }
    bn2Statistics(N, workspace, conv2At, workspace, bn2SumsAt, workspace, bn2StatisticsAt);
    for (int n = 0; n < N; n++) {
      bn2Relu(workspace, conv2At + n * 288, workspace, bn2StatisticsAt, workspace, bn2At + n * 288);
    }
    fc1(N, workspace, bn2At, workspace, fc1At);
    bn3Statistics(N, workspace, fc1At, workspace, bn3StatisticsAt);
    bn3Relu(N, workspace, fc1At, workspace, bn3StatisticsAt, workspace, bn3At);
    drop2Dropout(N, workspace, bn3At, workspace, drop2DropoutAt);
    fc2(N, workspace, drop2DropoutAt, workspace, fc2BesideAt, y, yAt);
  }

  /**
   * {@code conv1.call(x)}, Noisy.java:36: [3, 10, 10] → [20, 5, 5].
   *
   * <p>A row is one call of the tile: for several positions and 16 channels at a time, sums of 27
   * products stay in registers.
   */
  private void conv1(float[] x, int xAt, float[] y, int yAt) {
    int xStep = 2; // in x, from a window to the next,
    int xRow = 24; // and from a row of windows to the next
    int yRow = 80; // in y, from a row of 5 positions of 16 channels to the next,
    int yBlock = 400; // and from 16 channels to the next 16
    for (int h = 0; h < 5; h++) {
      kernels.rows(
          conv1, x, xAt + h * xRow, xStep, 5, y, yAt + h * yRow, 16, yBlock, Epilogue.NONE);
    }
  }

  /**
   * {@code bn1.call(conv1.call(x))}, Noisy.java:36: [20, 5, 5] → [2, 32].
   *
   * <p>Mean and variance of a channel are those of the whole batch, so no sample goes on before all
   * are here. The layer's running statistics move towards them.
   */
  private void bn1Statistics(
      int N, float[] x, int xAt, float[] sums, int sumsAt, float[] y, int yAt) {
    int variancesAt = yAt + 32;
    BatchMoments.blocks(kernels, N, x, xAt, 800, 0, 2, 25, sums, sumsAt, y, yAt, variancesAt);
    bn1.moveRunning(N * 25, y, yAt, variancesAt);
    bn1.toScaleShift(y, yAt, variancesAt);
  }

  /**
   * {@code relu(bn1.call(conv1.call(x)))}, Noisy.java:36: [20, 5, 5] → [20, 5, 5].
   *
   * <p>By the batch's statistics, each channel has a factor and a summand.
   */
  private void bn1Relu(float[] x, int xAt, float[] by, int byAt, float[] y, int yAt) {
    for (int b = 0; b < 2; b++) {
      kernels.scaleShift(
          x, xAt + b * 400, 25,
          by, byAt + b * 16, byAt + 32 + b * 16,
          y, yAt + b * 400, Epilogue.RELU);
    }
  }

  /**
   * {@code drop1.call(out)}, Noisy.java:37: [20, 5, 5] → [20, 5, 5].
   *
   * <p>A random number for each element, in PyTorch's order: the same seed drops the same elements
   * in eager mode.
   */
  private void drop1Dropout(int N, float[] x, int xAt, float[] y, int yAt) {
    for (int n = 0; n < N; n++) {
      Noise.dropBlocks(x, xAt + n * 800, 20, 25, 0.25, y, yAt + n * 800);
    }
  }

  /**
   * {@code conv2.call(drop1.call(out))}, Noisy.java:37: [20, 5, 5] → [32, 3, 3].
   *
   * <p>A row is one call of the tile: for several positions and 16 channels at a time, sums of 180
   * products stay in registers.
   */
  private void conv2(float[] x, int xAt, float[] y, int yAt) {
    int xStep = 16; // in x, from a window to the next,
    int xRow = 80; // and from a row of windows to the next
    int yRow = 48; // in y, from a row of 3 positions of 16 channels to the next,
    int yBlock = 144; // and from 16 channels to the next 16
    for (int h = 0; h < 3; h++) {
      kernels.rows(
          conv2, x, xAt + h * xRow, xStep, 3, y, yAt + h * yRow, 16, yBlock, Epilogue.NONE);
    }
  }

  /**
   * {@code bn2.call(conv2.call(drop1.call(out)))}, Noisy.java:37: [32, 3, 3] → [2, 32].
   *
   * <p>As in {@link #bn1Statistics}.
   */
  private void bn2Statistics(
      int N, float[] x, int xAt, float[] sums, int sumsAt, float[] y, int yAt) {
    int variancesAt = yAt + 32;
    BatchMoments.blocks(kernels, N, x, xAt, 288, 0, 2, 9, sums, sumsAt, y, yAt, variancesAt);
    bn2.moveRunning(N * 9, y, yAt, variancesAt);
    bn2.toScaleShift(y, yAt, variancesAt);
  }

  /**
   * {@code relu(bn2.call(conv2.call(drop1.call(out))))}, Noisy.java:37: [32, 3, 3] → [32, 3, 3].
   *
   * <p>By the batch's statistics, each channel has a factor and a summand.
   */
  private void bn2Relu(float[] x, int xAt, float[] by, int byAt, float[] y, int yAt) {
    for (int b = 0; b < 2; b++) {
      kernels.scaleShift(
          x, xAt + b * 144, 9,
          by, byAt + b * 16, byAt + 32 + b * 16,
          y, yAt + b * 144, Epilogue.RELU);
    }
  }

  /**
   * {@code fc1.call(out)}, Noisy.java:39: [288] → [24].
   *
   * <p>The maps stay as they lie: the order of flattening is in the weights' offsets. For all
   * samples at once, so that each weight is read once for several of them.
   */
  private void fc1(int N, float[] x, int xAt, float[] y, int yAt) {
    kernels.rows(fc1, x, xAt, 288, N, y, yAt, 24, 16, Epilogue.NONE);
  }

  /**
   * {@code bn3.call(fc1.call(out))}, Noisy.java:39: [24] → [2, 24].
   *
   * <p>As in {@link #bn1Statistics}.
   */
  private void bn3Statistics(int N, float[] x, int xAt, float[] y, int yAt) {
    int variancesAt = yAt + 24;
    BatchMoments.planes(kernels, N, x, xAt, 24, 0, 24, 1, y, yAt, variancesAt);
    bn3.moveRunning(N, y, yAt, variancesAt);
    bn3.toScaleShift(y, yAt, variancesAt);
  }

  /**
   * {@code relu(bn3.call(fc1.call(out)))}, Noisy.java:39: [24] → [24].
   *
   * <p>By the batch's statistics, each channel has a factor and a summand.
   */
  private void bn3Relu(int N, float[] x, int xAt, float[] by, int byAt, float[] y, int yAt) {
    for (int n = 0; n < N; n++) {
      Maps.scaleShift(x, xAt + n * 24, 24, 1, by, byAt, byAt + 24, y, yAt + n * 24);
    }
    for (int i = 0; i < N * 24; i++) {
      float v = y[yAt + i];
      y[yAt + i] = v < 0 ? 0 : v;
    }
  }

  /**
   * {@code drop2.call(out)}, Noisy.java:40: [24] → [24].
   *
   * <p>As in {@link #drop1Dropout}.
   */
  private void drop2Dropout(int N, float[] x, int xAt, float[] y, int yAt) {
    Noise.drop(x, xAt, N * 24, 0.5, y, yAt);
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
  protected long workspace(Inputs inputs) {
    int N = inputs.samples();
    return 544 + 1_600L * N + 1L * N * fc2.stored;
  }

  @Override
  protected Shape[] results(Inputs inputs) {
    int N = inputs.samples();
    return new Shape[] {Shape.of(N, classes)};
  }

  @Override
  protected boolean wholeBatch() {
    return true;
  }

  @Override
  protected void requireBatch(int N) {
    BatchMoments.requireSeveral(N, 24, 2);
  }

  @Override
  protected List<Step> steps() {
    return List.of(
        new Step("conv1", "[3, 10, 10]", "[20, 5, 5]", 540, 13_500),
        new Step("bn1Statistics", "[20, 5, 5]", "[2, 32]", 40, 0),
        new Step("bn1Relu", "[20, 5, 5]", "[20, 5, 5]", 0, 0),
        new Step("drop1Dropout", "[20, 5, 5]", "[20, 5, 5]", 0, 0),
        new Step("conv2", "[20, 5, 5]", "[32, 3, 3]", 5_792, 51_840),
        new Step("bn2Statistics", "[32, 3, 3]", "[2, 32]", 64, 0),
        new Step("bn2Relu", "[32, 3, 3]", "[32, 3, 3]", 0, 0),
        new Step("fc1", "[288]", "[24]", 6_936, 6_912),
        new Step("bn3Statistics", "[24]", "[2, 24]", 48, 0),
        new Step("bn3Relu", "[24]", "[24]", 0, 0),
        new Step("drop2Dropout", "[24]", "[24]", 0, 0),
        new Step("fc2", "[24]", "[" + classes + "]", 25L * classes, 24L * classes));
  }
}

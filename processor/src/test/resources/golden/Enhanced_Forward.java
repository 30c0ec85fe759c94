package networks;

import io.tenon.compiled.Binding;
import io.tenon.compiled.CompiledForward;
import io.tenon.compiled.Step;
import io.tenon.kernel.AdaptiveWindows;
import io.tenon.kernel.Borders;
import io.tenon.kernel.Epilogue;
import io.tenon.kernel.Maps;
import io.tenon.kernel.Offsets;
import io.tenon.kernel.Panel;
import io.tenon.kernel.ResampleWindows;
import io.tenon.kernel.RowNorms;
import io.tenon.kernel.Rows;
import io.tenon.op.Pad;
import io.tenon.op.Pair;
import io.tenon.op.Resample;
import io.tenon.op.UnaryFunction;
import java.util.List;

/**
 * {@link Enhanced#forward} for x of [N, 3, 5, 4], as Tenon compiled it from Enhanced.java. Read it,
 * step through it; change Enhanced, not this. The steps, for one sample:
 *
 * <pre>
 * step                 in             out              parameters  multiply-adds
 * bilinearInterpolate  [3, 5, 4]    → [3, 10, 8]                0              0
 * nearestInterpolate   [3, 10, 8]   → [3, 20, 16]               0              0
 * sizedInterpolate     [3, 20, 16]  → [3, 9, 7]                 0              0
 * one                  [3, 9, 7]    → [3, 9, 7]                 1              0
 * reflected            [3, 11, 9]   → [20, 9, 7]              560         34,020
 * groupsRelu           [20, 9, 7]   → [20, 9, 7]               40              0
 * each                 [20, 9, 7]   → [20, 9, 7]               20              0
 * replicated           [20, 11, 11] → [20, 9, 9]            3,620        291,600
 * nearestInterpolate2  [20, 9, 9]   → [20, 18, 18]              0              0
 * scaledInterpolate    [20, 18, 18] → [20, 27, 27]              0              0
 * areaInterpolate      [20, 27, 27] → [20, 6, 8]                0              0
 * circular             [20, 10, 10] → [18, 8, 8]            3,258        207,360
 * instances            [18, 8, 8]   → [18, 8, 8]               36              0
 * bilinearInterpolate2 [18, 8, 8]   → [18, 16, 16]              0              0
 * more                 [18, 14, 17] → [72, 14, 17]          1,368        308,448
 * widePixelShuffle     [72, 14, 17] → [18, 28, 34]              0              0
 * sizedInterpolate2    [18, 28, 34] → [18, 9, 7]                0              0
 * fewPixelShuffle      [18, 7, 9]   → [2, 21, 27]               0              0
 * fc                   [1134]       → [4·classes]   4,540·classes  4,536·classes
 * features             [4·classes]  → [4·classes]               1              0
 * last                 [4·classes]  → [4·classes]       8·classes              0
 * total: 8,904 + 4,548·classes parameters, 841,428 + 4,536·classes multiply-adds
 * </pre>
 *
 * <p>Between steps, maps [C, H, W] lie as [⌈C / 16⌉, H, W, 16]: 16 channels side by side, so that
 * one instruction works on all of them. {@code x} and the result lie as in PyTorch.
 *
 * <p>{@code classes} is the constructor's argument: its value is read from the weights.
 */
final class Enhanced_Forward extends CompiledForward<Enhanced> {
  private final int classes;
  private final ResampleWindows bilinearInterpolate;
  private final ResampleWindows nearestInterpolate;
  private final ResampleWindows sizedInterpolate;
  private final float[] one;
  private final Panel reflected;
  private final float[] groupsWeight;
  private final float[] groupsBias;
  private final float[] each;
  private final Panel replicated;
  private final ResampleWindows nearestInterpolate2;
  private final ResampleWindows scaledInterpolate;
  private final AdaptiveWindows areaInterpolate;
  private final Panel circular;
  private final float[] instancesWeight;
  private final float[] instancesBias;
  private final ResampleWindows bilinearInterpolate2;
  private final Panel more;
  private final ResampleWindows sizedInterpolate2;
  private final Panel fc;
  private final float[] features;
  private final float[] lastWeight;
  private final float[] lastBias;

  Enhanced_Forward(Binding<Enhanced> binding) {
    super(
        binding.require("8cc82c7a08a7b06c", "N, 3, 5, 4"),
        new int[] {-1, 4 * (binding.size("fc.weight", 0) / 4)});
    classes = binding.size("fc.weight", 0) / 4;
    bilinearInterpolate = new ResampleWindows(
        new Resample(Resample.Mode.BILINEAR, null, 2.0, 2.0, true, false), 5, 4, 10, 8);
    nearestInterpolate = new ResampleWindows(
        new Resample(Resample.Mode.NEAREST, null, 2.0, 2.0, false, false), 10, 8, 20, 16);
    sizedInterpolate = new ResampleWindows(
        new Resample(Resample.Mode.BICUBIC, new Pair(9, 7), 0.0, 0.0, false, false), 20, 16, 9, 7);
    one = binding.perChannel("one.weight", 3);
    reflected = binding.blockPanel(
        "reflected.weight", "reflected.bias", 20, Offsets.planes(3, 3, 3, 11, 9, 1, 1));
    groupsWeight = binding.floats("groups.weight", 20);
    groupsBias = binding.floats("groups.bias", 20);
    each = binding.perChannel("each.weight", 20);
    replicated = binding.blockPanel(
        "replicated.weight", "replicated.bias", 20, Offsets.planes(20, 3, 3, 11, 11, 1, 1));
    nearestInterpolate2 = new ResampleWindows(
        new Resample(Resample.Mode.NEAREST, null, 2.0, 2.0, false, false), 9, 9, 18, 18);
    scaledInterpolate = new ResampleWindows(
        new Resample(Resample.Mode.BILINEAR, null, 1.5, 1.5, false, false), 18, 18, 27, 27);
    areaInterpolate = new AdaptiveWindows(27, 27, 6, 8);
    circular = binding.blockPanel(
        "circular.weight", "circular.bias", 18, Offsets.blocks(20, 3, 3, 10, 10, 1, 1));
    instancesWeight = binding.floats("instances.weight", 18);
    instancesBias = binding.floats("instances.bias", 18);
    bilinearInterpolate2 = new ResampleWindows(
        new Resample(Resample.Mode.BILINEAR, null, 2.0, 2.0, true, false), 8, 8, 16, 16);
    more = binding.blockPanel(
        "more.weight", "more.bias", 72, Offsets.planes(18, 1, 1, 14, 17, 1, 1));
    sizedInterpolate2 = new ResampleWindows(
        new Resample(Resample.Mode.BICUBIC, new Pair(9, 7), 0.0, 0.0, false, false), 28, 34, 9, 7);
    fc = binding.blockPanel("fc.weight", "fc.bias", 4 * classes, Offsets.contiguous(1_134));
    features = binding.perChannel("features.weight", 4 * classes);
    lastWeight = binding.floats("last.weight", 4 * classes);
    lastBias = binding.floats("last.bias", 4 * classes);
  }

  @Override
  protected void forward(int N, float[] x, int xAt, float[] workspace, float[] y, int yAt) {
    int bilinearInterpolateAt = 0; // [3, 10, 8]
    int nearestInterpolateAt = 240; // [3, 20, 16]
    int sizedInterpolateAt = 0; // [3, 9, 7]
    int oneAt = 189; // [3, 9, 7]
    int reflectedPadAt = 378; // [3, 11, 9]
    int reflectedAt = 675; // [2, 9, 7, 16]
    int reflectedPlanesAt = 2_691; // [20, 9, 7]
    int groupsAt = 0; // [20, 9, 7]
    int eachAt = 1_260; // [20, 9, 7]
    int replicatedPadAt = 2_520; // [20, 11, 11]
    int replicatedAt = 4_940; // [2, 9, 9, 16]
    int nearestInterpolate2At = 7_532; // [2, 18, 18, 16]
    int scaledInterpolateAt = 17_900; // [2, 27, 27, 16]
    int areaInterpolateAt = 0; // [2, 6, 8, 16]
    int circularPadAt = 1_536; // [2, 10, 10, 16]
    int circularAt = 4_736; // [2, 8, 8, 16]
    int circularPlanesAt = 0; // [18, 8, 8]
    int instancesAt = 1_152; // [18, 8, 8]
    int bilinearInterpolate2At = 2_304; // [18, 16, 16]
    int padAt = 6_912; // [18, 14, 17]
    int moreAt = 11_196; // [5, 14, 17, 16]
    int widePixelShuffleAt = 30_236; // [2, 28, 34, 16]
    int sizedInterpolate2At = 0; // [2, 9, 7, 16]
    int pad2At = 2_016; // [2, 7, 9, 16]
    int fewPixelShuffleAt = 60_700; // N of [2, 21, 27]
    int fcBesideAt = 60_700 + 1_134 * N; // N of [fc.stored]
    int fcAt = 60_700 + 1_134 * N + N * fc.stored; // N of [4·classes]
    int featuresAt = 60_700 + 1_134 * N + 4 * N * classes + N * fc.stored; // N of [4·classes]
    // One sample at a time: the 238 KB between the steps stay in the cache.
    for (int n = 0; n < N; n++) {
      bilinearInterpolate(x, xAt + n * 60, workspace, bilinearInterpolateAt);
      nearestInterpolate(workspace, bilinearInterpolateAt, workspace, nearestInterpolateAt);
      sizedInterpolate(workspace, nearestInterpolateAt, workspace, sizedInterpolateAt);
      one(workspace, sizedInterpolateAt, workspace, oneAt);
      // A border that mirrors the maps.
      Borders.surround(
          Pad.Mode.REFLECT, 0, workspace, oneAt, 3, 9, 7, 1, 1, 1, 1, 1, workspace, reflectedPadAt);
      reflected(workspace, reflectedPadAt, workspace, reflectedAt);
      // Into PyTorch's order.
      Maps.toPlanes(workspace, reflectedAt, 20, 63, workspace, reflectedPlanesAt);
      groupsRelu(workspace, reflectedPlanesAt, workspace, groupsAt);
      each(workspace, groupsAt, workspace, eachAt);
      // A border that repeats the edges.
      Borders.surround(
          Pad.Mode.REPLICATE, 0, workspace, eachAt, 20, 9, 7, 1, 2, 2, 1, 1, workspace,
          replicatedPadAt);
      replicated(workspace, replicatedPadAt, workspace, replicatedAt);
      nearestInterpolate2(workspace, replicatedAt, workspace, nearestInterpolate2At);
      scaledInterpolate(workspace, nearestInterpolate2At, workspace, scaledInterpolateAt);
      areaInterpolate(workspace, scaledInterpolateAt, workspace, areaInterpolateAt);
      // A border that is the other side.
      Borders.surround(
          Pad.Mode.CIRCULAR, 0, workspace, areaInterpolateAt, 2, 6, 8, 16, 1, 1, 2, 2, workspace,
          circularPadAt);
      circular(workspace, circularPadAt, workspace, circularAt);
      // Into PyTorch's order.
      Maps.toPlanes(workspace, circularAt, 18, 64, workspace, circularPlanesAt);
      instances(workspace, circularPlanesAt, workspace, instancesAt);
      bilinearInterpolate2(workspace, instancesAt, workspace, bilinearInterpolate2At);
      // A border of one number.
      Borders.surround(
          Pad.Mode.CONSTANT, 0.5f, workspace, bilinearInterpolate2At, 18, 16, 16, 1, -1, 2, 1, -3,
          workspace, padAt);
      more(workspace, padAt, workspace, moreAt);
      widePixelShuffle(workspace, moreAt, workspace, widePixelShuffleAt);
      sizedInterpolate2(workspace, widePixelShuffleAt, workspace, sizedInterpolate2At);
      // A border of zeros, so that no window needs a test at an edge.
      Borders.surround(
          Pad.Mode.CONSTANT, 0, workspace, sizedInterpolate2At, 2, 9, 7, 16, 1, 1, -1, -1,
          workspace, pad2At);
      fewPixelShuffle(workspace, pad2At, workspace, fewPixelShuffleAt + n * 1_134);
    }
    fc(N, workspace, fewPixelShuffleAt, workspace, fcBesideAt, workspace, fcAt);
    features(N, workspace, fcAt, workspace, featuresAt);
    last(N, workspace, featuresAt, y, yAt);
  }

  /**
   * {@code bilinear.call(x)}, Enhanced.java:48: [3, 5, 4] → [3, 10, 8].
   *
   * <p>Each pixel is a sum of 4, by factors that were found once.
   */
  private void bilinearInterpolate(float[] x, int xAt, float[] y, int yAt) {
    bilinearInterpolate.run(x, xAt, 3, 1, y, yAt);
  }

  /**
   * {@code nearest.call(bilinear.call(x))}, Enhanced.java:48: [3, 10, 8] → [3, 20, 16].
   *
   * <p>Each pixel is a copy of one.
   */
  private void nearestInterpolate(float[] x, int xAt, float[] y, int yAt) {
    nearestInterpolate.run(x, xAt, 3, 1, y, yAt);
  }

  /**
   * {@code sized.call(nearest.call(bilinear.call(x)))}, Enhanced.java:48: [3, 20, 16] → [3, 9, 7].
   *
   * <p>Each pixel is a sum of 16, by factors that were found once.
   */
  private void sizedInterpolate(float[] x, int xAt, float[] y, int yAt) {
    sizedInterpolate.run(x, xAt, 3, 1, y, yAt);
  }

  /**
   * {@code one.call(sized.call(nearest.call(bilinear.call(x))))}, Enhanced.java:48: [3, 9, 7] →
   * [3, 9, 7].
   */
  private void one(float[] x, int xAt, float[] y, int yAt) {
    Maps.leak(x, xAt, 3, 63, 1, one, y, yAt);
  }

  /**
   * {@code reflected.call(y)}, Enhanced.java:49: [3, 11, 9] → [20, 9, 7].
   *
   * <p>A row is one call of the tile: for several positions and 16 channels at a time, sums of 27
   * products stay in registers.
   */
  private void reflected(float[] x, int xAt, float[] y, int yAt) {
    int xStep = 1; // in x, from a window to the next,
    int xRow = 9; // and from a row of windows to the next
    int yRow = 112; // in y, from a row of 7 positions of 16 channels to the next,
    int yBlock = 1_008; // and from 16 channels to the next 16
    for (int h = 0; h < 9; h++) {
      kernels.rows(
          reflected, x, xAt + h * xRow, xStep, 7, y, yAt + h * yRow, 16, yBlock, Epilogue.NONE);
    }
  }

  /**
   * {@code relu(groups.call(reflected.call(y)))}, Enhanced.java:49: [20, 9, 7] → [20, 9, 7].
   */
  private void groupsRelu(float[] x, int xAt, float[] y, int yAt) {
    RowNorms.groupNorm(kernels, x, xAt, 4, 4, 5, 63, groupsWeight, groupsBias, 1e-5, y, yAt);
    UnaryFunction.RELU.apply(y, yAt, y, yAt, 1_260, 0, 0);
  }

  /**
   * {@code each.call(relu(groups.call(reflected.call(y))))}, Enhanced.java:49: [20, 9, 7] →
   * [20, 9, 7].
   */
  private void each(float[] x, int xAt, float[] y, int yAt) {
    Maps.leak(x, xAt, 20, 63, 1, each, y, yAt);
  }

  /**
   * {@code replicated.call(y)}, Enhanced.java:50: [20, 11, 11] → [20, 9, 9].
   *
   * <p>A row is one call of the tile: for several positions and 16 channels at a time, sums of 180
   * products stay in registers.
   */
  private void replicated(float[] x, int xAt, float[] y, int yAt) {
    int xStep = 1; // in x, from a window to the next,
    int xRow = 11; // and from a row of windows to the next
    int yRow = 144; // in y, from a row of 9 positions of 16 channels to the next,
    int yBlock = 1_296; // and from 16 channels to the next 16
    for (int h = 0; h < 9; h++) {
      kernels.rows(
          replicated, x, xAt + h * xRow, xStep, 9, y, yAt + h * yRow, 16, yBlock, Epilogue.NONE);
    }
  }

  /**
   * {@code nearest.call(replicated.call(y))}, Enhanced.java:50: [20, 9, 9] → [20, 18, 18].
   *
   * <p>Each pixel is a copy of one; the 16 channels side by side share them.
   */
  private void nearestInterpolate2(float[] x, int xAt, float[] y, int yAt) {
    nearestInterpolate2.run(x, xAt, 2, 16, y, yAt);
  }

  /**
   * {@code scaled.call(nearest.call(replicated.call(y)))}, Enhanced.java:50: [20, 18, 18] →
   * [20, 27, 27].
   *
   * <p>Each pixel is a sum of 4, by factors that were found once; the 16 channels side by side
   * share them.
   */
  private void scaledInterpolate(float[] x, int xAt, float[] y, int yAt) {
    scaledInterpolate.run(x, xAt, 2, 16, y, yAt);
  }

  /**
   * {@code area.call(y)}, Enhanced.java:51: [20, 27, 27] → [20, 6, 8].
   *
   * <p>16 channels lie side by side, so a window is a loop over them.
   */
  private void areaInterpolate(float[] x, int xAt, float[] y, int yAt) {
    areaInterpolate.run(x, xAt, 2, 16, y, yAt);
  }

  /**
   * {@code circular.call(area.call(y))}, Enhanced.java:51: [20, 10, 10] → [18, 8, 8].
   *
   * <p>As in {@link #replicated}.
   */
  private void circular(float[] x, int xAt, float[] y, int yAt) {
    int xStep = 16; // in x, from a window to the next,
    int xRow = 160; // and from a row of windows to the next
    int yRow = 128; // in y, from a row of 8 positions of 16 channels to the next,
    int yBlock = 1_024; // and from 16 channels to the next 16
    for (int h = 0; h < 8; h++) {
      kernels.rows(
          circular, x, xAt + h * xRow, xStep, 8, y, yAt + h * yRow, 16, yBlock, Epilogue.NONE);
    }
  }

  /**
   * {@code instances.call(circular.call(area.call(y)))}, Enhanced.java:51: [18, 8, 8] → [18, 8, 8].
   */
  private void instances(float[] x, int xAt, float[] y, int yAt) {
    RowNorms.groupNorm(
        kernels, x, xAt, 18, 18, 1, 64, instancesWeight, instancesBias, 1e-5, y, yAt);
  }

  /**
   * {@code bilinear.call(y)}, Enhanced.java:52: [18, 8, 8] → [18, 16, 16].
   *
   * <p>Each pixel is a sum of 4, by factors that were found once.
   */
  private void bilinearInterpolate2(float[] x, int xAt, float[] y, int yAt) {
    bilinearInterpolate2.run(x, xAt, 18, 1, y, yAt);
  }

  /**
   * {@code more.call(y)}, Enhanced.java:54: [18, 14, 17] → [72, 14, 17].
   *
   * <p>The map is one call of the tile: for several positions and 16 channels at a time, sums of 18
   * products stay in registers.
   */
  private void more(float[] x, int xAt, float[] y, int yAt) {
    int xStep = 1; // in x, from a window to the next
    int yBlock = 3_808; // in y, from 16 channels to the next 16
    kernels.rows(more, x, xAt, xStep, 238, y, yAt, 16, yBlock, Epilogue.NONE);
  }

  /**
   * {@code wide.call(more.call(y))}, Enhanced.java:54: [72, 14, 17] → [18, 28, 34].
   *
   * <p>4 channels become the 2×2 pixels of one.
   */
  private void widePixelShuffle(float[] x, int xAt, float[] y, int yAt) {
    Maps.shuffle(x, xAt, 16, 18, 14, 17, 2, y, yAt, 16);
  }

  /**
   * {@code sized.call(wide.call(more.call(y)))}, Enhanced.java:54: [18, 28, 34] → [18, 9, 7].
   *
   * <p>Each pixel is a sum of 16, by factors that were found once; the 16 channels side by side
   * share them.
   */
  private void sizedInterpolate2(float[] x, int xAt, float[] y, int yAt) {
    sizedInterpolate2.run(x, xAt, 2, 16, y, yAt);
  }

  /**
   * {@code few.call(pad(y, new io.tenon.op.Padding(1, 1, -1, -1), Pad.Mode.CONSTANT, 0))},
   * Enhanced.java:55: [18, 7, 9] → [2, 21, 27].
   *
   * <p>9 channels become the 3×3 pixels of one.
   */
  private void fewPixelShuffle(float[] x, int xAt, float[] y, int yAt) {
    Maps.shuffle(x, xAt, 16, 2, 7, 9, 3, y, yAt, 1);
  }

  /**
   * {@code fc.call(y.flatten(1))}, Enhanced.java:56: [1134] → [4·classes].
   *
   * <p>For all samples at once, so that each weight is read once for several of them. The tile
   * stores 16 numbers at a time, which may be more than a row has: they go beside the result first.
   */
  private void fc(int N, float[] x, int xAt, float[] beside, int besideAt, float[] y, int yAt) {
    kernels.rows(fc, x, xAt, 1_134, N, beside, besideAt, fc.stored, 16, Epilogue.NONE);
    Rows.copy(N, beside, besideAt, fc.stored, y, yAt, 4 * classes, 4 * classes);
  }

  /**
   * {@code features.call(fc.call(y.flatten(1)))}, Enhanced.java:56: [4·classes] → [4·classes].
   */
  private void features(int N, float[] x, int xAt, float[] y, int yAt) {
    Maps.leak(x, xAt, 1, N, 4 * classes, features, y, yAt);
  }

  /**
   * {@code last.call(features.call(fc.call(y.flatten(1))))}, Enhanced.java:56: [4·classes] →
   * [4·classes].
   */
  private void last(int N, float[] x, int xAt, float[] y, int yAt) {
    RowNorms.groupNorm(
        kernels, x, xAt, N * 2, 2, 4 * classes / 2, 1, lastWeight, lastBias, 1e-5, y, yAt);
  }

  @Override
  protected int workspace(int N) {
    return 60_700 + 1_134 * N + 8 * N * classes + N * fc.stored;
  }

  @Override
  protected List<Step> steps() {
    return List.of(
        new Step("bilinearInterpolate", "[3, 5, 4]", "[3, 10, 8]", 0, 0),
        new Step("nearestInterpolate", "[3, 10, 8]", "[3, 20, 16]", 0, 0),
        new Step("sizedInterpolate", "[3, 20, 16]", "[3, 9, 7]", 0, 0),
        new Step("one", "[3, 9, 7]", "[3, 9, 7]", 1, 0),
        new Step("reflected", "[3, 11, 9]", "[20, 9, 7]", 560, 34_020),
        new Step("groupsRelu", "[20, 9, 7]", "[20, 9, 7]", 40, 0),
        new Step("each", "[20, 9, 7]", "[20, 9, 7]", 20, 0),
        new Step("replicated", "[20, 11, 11]", "[20, 9, 9]", 3_620, 291_600),
        new Step("nearestInterpolate2", "[20, 9, 9]", "[20, 18, 18]", 0, 0),
        new Step("scaledInterpolate", "[20, 18, 18]", "[20, 27, 27]", 0, 0),
        new Step("areaInterpolate", "[20, 27, 27]", "[20, 6, 8]", 0, 0),
        new Step("circular", "[20, 10, 10]", "[18, 8, 8]", 3_258, 207_360),
        new Step("instances", "[18, 8, 8]", "[18, 8, 8]", 36, 0),
        new Step("bilinearInterpolate2", "[18, 8, 8]", "[18, 16, 16]", 0, 0),
        new Step("more", "[18, 14, 17]", "[72, 14, 17]", 1_368, 308_448),
        new Step("widePixelShuffle", "[72, 14, 17]", "[18, 28, 34]", 0, 0),
        new Step("sizedInterpolate2", "[18, 28, 34]", "[18, 9, 7]", 0, 0),
        new Step("fewPixelShuffle", "[18, 7, 9]", "[2, 21, 27]", 0, 0),
        new Step("fc", "[1134]", "[" + (4 * classes) + "]", 4_540L * classes, 4_536L * classes),
        new Step("features", "[" + (4 * classes) + "]", "[" + (4 * classes) + "]", 1, 0),
        new Step("last", "[" + (4 * classes) + "]", "[" + (4 * classes) + "]", 8L * classes, 0));
  }
}

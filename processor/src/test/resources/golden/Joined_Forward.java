package networks;

import io.tenon.compiled.Binding;
import io.tenon.compiled.Member;
import io.tenon.compiled.Step;
import io.tenon.compiled.TeamForward;
import io.tenon.kernel.Epilogue;
import io.tenon.kernel.Maps;
import io.tenon.kernel.Offsets;
import io.tenon.kernel.Panel;
import io.tenon.kernel.PoolWindows;
import io.tenon.kernel.RowNorms;
import io.tenon.kernel.Rows;
import io.tenon.op.Pair;
import io.tenon.op.Pooling;
import java.util.List;

/**
 * {@link Joined#forward} for x of [N, 3, 10, 8], as Tenon compiled it from Joined.java. Read it,
 * step through it; change Joined, not this. The steps, for one sample:
 *
 * <pre>
 * step              in             out                 parameters   multiply-adds
 * fireSqueezeRelu   [3, 10, 8]   → [5, 10, 8]                  20           1,200
 * fireExpand1x1Relu [5, 10, 8]   → [32, 10, 8]                192          12,800
 * fireExpand3x3Relu [5, 10, 8]   → [32, 10, 8]              1,472         115,200
 * dense1NormRelu    [64, 10, 8]  → [64, 10, 8]                128               0
 * dense1Conv        [64, 10, 8]  → [12, 10, 8]              6,912         552,960
 * dense2NormRelu    [76, 10, 8]  → [76, 10, 8]                152               0
 * dense2Conv        [76, 10, 8]  → [12, 10, 8]              8,208         656,640
 * mixMaxPool        [155, 10, 8] → [9, 5, 4]                1,404         111,600
 * maxPool2d         [64, 10, 8]  → [64, 5, 4]                   0               0
 * left              [1460]       → [features]      1,461·features  1,460·features
 * right             [1280]       → [7]                      8,967           8,960
 * softmax           [9, 5, 4]    → [9, 5, 4]                    0               0
 * relu              [2·features] → [2·features]                 0               0
 * last              [3·features] → [11]          11 + 33·features     33·features
 * total: 27,466 + 1,494·features parameters, 1,459,360 + 1,493·features multiply-adds
 * </pre>
 *
 * <p>Between steps, maps [C, H, W] lie as [⌈C / 16⌉, H, W, 16]: 16 channels side by side, so that
 * one instruction works on all of them. What is concatenated is made in its part of the result.
 * {@code x} and the result lie as in PyTorch.
 *
 * <p>Several threads are a team: each of its members runs {@code forward}, does its part of each
 * step, and meets the others behind it, since the next step needs all of its result.
 *
 * <p>{@code features} is the constructor's argument: its value is read from the weights.
 */
final class Joined_Forward extends TeamForward<Joined> {
  private final int features;
  private final Panel fireSqueeze;
  private final Panel fireExpand1x1;
  private final Panel fireExpand3x3;
  private final Panel dense1Norm;
  private final Panel dense1Conv;
  private final Panel dense2Norm;
  private final Panel dense2Conv;
  private final Panel mix;
  private final PoolWindows maxPool2d;
  private final Panel left;
  private final Panel right;
  private final Panel last;

  Joined_Forward(Binding<Joined> binding) {
    super(binding.require("2802481eed3844ef", "N, 3, 10, 8"), new int[] {-1, 378});
    features = binding.size("left.weight", 0);
    fireSqueeze = binding.blockPanel(
        "fire.squeeze.weight", "fire.squeeze.bias", 5, Offsets.planes(3, 1, 1, 10, 8, 1, 1));
    fireExpand1x1 = binding.blockPanel(
        "fire.expand1x1.weight", "fire.expand1x1.bias", 32, Offsets.blocks(5, 1, 1, 12, 10, 1, 1));
    fireExpand3x3 = binding.blockPanel(
        "fire.expand3x3.weight", "fire.expand3x3.bias", 32, Offsets.blocks(5, 3, 3, 12, 10, 1, 1));
    dense1Norm = binding.batchNorm("dense1.norm", 1e-5, 64).panel();
    dense1Conv = binding.blockPanel(
        "dense1.conv.weight", null, 12, Offsets.blocks(64, 3, 3, 12, 10, 1, 1));
    dense2Norm = binding.batchNorm("dense2.norm", 1e-5, 76).panel();
    dense2Conv = binding.blockPanel(
        "dense2.conv.weight", null, 12, Offsets.blocks(76, 3, 3, 12, 10, 1, 1));
    mix = binding.blockPanel("mix.weight", "mix.bias", 9, Offsets.blocks(155, 1, 1, 10, 8, 1, 1));
    maxPool2d = new PoolWindows(
        Pooling.max(Pair.of(2), Pair.of(2), Pair.of(0), Pair.of(1), false), 10, 8, 5, 4);
    left = binding.blockPanel(
        "left.weight", "left.bias", features, Offsets.flattenedBlocks(73, 5, 4));
    right = binding.blockPanel("right.weight", "right.bias", 7, Offsets.flattenedBlocks(64, 5, 4));
    last = binding.blockPanel("last.weight", "last.bias", 11, Offsets.contiguous(3 * features));
  }

  @Override
  protected void forward(
      Member member, int N, float[] x, int xAt, float[] workspace, float[] y, int yAt) {
    // The first value begins at 12, where a large array has the start of a line of the cache.
    int fireSqueezeAt = 12; // [1, 12, 10, 16], with zeros
    int fireExpand1x1At = 1_932; // [2, 10, 8, 16], a part of fireCat
    int fireExpand3x3At = 4_492; // [2, 10, 8, 16], a part of fireCat
    int fireCatAt = 1_932; // [4, 10, 8, 16], a part of cat
    int dense1NormAt = 14_732; // [4, 12, 10, 16], with zeros
    int dense1ConvAt = 7_052; // [1, 10, 8, 16], a part of cat
    int catAt = 1_932; // [5, 10, 8, 16], a part of cat2
    int dense2NormAt = 14_732; // [5, 12, 10, 16], with zeros
    int dense2ConvAt = 12; // [1, 10, 8, 16]
    int cat2At = 1_932; // [10, 10, 8, 16]
    int mixAt = 25_612; // N of [1, 5, 4, 16], a part of cat3
    int maxPool2dAt = 24_332; // N of [4, 5, 4, 16], a part of cat3
    int cat3At = 24_332; // N of [5, 5, 4, 16]
    int leftBesideAt = 24_332 + 1_983 * N; // N of [left.stored]
    int leftAt = 24_332 + 1_983 * N + N * left.stored; // N of [features]
    int rightBesideAt = 24_332 + 1_600 * N; // N of [16]
    int rightAt = 24_332 + 1_616 * N; // N of [7]
    int mixPlanesAt = 12; // [9, 5, 4]
    int softmaxAt = 204; // [9, 5, 4]
    int cat4At = 24_332 + 1_623 * N; // N of [9, 10, 4]
    int cat5At = 24_332 + 1_983 * N + N * features + N * left.stored; // N of [2·features]
    int reluAt = 24_332 + 1_983 * N + N * features + N * left.stored; // N of [2·features]
    int cat6At = 24_332 + 1_983 * N + 3 * N * features + N * left.stored; // N of [3·features]
    int lastBesideAt = 24_332; // N of [16]
    int lastAt = 24_332 + 16 * N; // N of [11]
    // One sample at a time: the 96 KB between the steps stay in the cache.
    for (int n = 0; n < N; n++) {
      fireSqueezeRelu(member, x, xAt + n * 240, workspace, fireSqueezeAt);
      member.meet();
      fireExpand1x1Relu(member, workspace, fireSqueezeAt, workspace, fireExpand1x1At);
      member.meet();
      fireExpand3x3Relu(member, workspace, fireSqueezeAt, workspace, fireExpand3x3At);
      member.meet();
      dense1NormRelu(member, workspace, fireCatAt, workspace, dense1NormAt);
      member.meet();
      dense1Conv(member, workspace, dense1NormAt, workspace, dense1ConvAt);
      member.meet();
      dense2NormRelu(member, workspace, catAt, workspace, dense2NormAt);
      member.meet();
      dense2Conv(member, workspace, dense2NormAt, workspace, dense2ConvAt);
      member.meet();
      if (member.isFirst()) {
        // Into its part of cat2, from 76 on.
        Maps.intoBlocks(workspace, dense2ConvAt, 12, 80, 16, workspace, cat2At, 76);
        // Into its part of cat2, from 88 on.
        Maps.intoBlocks(workspace, fireCatAt, 64, 80, 16, workspace, cat2At, 88);
        // Into its part of cat2, from 152 on.
        Maps.intoBlocks(x, xAt + n * 240, 3, 80, 1, workspace, cat2At, 152);
      }
      member.meet();
      mixMaxPool(member, workspace, cat2At, workspace, mixAt + n * 1_600);
      member.meet();
      maxPool2d(member, workspace, fireCatAt, workspace, maxPool2dAt + n * 1_600);
      member.meet();
    }
    left(member, N, workspace, cat3At, workspace, leftBesideAt, workspace, leftAt);
    member.meet();
    right(member, N, workspace, maxPool2dAt, workspace, rightBesideAt, workspace, rightAt);
    member.meet();
    // One sample at a time: the 2 KB between the steps stay in the cache.
    for (int n = 0; n < N; n++) {
      if (member.isFirst()) {
        // Into PyTorch's order.
        Maps.toPlanes(workspace, mixAt + n * 1_600, 9, 20, workspace, mixPlanesAt);
        softmax(workspace, mixPlanesAt, workspace, softmaxAt);
        // Into its part of cat4, from 0 on.
        Rows.copy(9, workspace, softmaxAt, 20, workspace, cat4At + n * 360, 40, 20);
        // Into its part of cat4, from 5 on.
        Rows.copy(9, workspace, mixPlanesAt, 20, workspace, cat4At + n * 360 + 20, 40, 20);
      }
      member.meet();
    }
    if (member.isFirst()) {
      // Into its part of cat5, from 0 on.
      Rows.copy(N, workspace, leftAt, features, workspace, cat5At, 2 * features, features);
      // Into its part of cat5, from features on.
      Rows.copy(
          N, workspace, leftAt, features, workspace, cat5At + features, 2 * features, features);
    }
    member.meet();
    relu(member, N, workspace, cat5At, workspace, reluAt);
    member.meet();
    if (member.isFirst()) {
      // Into its part of cat6, from 0 on.
      Rows.copy(N, workspace, leftAt, features, workspace, cat6At, 3 * features, features);
      // Into its part of cat6, from features on.
      Rows.copy(
          N, workspace, reluAt, 2 * features, workspace, cat6At + features, 3 * features,
          2 * features);
    }
    member.meet();
    last(member, N, workspace, cat6At, workspace, lastBesideAt, workspace, lastAt);
    member.meet();
    if (member.isFirst()) {
      // Into its part of cat7, from 0 on.
      Rows.copy(N, workspace, lastAt, 11, y, yAt, 378, 11);
      // Into its part of cat7, from 11 on.
      Rows.copy(N, workspace, cat4At, 360, y, yAt + 11, 378, 360);
      // Into its part of cat7, from 371 on.
      Rows.copy(N, workspace, rightAt, 7, y, yAt + 371, 378, 7);
    }
    member.meet();
  }

  /**
   * {@code relu(squeeze.call(x))}, Joined.java:33: [3, 10, 8] → [5, 10, 8].
   *
   * <p>A row is one call of the tile: for several positions and 16 channels at a time, sums of 3
   * products stay in registers, and relu is done while they are in the cache.
   */
  private void fireSqueezeRelu(Member member, float[] x, int xAt, float[] y, int yAt) {
    int xStep = 1; // in x, from a window to the next,
    int xRow = 8; // and from a row of windows to the next
    int yFirst = 176; // in y, to the first row, behind zeros,
    int yRow = 160; // from a row of 8 positions of 16 channels to the next,
    int yBlock = 1_920; // and from 16 channels to the next 16
    // The zeros around the maps: padding for the convolutions that read them.
    if (member.isFirst()) {
      Maps.frame(y, yAt, 1, 10, 8, 16, 1, 1, 1, 1);
    }
    for (int h = member.first(10), end = member.end(10); h < end; h++) {
      kernels.rows(
          fireSqueeze,
          x, xAt + h * xRow, xStep, 8,
          y, yAt + yFirst + h * yRow, 16, yBlock, Epilogue.RELU);
    }
  }

  /**
   * {@code relu(expand1x1.call(y))}, Joined.java:34: [5, 10, 8] → [32, 10, 8].
   *
   * <p>A row is one call of the tile: for several positions and 16 channels at a time, sums of 5
   * products stay in registers, and relu is done while they are in the cache.
   */
  private void fireExpand1x1Relu(Member member, float[] x, int xAt, float[] y, int yAt) {
    int xFirst = 176; // in x, to the first row, behind zeros,
    int xStep = 16; // from a window to the next,
    int xRow = 160; // and from a row of windows to the next
    int yRow = 128; // in y, from a row of 8 positions of 16 channels to the next,
    int yBlock = 1_280; // and from 16 channels to the next 16
    for (int h = member.first(10), end = member.end(10); h < end; h++) {
      kernels.rows(
          fireExpand1x1,
          x, xAt + xFirst + h * xRow, xStep, 8,
          y, yAt + h * yRow, 16, yBlock, Epilogue.RELU);
    }
  }

  /**
   * {@code relu(expand3x3.call(y))}, Joined.java:34: [5, 10, 8] → [32, 10, 8].
   *
   * <p>A row is one call of the tile: for several positions and 16 channels at a time, sums of 45
   * products stay in registers, and relu is done while they are in the cache.
   */
  private void fireExpand3x3Relu(Member member, float[] x, int xAt, float[] y, int yAt) {
    int xStep = 16; // in x, from a window to the next,
    int xRow = 160; // and from a row of windows to the next
    int yRow = 128; // in y, from a row of 8 positions of 16 channels to the next,
    int yBlock = 1_280; // and from 16 channels to the next 16
    for (int h = member.first(10), end = member.end(10); h < end; h++) {
      kernels.rows(
          fireExpand3x3, x, xAt + h * xRow, xStep, 8, y, yAt + h * yRow, 16, yBlock, Epilogue.RELU);
    }
  }

  /**
   * {@code relu(norm.call(x))}, Joined.java:49: [64, 10, 8] → [64, 10, 8].
   *
   * <p>By running statistics, each channel has a factor and a summand, found once: a depthwise
   * convolution of one term.
   */
  private void dense1NormRelu(Member member, float[] x, int xAt, float[] y, int yAt) {
    int xRow = 128; // in x, from a row of 16 channels to the next,
    int xBlock = 1_280; // and from 16 channels to the next 16
    int yFirst = 176; // in y, to the first row, behind zeros,
    int yRow = 160; // from a row of 8 positions of 16 channels to the next,
    int yBlock = 1_920; // and from 16 channels to the next 16
    // The zeros around the maps: padding for the convolutions that read them.
    if (member.isFirst()) {
      Maps.frame(y, yAt, 4, 10, 8, 16, 1, 1, 1, 1);
    }
    for (int h = member.first(10), end = member.end(10); h < end; h++) {
      kernels.depthwise(
          dense1Norm,
          x, xAt + h * xRow, 16, xBlock, 8,
          y, yAt + yFirst + h * yRow, yBlock, Epilogue.RELU);
    }
  }

  /**
   * {@code conv.call(relu(norm.call(x)))}, Joined.java:49: [64, 10, 8] → [12, 10, 8].
   *
   * <p>A row is one call of the tile: for several positions and 16 channels at a time, sums of 576
   * products stay in registers.
   */
  private void dense1Conv(Member member, float[] x, int xAt, float[] y, int yAt) {
    int xStep = 16; // in x, from a window to the next,
    int xRow = 160; // and from a row of windows to the next
    int yRow = 128; // in y, from a row of 8 positions of 16 channels to the next,
    int yBlock = 1_280; // and from 16 channels to the next 16
    for (int h = member.first(10), end = member.end(10); h < end; h++) {
      kernels.rows(
          dense1Conv, x, xAt + h * xRow, xStep, 8, y, yAt + h * yRow, 16, yBlock, Epilogue.NONE);
    }
  }

  /**
   * {@code relu(norm.call(x))}, Joined.java:49: [76, 10, 8] → [76, 10, 8].
   *
   * <p>As in {@link #dense1NormRelu}.
   */
  private void dense2NormRelu(Member member, float[] x, int xAt, float[] y, int yAt) {
    int xRow = 128; // in x, from a row of 16 channels to the next,
    int xBlock = 1_280; // and from 16 channels to the next 16
    int yFirst = 176; // in y, to the first row, behind zeros,
    int yRow = 160; // from a row of 8 positions of 16 channels to the next,
    int yBlock = 1_920; // and from 16 channels to the next 16
    // The zeros around the maps: padding for the convolutions that read them.
    if (member.isFirst()) {
      Maps.frame(y, yAt, 5, 10, 8, 16, 1, 1, 1, 1);
    }
    for (int h = member.first(10), end = member.end(10); h < end; h++) {
      kernels.depthwise(
          dense2Norm,
          x, xAt + h * xRow, 16, xBlock, 8,
          y, yAt + yFirst + h * yRow, yBlock, Epilogue.RELU);
    }
  }

  /**
   * {@code conv.call(relu(norm.call(x)))}, Joined.java:49: [76, 10, 8] → [12, 10, 8].
   *
   * <p>A row is one call of the tile: for several positions and 16 channels at a time, sums of 684
   * products stay in registers.
   */
  private void dense2Conv(Member member, float[] x, int xAt, float[] y, int yAt) {
    int xStep = 16; // in x, from a window to the next,
    int xRow = 160; // and from a row of windows to the next
    int yRow = 128; // in y, from a row of 8 positions of 16 channels to the next,
    int yBlock = 1_280; // and from 16 channels to the next 16
    for (int h = member.first(10), end = member.end(10); h < end; h++) {
      kernels.rows(
          dense2Conv, x, xAt + h * xRow, xStep, 8, y, yAt + h * yRow, 16, yBlock, Epilogue.NONE);
    }
  }

  /**
   * {@code maxPool2d(mix.call(all), 2)}, Joined.java:72: [155, 10, 8] → [9, 5, 4].
   *
   * <p>The 10×8 map between convolution and pooling is never stored: each 2×2 window is four sums
   * in registers. Adding the bias keeps order, so the largest is taken first, and the rest is done
   * once.
   */
  private void mixMaxPool(Member member, float[] x, int xAt, float[] y, int yAt) {
    int xStep = 16; // in x, from a window to the next,
    int xRow = 128; // and from a row of windows to the next
    int yRow = 64; // in y, from a row of 4 positions of 16 channels to the next,
    int yBlock = 320; // and from 16 channels to the next 16
    for (int h = member.first(5), end = member.end(5); h < end; h++) {
      kernels.rowsMaxPool2(
          mix, x, xAt + 2 * h * xRow, xRow, xStep, 4, y, yAt + h * yRow, yBlock, Epilogue.NONE);
    }
  }

  /**
   * {@code maxPool2d(joined, 2)}, Joined.java:73: [64, 10, 8] → [64, 5, 4].
   *
   * <p>16 channels lie side by side, so a window is a loop over them.
   */
  private void maxPool2d(Member member, float[] x, int xAt, float[] y, int yAt) {
    int yMap = 320; // in y, from a map to the next
    int xMap = 1_280; // in x, from a map to the next
    int from = member.first(4);
    int maps = member.end(4) - from;
    maxPool2d.run(x, xAt + from * xMap, maps, 16, y, yAt + from * yMap);
  }

  /**
   * {@code left.call(cat(List.of(skip, pooled), 1).flatten(1))}, Joined.java:74: [1460] →
   * [features].
   *
   * <p>The maps stay as they lie: the order of flattening is in the weights' offsets. For all
   * samples at once, so that each weight is read once for several of them. The tile stores 16
   * numbers at a time, which may be more than a row has: they go beside the result first.
   */
  private void left(
      Member member, int N, float[] x, int xAt, float[] beside, int besideAt, float[] y, int yAt) {
    int first = member.first(left.blocks);
    int end = member.end(left.blocks);
    kernels.blocks(
        left, first, end, x, xAt, 1_600, N, beside, besideAt, left.stored, 16, Epilogue.NONE);
    member.meet();
    if (member.isFirst()) {
      Rows.copy(N, beside, besideAt, left.stored, y, yAt, features, features);
    }
  }

  /**
   * {@code right.call(skip.flatten(1))}, Joined.java:75: [1280] → [7].
   *
   * <p>As in {@link #left}.
   */
  private void right(
      Member member, int N, float[] x, int xAt, float[] beside, int besideAt, float[] y, int yAt) {
    int from = member.first(N, 4);
    int count = member.end(N, 4) - from;
    kernels.rows(
        right,
        x, xAt + from * 1_600, 1_600, count,
        beside, besideAt + from * 16, 16, 16, Epilogue.NONE);
    Rows.copy(count, beside, besideAt + from * 16, 16, y, yAt + from * 7, 7, 7);
  }

  /**
   * {@code softmax(pooled, 1)}, Joined.java:76: [9, 5, 4] → [9, 5, 4].
   */
  private void softmax(float[] x, int xAt, float[] y, int yAt) {
    RowNorms.softmax(kernels, false, x, xAt, 1, 9, 20, y, yAt);
  }

  /**
   * {@code relu(cat(List.of(a, a), 1))}, Joined.java:77: [2·features] → [2·features].
   */
  private void relu(Member member, int N, float[] x, int xAt, float[] y, int yAt) {
    int begin = member.first(N * 2 * features, 16);
    int end = member.end(N * 2 * features, 16);
    for (int i = begin; i < end; i++) {
      float v = x[xAt + i];
      y[yAt + i] = v < 0 ? 0 : v;
    }
  }

  /**
   * {@code last.call(cat(List.of(a, relu(cat(List.of(a, a), 1))), 1))}, Joined.java:77:
   * [3·features] → [11].
   *
   * <p>For all samples at once, so that each weight is read once for several of them. The tile
   * stores 16 numbers at a time, which may be more than a row has: they go beside the result first.
   */
  private void last(
      Member member, int N, float[] x, int xAt, float[] beside, int besideAt, float[] y, int yAt) {
    int from = member.first(N, 4);
    int count = member.end(N, 4) - from;
    kernels.rows(
        last,
        x, xAt + from * 3 * features, 3 * features, count,
        beside, besideAt + from * 16, 16, 16, Epilogue.NONE);
    Rows.copy(count, beside, besideAt + from * 16, 16, y, yAt + from * 11, 11, 11);
  }

  @Override
  protected int workspace(int N) {
    return 24_332 + 1_983 * N + 6 * N * features + N * left.stored;
  }

  @Override
  protected List<Step> steps() {
    return List.of(
        new Step("fireSqueezeRelu", "[3, 10, 8]", "[5, 10, 8]", 20, 1_200),
        new Step("fireExpand1x1Relu", "[5, 10, 8]", "[32, 10, 8]", 192, 12_800),
        new Step("fireExpand3x3Relu", "[5, 10, 8]", "[32, 10, 8]", 1_472, 115_200),
        new Step("dense1NormRelu", "[64, 10, 8]", "[64, 10, 8]", 128, 0),
        new Step("dense1Conv", "[64, 10, 8]", "[12, 10, 8]", 6_912, 552_960),
        new Step("dense2NormRelu", "[76, 10, 8]", "[76, 10, 8]", 152, 0),
        new Step("dense2Conv", "[76, 10, 8]", "[12, 10, 8]", 8_208, 656_640),
        new Step("mixMaxPool", "[155, 10, 8]", "[9, 5, 4]", 1_404, 111_600),
        new Step("maxPool2d", "[64, 10, 8]", "[64, 5, 4]", 0, 0),
        new Step("left", "[1460]", "[" + features + "]", 1_461L * features, 1_460L * features),
        new Step("right", "[1280]", "[7]", 8_967, 8_960),
        new Step("softmax", "[9, 5, 4]", "[9, 5, 4]", 0, 0),
        new Step("relu", "[" + (2 * features) + "]", "[" + (2 * features) + "]", 0, 0),
        new Step("last", "[" + (3 * features) + "]", "[11]", 11 + 33L * features, 33L * features));
  }
}

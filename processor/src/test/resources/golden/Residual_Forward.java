package networks;

import io.tenon.compiled.Binding;
import io.tenon.compiled.Member;
import io.tenon.compiled.Step;
import io.tenon.compiled.TeamForward;
import io.tenon.kernel.AdaptiveWindows;
import io.tenon.kernel.Epilogue;
import io.tenon.kernel.Maps;
import io.tenon.kernel.Offsets;
import io.tenon.kernel.Panel;
import io.tenon.kernel.PoolWindows;
import io.tenon.kernel.Rows;
import io.tenon.kernel.ScaleShift;
import io.tenon.op.Pair;
import io.tenon.op.Pooling;
import java.util.List;

/**
 * {@link Residual#forward} for x of [N, 3, 30, 34], as Tenon compiled it from Residual.java. Read
 * it, step through it; change Residual, not this. The steps, for one sample:
 *
 * <pre>
 * step                       in                       out           parameters  multiply-adds
 * stemRelu                   [3, 30, 34]            → [20, 15, 17]       2,980        749,700
 * maxPool2d                  [20, 15, 17]           → [20, 8, 9]             0              0
 * layer1_0Conv1Relu          [20, 8, 9]             → [20, 8, 9]         3,640        259,200
 * layer1_0Conv2AddRelu       2 × [20, 8, 9]         → [20, 8, 9]         3,640        259,200
 * layer2_0Conv1Relu          [20, 8, 9]             → [32, 4, 5]         5,824        115,200
 * layer2_0Conv2              [32, 4, 5]             → [32, 4, 5]         9,280        184,320
 * layer2_0Downsample0AddRelu [20, 8, 9], [32, 4, 5] → [32, 4, 5]           704         12,800
 * layer2_1Conv1Relu          [32, 4, 5]             → [32, 4, 5]         9,280        184,320
 * layer2_1Conv2AddRelu       2 × [32, 4, 5]         → [32, 4, 5]         9,280        184,320
 * adaptiveAvgPool2d          [32, 4, 5]             → [32, 1, 1]             0              0
 * fc                         [32]                   → [classes]     33·classes     32·classes
 * total: 44,628 + 33·classes parameters, 1,949,060 + 32·classes multiply-adds
 * </pre>
 *
 * <p>Between steps, maps [C, H, W] lie as [⌈C / 16⌉, H, W, 16]: 16 channels side by side, so that
 * one instruction works on all of them. {@code x} and the result lie as in PyTorch.
 *
 * <p>Several threads are a team: each of its members runs {@code forward}, does its part of each
 * step, and meets the others behind it, since the next step needs all of its result.
 *
 * <p>{@code classes} is the constructor's argument: its value is read from the weights.
 */
final class Residual_Forward extends TeamForward<Residual> {
  private final int classes;
  private final Panel stem;
  private final PoolWindows maxPool2d;
  private final Panel layer1_0Conv1;
  private final Panel layer1_0Conv2;
  private final Panel layer2_0Conv1;
  private final Panel layer2_0Conv2;
  private final Panel layer2_0Downsample0;
  private final Panel layer2_1Conv1;
  private final Panel layer2_1Conv2;
  private final AdaptiveWindows adaptiveAvgPool2d;
  private final Panel fc;

  Residual_Forward(Binding<Residual> binding) {
    super(
        binding.require("324a7e41a7ae3a33", "N, 3, 30, 34"),
        new int[] {-1, binding.size("fc.weight", 0)});
    classes = binding.size("fc.weight", 0);
    ScaleShift stemNorm = binding.batchNorm("bn", 1e-5, 20);
    stem = binding.blockPanel(
        "stem.weight", null, 20, Offsets.planes(3, 7, 7, 36, 40, 1, 1), stemNorm);
    maxPool2d = new PoolWindows(
        Pooling.max(Pair.of(3), Pair.of(2), Pair.of(1), Pair.of(1), false), 15, 17, 8, 9);
    ScaleShift layer1_0Conv1Norm = binding.batchNorm("layer1.0.bn1", 1e-5, 20);
    layer1_0Conv1 = binding.blockPanel(
        "layer1.0.conv1.weight", null,
        20, Offsets.blocks(20, 3, 3, 10, 11, 1, 1), layer1_0Conv1Norm);
    ScaleShift layer1_0Conv2Norm = binding.batchNorm("layer1.0.bn2", 1e-5, 20);
    layer1_0Conv2 = binding.blockPanel(
        "layer1.0.conv2.weight", null,
        20, Offsets.blocks(20, 3, 3, 10, 11, 1, 1), layer1_0Conv2Norm);
    ScaleShift layer2_0Conv1Norm = binding.batchNorm("layer2.0.bn1", 1e-5, 32);
    layer2_0Conv1 = binding.blockPanel(
        "layer2.0.conv1.weight", null,
        32, Offsets.blocks(20, 3, 3, 10, 11, 1, 1), layer2_0Conv1Norm);
    ScaleShift layer2_0Conv2Norm = binding.batchNorm("layer2.0.bn2", 1e-5, 32);
    layer2_0Conv2 = binding.blockPanel(
        "layer2.0.conv2.weight", null, 32, Offsets.blocks(32, 3, 3, 6, 7, 1, 1), layer2_0Conv2Norm);
    ScaleShift layer2_0Downsample0Norm = binding.batchNorm("layer2.0.downsample.1", 1e-5, 32);
    layer2_0Downsample0 = binding.blockPanel(
        "layer2.0.downsample.0.weight", null,
        32, Offsets.blocks(20, 1, 1, 10, 11, 1, 1), layer2_0Downsample0Norm);
    ScaleShift layer2_1Conv1Norm = binding.batchNorm("layer2.1.bn1", 1e-5, 32);
    layer2_1Conv1 = binding.blockPanel(
        "layer2.1.conv1.weight", null, 32, Offsets.blocks(32, 3, 3, 6, 7, 1, 1), layer2_1Conv1Norm);
    ScaleShift layer2_1Conv2Norm = binding.batchNorm("layer2.1.bn2", 1e-5, 32);
    layer2_1Conv2 = binding.blockPanel(
        "layer2.1.conv2.weight", null, 32, Offsets.blocks(32, 3, 3, 6, 7, 1, 1), layer2_1Conv2Norm);
    adaptiveAvgPool2d = new AdaptiveWindows(4, 5, 1, 1);
    fc = binding.blockPanel("fc.weight", "fc.bias", classes, Offsets.flattenedBlocks(32, 1, 1));
  }

  @Override
  protected void forward(
      Member member, int N, float[] x, int xAt, float[] workspace, float[] y, int yAt) {
    float[] scratch = member.scratch();
    // The first value begins at 12, where a large array has the start of a line of the cache.
    int stemBorderAt = 12; // [3, 36, 40]
    int stemAt = 4_332; // [2, 15, 17, 16]
    int maxPool2dAt = 12; // [2, 10, 11, 16], with zeros
    int layer1_0Conv1At = 3_532; // [2, 10, 11, 16], with zeros
    int layer1_0Conv2RowAt = 0; // [2, 1, 9, 16], each member's own
    int layer1_0Conv2At = 12; // [2, 10, 11, 16], with zeros
    int layer2_0Conv1At = 3_532; // [2, 6, 7, 16], with zeros
    int layer2_0Conv2At = 4_876; // [2, 4, 5, 16]
    int layer2_0Downsample0RowAt = 0; // [2, 1, 5, 16], each member's own
    int layer2_0Downsample0At = 3_532; // [2, 6, 7, 16], with zeros
    int layer2_1Conv1At = 12; // [2, 6, 7, 16], with zeros
    int layer2_1Conv2RowAt = 0; // [2, 1, 5, 16], each member's own
    int layer2_1Conv2At = 1_356; // [2, 4, 5, 16]
    int adaptiveAvgPool2dAt = 12_492; // N of [2, 1, 1, 16]
    int fcBesideAt = 12_492 + 32 * N; // N of [fc.stored]
    // One sample at a time: the 49 KB between the steps stay in the cache.
    for (int n = 0; n < N; n++) {
      if (member.isFirst()) {
        // A border of zeros, so that no window needs a test at an edge.
        Maps.surround(x, xAt + n * 3_060, 3, 30, 34, 1, 3, 3, 3, 3, workspace, stemBorderAt);
      }
      member.meet();
      stemRelu(member, workspace, stemBorderAt, workspace, stemAt);
      member.meet();
      maxPool2d(member, workspace, stemAt, workspace, maxPool2dAt);
      member.meet();
      layer1_0Conv1Relu(member, workspace, maxPool2dAt, workspace, layer1_0Conv1At);
      member.meet();
      layer1_0Conv2AddRelu(
          member,
          workspace, layer1_0Conv1At,
          workspace, maxPool2dAt,
          scratch, layer1_0Conv2RowAt,
          workspace, layer1_0Conv2At);
      member.meet();
      layer2_0Conv1Relu(member, workspace, layer1_0Conv2At, workspace, layer2_0Conv1At);
      member.meet();
      layer2_0Conv2(member, workspace, layer2_0Conv1At, workspace, layer2_0Conv2At);
      member.meet();
      layer2_0Downsample0AddRelu(
          member,
          workspace, layer1_0Conv2At,
          workspace, layer2_0Conv2At,
          scratch, layer2_0Downsample0RowAt,
          workspace, layer2_0Downsample0At);
      member.meet();
      layer2_1Conv1Relu(member, workspace, layer2_0Downsample0At, workspace, layer2_1Conv1At);
      member.meet();
      layer2_1Conv2AddRelu(
          member,
          workspace, layer2_1Conv1At,
          workspace, layer2_0Downsample0At,
          scratch, layer2_1Conv2RowAt,
          workspace, layer2_1Conv2At);
      member.meet();
      adaptiveAvgPool2d(
          member, workspace, layer2_1Conv2At, workspace, adaptiveAvgPool2dAt + n * 32);
      member.meet();
    }
    fc(member, N, workspace, adaptiveAvgPool2dAt, workspace, fcBesideAt, y, yAt);
    member.meet();
  }

  /**
   * {@code relu(bn.call(stem.call(x)))}, Residual.java:61: [3, 30, 34] → [20, 15, 17].
   *
   * <p>A row is one call of the tile: for several positions and 16 channels at a time, sums of 147
   * products stay in registers, and relu is done while they are in the cache. The batch
   * normalization is part of the weights: it scales and shifts each channel, and so does the
   * convolution.
   */
  private void stemRelu(Member member, float[] x, int xAt, float[] y, int yAt) {
    int xStep = 2; // in x, from a window to the next,
    int xRow = 80; // and from a row of windows to the next
    int yRow = 272; // in y, from a row of 17 positions of 16 channels to the next,
    int yBlock = 4_080; // and from 16 channels to the next 16
    for (int h = member.first(15), end = member.end(15); h < end; h++) {
      kernels.rows(
          stem, x, xAt + h * xRow, xStep, 17, y, yAt + h * yRow, 16, yBlock, Epilogue.RELU);
    }
  }

  /**
   * {@code maxPool2d(x, 3, 2, 1)}, Residual.java:62: [20, 15, 17] → [20, 8, 9].
   *
   * <p>16 channels lie side by side, so a window is a loop over them.
   */
  private void maxPool2d(Member member, float[] x, int xAt, float[] y, int yAt) {
    int yFirst = 192; // in y, to the first row, behind zeros,
    int yRow = 176; // from a row of 9 positions of 16 channels to the next,
    int yBlock = 1_760; // and from 16 channels to the next 16
    int xMap = 4_080; // in x, from a map to the next
    int from = member.first(2);
    int maps = member.end(2) - from;
    // The zeros around the maps: padding for the convolutions that read them.
    if (member.isFirst()) {
      Maps.frame(y, yAt, 2, 8, 9, 16, 1, 1, 1, 1);
    }
    maxPool2d.run(x, xAt + from * xMap, maps, 16, y, yAt + yFirst + from * yBlock, yRow, yBlock);
  }

  /**
   * {@code relu(bn1.call(conv1.call(x)))}, Residual.java:42: [20, 8, 9] → [20, 8, 9].
   *
   * <p>A row is one call of the tile: for several positions and 16 channels at a time, sums of 180
   * products stay in registers, and relu is done while they are in the cache. The batch
   * normalization is part of the weights: it scales and shifts each channel, and so does the
   * convolution.
   */
  private void layer1_0Conv1Relu(Member member, float[] x, int xAt, float[] y, int yAt) {
    int xStep = 16; // in x, from a window to the next,
    int xRow = 176; // and from a row of windows to the next
    int yFirst = 192; // in y, to the first row, behind zeros,
    int yRow = 176; // from a row of 9 positions of 16 channels to the next,
    int yBlock = 1_760; // and from 16 channels to the next 16
    // The zeros around the maps: padding for the convolutions that read them.
    if (member.isFirst()) {
      Maps.frame(y, yAt, 2, 8, 9, 16, 1, 1, 1, 1);
    }
    for (int h = member.first(8), end = member.end(8); h < end; h++) {
      kernels.rows(
          layer1_0Conv1,
          x, xAt + h * xRow, xStep, 9,
          y, yAt + yFirst + h * yRow, 16, yBlock, Epilogue.RELU);
    }
  }

  /**
   * {@code bn2.call(conv2.call(out))}, {@code relu(out.add(identity))}, Residual.java:43-45:
   * [20, 8, 9], [20, 8, 9] → [20, 8, 9].
   *
   * <p>A row is one call of the tile: for several positions and 16 channels at a time, sums of 180
   * products stay in registers. A row goes beside the result first and from there, added to z and
   * through relu, into it, while it is in the cache: the sum needs no pass over memory. The batch
   * normalization is part of the weights: it scales and shifts each channel, and so does the
   * convolution.
   */
  private void layer1_0Conv2AddRelu(
      Member member, float[] x, int xAt, float[] z, int zAt, float[] row, int rowAt,
      float[] y, int yAt) {
    int xStep = 16; // in x, from a window to the next,
    int xRow = 176; // and from a row of windows to the next
    int yFirst = 192; // in y and z, to the first row, behind zeros,
    int yRow = 176; // from a row of 9 positions of 16 channels to the next,
    int yBlock = 1_760; // and from 16 channels to the next 16
    int rowBlock = 144; // in row, from 16 channels to the next 16
    // The zeros around the maps: padding for the convolutions that read them.
    if (member.isFirst()) {
      Maps.frame(y, yAt, 2, 8, 9, 16, 1, 1, 1, 1);
    }
    for (int h = member.first(8), end = member.end(8); h < end; h++) {
      kernels.rows(
          layer1_0Conv2, x, xAt + h * xRow, xStep, 9, row, rowAt, 16, rowBlock, Epilogue.NONE);
      for (int b = 0; b < 2; b++) {
        kernels.add(
            row, rowAt + b * rowBlock,
            z, zAt + yFirst + h * yRow + b * yBlock,
            y, yAt + yFirst + h * yRow + b * yBlock,
            rowBlock, Epilogue.RELU);
      }
    }
  }

  /**
   * {@code relu(bn1.call(conv1.call(x)))}, Residual.java:42: [20, 8, 9] → [32, 4, 5].
   *
   * <p>As in {@link #layer1_0Conv1Relu}.
   */
  private void layer2_0Conv1Relu(Member member, float[] x, int xAt, float[] y, int yAt) {
    int xStep = 32; // in x, from a window to the next,
    int xRow = 352; // and from a row of windows to the next
    int yFirst = 128; // in y, to the first row, behind zeros,
    int yRow = 112; // from a row of 5 positions of 16 channels to the next,
    int yBlock = 672; // and from 16 channels to the next 16
    // The zeros around the maps: padding for the convolutions that read them.
    if (member.isFirst()) {
      Maps.frame(y, yAt, 2, 4, 5, 16, 1, 1, 1, 1);
    }
    for (int h = member.first(4), end = member.end(4); h < end; h++) {
      kernels.rows(
          layer2_0Conv1,
          x, xAt + h * xRow, xStep, 5,
          y, yAt + yFirst + h * yRow, 16, yBlock, Epilogue.RELU);
    }
  }

  /**
   * {@code bn2.call(conv2.call(out))}, Residual.java:43: [32, 4, 5] → [32, 4, 5].
   *
   * <p>A row is one call of the tile: for several positions and 16 channels at a time, sums of 288
   * products stay in registers. The batch normalization is part of the weights: it scales and
   * shifts each channel, and so does the convolution.
   */
  private void layer2_0Conv2(Member member, float[] x, int xAt, float[] y, int yAt) {
    int xStep = 16; // in x, from a window to the next,
    int xRow = 112; // and from a row of windows to the next
    int yRow = 80; // in y, from a row of 5 positions of 16 channels to the next,
    int yBlock = 320; // and from 16 channels to the next 16
    for (int h = member.first(4), end = member.end(4); h < end; h++) {
      kernels.rows(
          layer2_0Conv2, x, xAt + h * xRow, xStep, 5, y, yAt + h * yRow, 16, yBlock, Epilogue.NONE);
    }
  }

  /**
   * {@code downsample.call(x)}, {@code relu(out.add(identity))}, Residual.java:44-45: [20, 8, 9],
   * [32, 4, 5] → [32, 4, 5].
   *
   * <p>A row is one call of the tile: for several positions and 16 channels at a time, sums of 20
   * products stay in registers. A row goes beside the result first and from there, added to z and
   * through relu, into it, while it is in the cache: the sum needs no pass over memory. The batch
   * normalization is part of the weights: it scales and shifts each channel, and so does the
   * convolution.
   */
  private void layer2_0Downsample0AddRelu(
      Member member, float[] x, int xAt, float[] z, int zAt, float[] row, int rowAt,
      float[] y, int yAt) {
    int xFirst = 192; // in x, to the first row, behind zeros,
    int xStep = 32; // from a window to the next,
    int xRow = 352; // and from a row of windows to the next
    int yFirst = 128; // in y, to the first row, behind zeros,
    int yRow = 112; // from a row of 5 positions of 16 channels to the next,
    int yBlock = 672; // and from 16 channels to the next 16
    int zRow = 80; // in z, from a row of 5 positions of 16 channels to the next,
    int zBlock = 320; // and from 16 channels to the next 16
    int rowBlock = 80; // in row, from 16 channels to the next 16
    // The zeros around the maps: padding for the convolutions that read them.
    if (member.isFirst()) {
      Maps.frame(y, yAt, 2, 4, 5, 16, 1, 1, 1, 1);
    }
    for (int h = member.first(4), end = member.end(4); h < end; h++) {
      kernels.rows(
          layer2_0Downsample0,
          x, xAt + xFirst + h * xRow, xStep, 5,
          row, rowAt, 16, rowBlock, Epilogue.NONE);
      for (int b = 0; b < 2; b++) {
        kernels.add(
            row, rowAt + b * rowBlock,
            z, zAt + h * zRow + b * zBlock,
            y, yAt + yFirst + h * yRow + b * yBlock,
            rowBlock, Epilogue.RELU);
      }
    }
  }

  /**
   * {@code relu(bn1.call(conv1.call(x)))}, Residual.java:42: [32, 4, 5] → [32, 4, 5].
   *
   * <p>A row is one call of the tile: for several positions and 16 channels at a time, sums of 288
   * products stay in registers, and relu is done while they are in the cache. The batch
   * normalization is part of the weights: it scales and shifts each channel, and so does the
   * convolution.
   */
  private void layer2_1Conv1Relu(Member member, float[] x, int xAt, float[] y, int yAt) {
    int xStep = 16; // in x, from a window to the next,
    int xRow = 112; // and from a row of windows to the next
    int yFirst = 128; // in y, to the first row, behind zeros,
    int yRow = 112; // from a row of 5 positions of 16 channels to the next,
    int yBlock = 672; // and from 16 channels to the next 16
    // The zeros around the maps: padding for the convolutions that read them.
    if (member.isFirst()) {
      Maps.frame(y, yAt, 2, 4, 5, 16, 1, 1, 1, 1);
    }
    for (int h = member.first(4), end = member.end(4); h < end; h++) {
      kernels.rows(
          layer2_1Conv1,
          x, xAt + h * xRow, xStep, 5,
          y, yAt + yFirst + h * yRow, 16, yBlock, Epilogue.RELU);
    }
  }

  /**
   * {@code bn2.call(conv2.call(out))}, {@code relu(out.add(identity))}, Residual.java:43-45:
   * [32, 4, 5], [32, 4, 5] → [32, 4, 5].
   *
   * <p>A row is one call of the tile: for several positions and 16 channels at a time, sums of 288
   * products stay in registers. A row goes beside the result first and from there, added to z and
   * through relu, into it, while it is in the cache: the sum needs no pass over memory. The batch
   * normalization is part of the weights: it scales and shifts each channel, and so does the
   * convolution.
   */
  private void layer2_1Conv2AddRelu(
      Member member, float[] x, int xAt, float[] z, int zAt, float[] row, int rowAt,
      float[] y, int yAt) {
    int xStep = 16; // in x, from a window to the next,
    int xRow = 112; // and from a row of windows to the next
    int yRow = 80; // in y, from a row of 5 positions of 16 channels to the next,
    int yBlock = 320; // and from 16 channels to the next 16
    int zFirst = 128; // in z, to the first row, behind zeros,
    int zRow = 112; // from a row of 5 positions of 16 channels to the next,
    int zBlock = 672; // and from 16 channels to the next 16
    int rowBlock = 80; // in row, from 16 channels to the next 16
    for (int h = member.first(4), end = member.end(4); h < end; h++) {
      kernels.rows(
          layer2_1Conv2, x, xAt + h * xRow, xStep, 5, row, rowAt, 16, rowBlock, Epilogue.NONE);
      for (int b = 0; b < 2; b++) {
        kernels.add(
            row, rowAt + b * rowBlock,
            z, zAt + zFirst + h * zRow + b * zBlock,
            y, yAt + h * yRow + b * yBlock,
            rowBlock, Epilogue.RELU);
      }
    }
  }

  /**
   * {@code adaptiveAvgPool2d(x, 1)}, Residual.java:64: [32, 4, 5] → [32, 1, 1].
   *
   * <p>16 channels lie side by side, so a window is a loop over them.
   */
  private void adaptiveAvgPool2d(Member member, float[] x, int xAt, float[] y, int yAt) {
    int yMap = 16; // in y, from a map to the next
    int xMap = 320; // in x, from a map to the next
    int from = member.first(2);
    int maps = member.end(2) - from;
    adaptiveAvgPool2d.run(x, xAt + from * xMap, maps, 16, y, yAt + from * yMap);
  }

  /**
   * {@code fc.call(x.flatten(1))}, Residual.java:65: [32] → [classes].
   *
   * <p>The maps stay as they lie: the order of flattening is in the weights' offsets. For all
   * samples at once, so that each weight is read once for several of them. The tile stores 16
   * numbers at a time, which may be more than a row has: they go beside the result first.
   */
  private void fc(
      Member member, int N, float[] x, int xAt, float[] beside, int besideAt, float[] y, int yAt) {
    int first = member.first(fc.blocks);
    int end = member.end(fc.blocks);
    kernels.blocks(fc, first, end, x, xAt, 32, N, beside, besideAt, fc.stored, 16, Epilogue.NONE);
    member.meet();
    if (member.isFirst()) {
      Rows.copy(N, beside, besideAt, fc.stored, y, yAt, classes, classes);
    }
  }

  @Override
  protected int workspace(int N) {
    return 12_492 + 32 * N + N * fc.stored;
  }

  @Override
  protected int scratch(int N) {
    return 288;
  }

  @Override
  protected List<Step> steps() {
    return List.of(
        new Step("stemRelu", "[3, 30, 34]", "[20, 15, 17]", 2_980, 749_700),
        new Step("maxPool2d", "[20, 15, 17]", "[20, 8, 9]", 0, 0),
        new Step("layer1_0Conv1Relu", "[20, 8, 9]", "[20, 8, 9]", 3_640, 259_200),
        new Step("layer1_0Conv2AddRelu", "[20, 8, 9], [20, 8, 9]", "[20, 8, 9]", 3_640, 259_200),
        new Step("layer2_0Conv1Relu", "[20, 8, 9]", "[32, 4, 5]", 5_824, 115_200),
        new Step("layer2_0Conv2", "[32, 4, 5]", "[32, 4, 5]", 9_280, 184_320),
        new Step("layer2_0Downsample0AddRelu", "[20, 8, 9], [32, 4, 5]", "[32, 4, 5]", 704, 12_800),
        new Step("layer2_1Conv1Relu", "[32, 4, 5]", "[32, 4, 5]", 9_280, 184_320),
        new Step("layer2_1Conv2AddRelu", "[32, 4, 5], [32, 4, 5]", "[32, 4, 5]", 9_280, 184_320),
        new Step("adaptiveAvgPool2d", "[32, 4, 5]", "[32, 1, 1]", 0, 0),
        new Step("fc", "[32]", "[" + classes + "]", 33L * classes, 32L * classes));
  }
}

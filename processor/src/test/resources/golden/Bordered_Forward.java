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
import io.tenon.op.Pair;
import io.tenon.op.Pooling;
import io.tenon.op.UnaryFunction;
import java.util.List;

/**
 * {@link Bordered#forward} for x of [N, 3, 26, 20], as Tenon compiled it from Bordered.java. Read
 * it, step through it; change Bordered, not this. The steps, for one sample:
 *
 * <pre>
 * step              in                out          parameters  multiply-adds
 * pooledReluMaxPool [3, 26, 20]     → [20, 12, 9]         560        233,280
 * wideSilu          [20, 12, 9]     → [20, 12, 9]      10,020      1,080,000
 * each              [20, 12, 9]     → [20, 12, 9]         200         19,440
 * add               2 × [20, 12, 9] → [20, 12, 9]           0              0
 * farAdd            2 × [20, 12, 9] → [20, 12, 9]       3,620        388,800
 * pointAddRelu      2 × [20, 12, 9] → [20, 12, 9]         420         43,200
 * wide2Silu         [20, 12, 9]     → [20, 12, 9]           0      1,080,000
 * each2             [20, 12, 9]     → [20, 12, 9]           0         19,440
 * mixedAddGelu      2 × [20, 12, 9] → [20, 12, 9]       3,620        388,800
 * mixed2Sigmoid     [20, 12, 9]     → [20, 12, 9]           0        388,800
 * mixed3            [20, 12, 9]     → [20, 12, 9]           0        388,800
 * maxPool2d         [20, 12, 9]     → [20, 12, 9]           0              0
 * less              [20, 12, 9]     → [20, 6, 5]        3,620        108,000
 * less2             [20, 6, 5]      → [20, 3, 3]            0         32,400
 * adaptiveAvgPool2d [20, 3, 3]      → [20, 1, 1]            0              0
 * fc                [20]            → [9]                 189            180
 * total: 22,249 parameters, 4,171,140 multiply-adds
 * </pre>
 *
 * <p>Between steps, maps [C, H, W] lie as [⌈C / 16⌉, H, W, 16]: 16 channels side by side, so that
 * one instruction works on all of them. {@code x} and the result lie as in PyTorch.
 *
 * <p>Several threads are a team: each of its members runs {@code forward}, does its part of each
 * step, and meets the others behind it, since the next step needs all of its result.
 */
final class Bordered_Forward extends TeamForward<Bordered> {
  private final Panel pooled;
  private final Panel wide;
  private final Panel each;
  private final Panel far;
  private final Panel point;
  private final Panel wide2;
  private final Panel each2;
  private final Panel mixed;
  private final Panel mixed2;
  private final Panel mixed3;
  private final PoolWindows maxPool2d;
  private final Panel less;
  private final Panel less2;
  private final AdaptiveWindows adaptiveAvgPool2d;
  private final Panel fc;

  Bordered_Forward(Binding<Bordered> binding) {
    super(binding.require("d101c9780bf779ab", "N, 3, 26, 20"), new int[] {-1, 9});
    pooled = binding.blockPanel(
        "pooled.weight", "pooled.bias", 20, Offsets.planes(3, 3, 3, 26, 20, 1, 1));
    wide = binding.blockPanel(
        "wide.weight", "wide.bias", 20, Offsets.blocks(20, 5, 5, 18, 13, 1, 1));
    each = binding.blockPanel(
        "each.weight", "each.bias", 20, Offsets.blocks(1, 3, 3, 18, 13, 1, 1));
    far = binding.blockPanel("far.weight", "far.bias", 20, Offsets.blocks(20, 3, 3, 18, 13, 3, 2));
    point = binding.blockPanel(
        "point.weight", "point.bias", 20, Offsets.blocks(20, 1, 1, 12, 9, 1, 1));
    wide2 = binding.blockPanel(
        "wide.weight", "wide.bias", 20, Offsets.blocks(20, 5, 5, 16, 13, 1, 1));
    each2 = binding.blockPanel(
        "each.weight", "each.bias", 20, Offsets.blocks(1, 3, 3, 14, 11, 1, 1));
    mixed = binding.blockPanel(
        "mixed.weight", "mixed.bias", 20, Offsets.blocks(20, 3, 3, 16, 13, 1, 1));
    mixed2 = binding.blockPanel(
        "mixed.weight", "mixed.bias", 20, Offsets.blocks(20, 3, 3, 14, 11, 1, 1));
    mixed3 = binding.blockPanel(
        "mixed.weight", "mixed.bias", 20, Offsets.blocks(20, 3, 3, 14, 11, 1, 1));
    maxPool2d = new PoolWindows(
        Pooling.max(Pair.of(3), Pair.of(1), Pair.of(1), Pair.of(1), false), 12, 9, 12, 9);
    less = binding.blockPanel(
        "less.weight", "less.bias", 20, Offsets.blocks(20, 3, 3, 14, 11, 1, 1));
    less2 = binding.blockPanel(
        "less.weight", "less.bias", 20, Offsets.blocks(20, 3, 3, 8, 7, 1, 1));
    adaptiveAvgPool2d = new AdaptiveWindows(3, 3, 1, 1);
    fc = binding.blockPanel("fc.weight", "fc.bias", 9, Offsets.flattenedBlocks(20, 1, 1));
  }

  @Override
  protected void forward(
      Member member, int N, float[] x, int xAt, float[] workspace, float[] y, int yAt) {
    float[] scratch = member.scratch();
    // The first value begins at 12, where a large array has the start of a line of the cache.
    int pooledAt = 12; // [2, 18, 13, 16], with zeros
    int wideAt = 7_500; // [2, 12, 9, 16]
    int eachAt = 10_956; // [2, 12, 9, 16]
    int addAt = 7_500; // [2, 12, 9, 16]
    int farRowAt = 0; // [2, 1, 9, 16], each member's own
    int farAt = 7_500; // [2, 12, 9, 16]
    int pointRowAt = 0; // [2, 1, 9, 16], each member's own
    int pointAt = 12; // [2, 16, 13, 16], with zeros
    int wide2At = 6_668; // [2, 14, 11, 16], with zeros
    int each2At = 11_596; // [2, 12, 9, 16]
    int mixedRowAt = 0; // [2, 1, 9, 16], each member's own
    int mixedAt = 6_668; // [2, 14, 11, 16], with zeros
    int mixed2At = 12; // [2, 12, 9, 16]
    int mixed3BorderAt = 3_468; // [2, 14, 11, 16]
    int mixed3At = 12; // [2, 12, 9, 16]
    int maxPool2dAt = 3_468; // [2, 14, 11, 16], with zeros
    int lessAt = 12; // [2, 8, 7, 16], with zeros
    int less2At = 1_804; // [2, 3, 3, 16]
    int adaptiveAvgPool2dAt = 15_052; // N of [2, 1, 1, 16]
    int fcBesideAt = 15_052 + 32 * N; // N of [16]
    // One sample at a time: the 59 KB between the steps stay in the cache.
    for (int n = 0; n < N; n++) {
      pooledReluMaxPool(member, x, xAt + n * 1_560, workspace, pooledAt);
      member.meet();
      wideSilu(member, workspace, pooledAt, workspace, wideAt);
      member.meet();
      each(member, workspace, pooledAt, workspace, eachAt);
      member.meet();
      add(member, workspace, wideAt, workspace, eachAt, workspace, addAt);
      member.meet();
      farAdd(member, workspace, pooledAt, workspace, addAt, scratch, farRowAt, workspace, farAt);
      member.meet();
      pointAddRelu(
          member, workspace, farAt, workspace, farAt, scratch, pointRowAt, workspace, pointAt);
      member.meet();
      wide2Silu(member, workspace, pointAt, workspace, wide2At);
      member.meet();
      each2(member, workspace, wide2At, workspace, each2At);
      member.meet();
      mixedAddGelu(
          member, workspace, pointAt, workspace, each2At, scratch, mixedRowAt, workspace, mixedAt);
      member.meet();
      mixed2Sigmoid(member, workspace, mixedAt, workspace, mixed2At);
      member.meet();
      if (member.isFirst()) {
        // A border of zeros, so that no window needs a test at an edge.
        Maps.surround(workspace, mixed2At, 2, 12, 9, 16, 1, 1, 1, 1, workspace, mixed3BorderAt);
      }
      member.meet();
      mixed3(member, workspace, mixed3BorderAt, workspace, mixed3At);
      member.meet();
      maxPool2d(member, workspace, mixed3At, workspace, maxPool2dAt);
      member.meet();
      less(member, workspace, maxPool2dAt, workspace, lessAt);
      member.meet();
      less2(member, workspace, lessAt, workspace, less2At);
      member.meet();
      adaptiveAvgPool2d(member, workspace, less2At, workspace, adaptiveAvgPool2dAt + n * 32);
      member.meet();
    }
    fc(member, N, workspace, adaptiveAvgPool2dAt, workspace, fcBesideAt, y, yAt);
    member.meet();
  }

  /**
   * {@code maxPool2d(relu(pooled.call(x)), 2)}, Bordered.java:31: [3, 26, 20] → [20, 12, 9].
   *
   * <p>The 24×18 map between convolution and pooling is never stored: each 2×2 window is four sums
   * in registers. Adding the bias and relu keep order, so the largest is taken first, and the rest
   * is done once.
   */
  private void pooledReluMaxPool(Member member, float[] x, int xAt, float[] y, int yAt) {
    int xStep = 1; // in x, from a window to the next,
    int xRow = 20; // and from a row of windows to the next
    int yFirst = 656; // in y, to the first row, behind zeros,
    int yRow = 208; // from a row of 9 positions of 16 channels to the next,
    int yBlock = 3_744; // and from 16 channels to the next 16
    // The zeros around the maps: padding for the convolutions that read them.
    if (member.isFirst()) {
      Maps.frame(y, yAt, 2, 12, 9, 16, 2, 2, 3, 3);
    }
    for (int h = member.first(12), end = member.end(12); h < end; h++) {
      kernels.rowsMaxPool2(
          pooled,
          x, xAt + 2 * h * xRow, xRow, xStep, 9,
          y, yAt + yFirst + h * yRow, yBlock, Epilogue.RELU);
    }
  }

  /**
   * {@code silu(wide.call(y))}, Bordered.java:32: [20, 12, 9] → [20, 12, 9].
   *
   * <p>A row is one call of the tile: for several positions and 16 channels at a time, sums of 500
   * products stay in registers.
   */
  private void wideSilu(Member member, float[] x, int xAt, float[] y, int yAt) {
    int xFirst = 208; // in x, to the first row, behind zeros,
    int xStep = 16; // from a window to the next,
    int xRow = 208; // and from a row of windows to the next
    int yRow = 144; // in y, from a row of 9 positions of 16 channels to the next,
    int yBlock = 1_728; // and from 16 channels to the next 16
    for (int h = member.first(12), end = member.end(12); h < end; h++) {
      kernels.rows(
          wide, x, xAt + xFirst + h * xRow, xStep, 9, y, yAt + h * yRow, 16, yBlock, Epilogue.NONE);
    }
    member.meet();
    int begin = member.first(3_456, 16);
    int floats = member.end(3_456, 16) - begin;
    UnaryFunction.SILU.apply(y, yAt + begin, y, yAt + begin, floats, 0, 0);
  }

  /**
   * {@code each.call(y)}, Bordered.java:32: [20, 12, 9] → [20, 12, 9].
   *
   * <p>Each output is made of its own channel alone, so lanes are channels, of x and of the result:
   * for several positions and 16 channels at a time, sums of 9 products stay in registers.
   */
  private void each(Member member, float[] x, int xAt, float[] y, int yAt) {
    int xFirst = 432; // in x, to the first row, behind zeros,
    int xStep = 16; // from a window to the next,
    int xRow = 208; // from a row of windows to the next,
    int xBlock = 3_744; // and from 16 channels to the next 16
    int yRow = 144; // in y, from a row of 9 positions of 16 channels to the next,
    int yBlock = 1_728; // and from 16 channels to the next 16
    int from = member.first(12);
    int count = member.end(12) - from;
    kernels.depthwise(
        each,
        x, xAt + xFirst + from * xRow, xStep, xRow, xBlock, count, 9,
        y, yAt + from * yRow, yRow, yBlock, Epilogue.NONE);
  }

  /**
   * {@code silu(wide.call(y)).add(each.call(y))}, Bordered.java:32: [20, 12, 9], [20, 12, 9] →
   * [20, 12, 9].
   */
  private void add(Member member, float[] a, int aAt, float[] b, int bAt, float[] y, int yAt) {
    int from = member.first(3_456, 16);
    int count = member.end(3_456, 16) - from;
    kernels.add(a, aAt + from, b, bAt + from, y, yAt + from, count, Epilogue.NONE);
  }

  /**
   * {@code silu(wide.call(y)).add(each.call(y)).add(far.call(y))}, Bordered.java:32: [20, 12, 9],
   * [20, 12, 9] → [20, 12, 9].
   *
   * <p>A row is one call of the tile: for several positions and 16 channels at a time, sums of 180
   * products stay in registers. A row goes beside the result first and from there, added to z, into
   * it, while it is in the cache: the sum needs no pass over memory.
   */
  private void farAdd(
      Member member, float[] x, int xAt, float[] z, int zAt, float[] row, int rowAt,
      float[] y, int yAt) {
    int xStep = 16; // in x, from a window to the next,
    int xRow = 208; // and from a row of windows to the next
    int yRow = 144; // in y and z, from a row of 9 positions of 16 channels to the next,
    int yBlock = 1_728; // and from 16 channels to the next 16
    int rowBlock = 144; // in row, from 16 channels to the next 16
    for (int h = member.first(12), end = member.end(12); h < end; h++) {
      kernels.rows(far, x, xAt + h * xRow, xStep, 9, row, rowAt, 16, rowBlock, Epilogue.NONE);
      for (int b = 0; b < 2; b++) {
        kernels.add(
            row, rowAt + b * rowBlock,
            z, zAt + h * yRow + b * yBlock,
            y, yAt + h * yRow + b * yBlock,
            rowBlock, Epilogue.NONE);
      }
    }
  }

  /**
   * {@code relu(point.call(y).add(y))}, Bordered.java:33: [20, 12, 9], [20, 12, 9] → [20, 12, 9].
   *
   * <p>A row is one call of the tile: for several positions and 16 channels at a time, sums of 20
   * products stay in registers. A row goes beside the result first and from there, added to z and
   * through relu, into it, while it is in the cache: the sum needs no pass over memory.
   */
  private void pointAddRelu(
      Member member, float[] x, int xAt, float[] z, int zAt, float[] row, int rowAt,
      float[] y, int yAt) {
    int xStep = 16; // in x, from a window to the next,
    int xRow = 144; // and from a row of windows to the next
    int yFirst = 448; // in y, to the first row, behind zeros,
    int yRow = 208; // from a row of 9 positions of 16 channels to the next,
    int yBlock = 3_328; // and from 16 channels to the next 16
    int zRow = 144; // in z, from a row of 9 positions of 16 channels to the next,
    int zBlock = 1_728; // and from 16 channels to the next 16
    int rowBlock = 144; // in row, from 16 channels to the next 16
    // The zeros around the maps: padding for the convolutions that read them.
    if (member.isFirst()) {
      Maps.frame(y, yAt, 2, 12, 9, 16, 2, 2, 2, 2);
    }
    for (int h = member.first(12), end = member.end(12); h < end; h++) {
      kernels.rows(point, x, xAt + h * xRow, xStep, 9, row, rowAt, 16, rowBlock, Epilogue.NONE);
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
   * {@code silu(wide.call(y))}, Bordered.java:34: [20, 12, 9] → [20, 12, 9].
   *
   * <p>As in {@link #wideSilu}.
   */
  private void wide2Silu(Member member, float[] x, int xAt, float[] y, int yAt) {
    int xStep = 16; // in x, from a window to the next,
    int xRow = 208; // and from a row of windows to the next
    int yFirst = 192; // in y, to the first row, behind zeros,
    int yRow = 176; // from a row of 9 positions of 16 channels to the next,
    int yBlock = 2_464; // and from 16 channels to the next 16
    // The zeros around the maps: padding for the convolutions that read them.
    if (member.isFirst()) {
      Maps.frame(y, yAt, 2, 12, 9, 16, 1, 1, 1, 1);
    }
    for (int h = member.first(12), end = member.end(12); h < end; h++) {
      kernels.rows(
          wide2,
          x, xAt + h * xRow, xStep, 9,
          y, yAt + yFirst + h * yRow, 16, yBlock, Epilogue.NONE);
    }
    member.meet();
    int begin = member.first(4_928, 16);
    int floats = member.end(4_928, 16) - begin;
    UnaryFunction.SILU.apply(y, yAt + begin, y, yAt + begin, floats, 0, 0);
  }

  /**
   * {@code each.call(silu(wide.call(y)))}, Bordered.java:34: [20, 12, 9] → [20, 12, 9].
   *
   * <p>As in {@link #each}.
   */
  private void each2(Member member, float[] x, int xAt, float[] y, int yAt) {
    int xStep = 16; // in x, from a window to the next,
    int xRow = 176; // from a row of windows to the next,
    int xBlock = 2_464; // and from 16 channels to the next 16
    int yRow = 144; // in y, from a row of 9 positions of 16 channels to the next,
    int yBlock = 1_728; // and from 16 channels to the next 16
    int from = member.first(12);
    int count = member.end(12) - from;
    kernels.depthwise(
        each2,
        x, xAt + from * xRow, xStep, xRow, xBlock, count, 9,
        y, yAt + from * yRow, yRow, yBlock, Epilogue.NONE);
  }

  /**
   * {@code gelu(mixed.call(y).add(z))}, Bordered.java:35: [20, 12, 9], [20, 12, 9] → [20, 12, 9].
   *
   * <p>As in {@link #farAdd}.
   */
  private void mixedAddGelu(
      Member member, float[] x, int xAt, float[] z, int zAt, float[] row, int rowAt,
      float[] y, int yAt) {
    int xFirst = 224; // in x, to the first row, behind zeros,
    int xStep = 16; // from a window to the next,
    int xRow = 208; // and from a row of windows to the next
    int yFirst = 192; // in y, to the first row, behind zeros,
    int yRow = 176; // from a row of 9 positions of 16 channels to the next,
    int yBlock = 2_464; // and from 16 channels to the next 16
    int zRow = 144; // in z, from a row of 9 positions of 16 channels to the next,
    int zBlock = 1_728; // and from 16 channels to the next 16
    int rowBlock = 144; // in row, from 16 channels to the next 16
    // The zeros around the maps: padding for the convolutions that read them.
    if (member.isFirst()) {
      Maps.frame(y, yAt, 2, 12, 9, 16, 1, 1, 1, 1);
    }
    for (int h = member.first(12), end = member.end(12); h < end; h++) {
      kernels.rows(
          mixed, x, xAt + xFirst + h * xRow, xStep, 9, row, rowAt, 16, rowBlock, Epilogue.NONE);
      for (int b = 0; b < 2; b++) {
        kernels.add(
            row, rowAt + b * rowBlock,
            z, zAt + h * zRow + b * zBlock,
            y, yAt + yFirst + h * yRow + b * yBlock,
            rowBlock, Epilogue.NONE);
      }
    }
    member.meet();
    int begin = member.first(4_928, 16);
    int floats = member.end(4_928, 16) - begin;
    UnaryFunction.GELU.apply(y, yAt + begin, y, yAt + begin, floats, 0, 0);
  }

  /**
   * {@code sigmoid(mixed.call(y))}, Bordered.java:36: [20, 12, 9] → [20, 12, 9].
   *
   * <p>A row is one call of the tile: for several positions and 16 channels at a time, sums of 180
   * products stay in registers.
   */
  private void mixed2Sigmoid(Member member, float[] x, int xAt, float[] y, int yAt) {
    int xStep = 16; // in x, from a window to the next,
    int xRow = 176; // and from a row of windows to the next
    int yRow = 144; // in y, from a row of 9 positions of 16 channels to the next,
    int yBlock = 1_728; // and from 16 channels to the next 16
    for (int h = member.first(12), end = member.end(12); h < end; h++) {
      kernels.rows(
          mixed2, x, xAt + h * xRow, xStep, 9, y, yAt + h * yRow, 16, yBlock, Epilogue.NONE);
    }
    member.meet();
    int begin = member.first(3_456, 16);
    int floats = member.end(3_456, 16) - begin;
    UnaryFunction.SIGMOID.apply(y, yAt + begin, y, yAt + begin, floats, 0, 0);
  }

  /**
   * {@code mixed.call(sigmoid(mixed.call(y)))}, Bordered.java:36: [20, 12, 9] → [20, 12, 9].
   *
   * <p>As in {@link #mixed2Sigmoid}.
   */
  private void mixed3(Member member, float[] x, int xAt, float[] y, int yAt) {
    int xStep = 16; // in x, from a window to the next,
    int xRow = 176; // and from a row of windows to the next
    int yRow = 144; // in y, from a row of 9 positions of 16 channels to the next,
    int yBlock = 1_728; // and from 16 channels to the next 16
    for (int h = member.first(12), end = member.end(12); h < end; h++) {
      kernels.rows(
          mixed3, x, xAt + h * xRow, xStep, 9, y, yAt + h * yRow, 16, yBlock, Epilogue.NONE);
    }
  }

  /**
   * {@code maxPool2d(y, 3, 1, 1)}, Bordered.java:37: [20, 12, 9] → [20, 12, 9].
   *
   * <p>16 channels lie side by side, so a window is a loop over them.
   */
  private void maxPool2d(Member member, float[] x, int xAt, float[] y, int yAt) {
    int yFirst = 192; // in y, to the first row, behind zeros,
    int yRow = 176; // from a row of 9 positions of 16 channels to the next,
    int yBlock = 2_464; // and from 16 channels to the next 16
    int xMap = 1_728; // in x, from a map to the next
    int from = member.first(2);
    int maps = member.end(2) - from;
    // The zeros around the maps: padding for the convolutions that read them.
    if (member.isFirst()) {
      Maps.frame(y, yAt, 2, 12, 9, 16, 1, 1, 1, 1);
    }
    maxPool2d.run(x, xAt + from * xMap, maps, 16, y, yAt + yFirst + from * yBlock, yRow, yBlock);
  }

  /**
   * {@code less.call(maxPool2d(y, 3, 1, 1))}, Bordered.java:37: [20, 12, 9] → [20, 6, 5].
   *
   * <p>As in {@link #mixed2Sigmoid}.
   */
  private void less(Member member, float[] x, int xAt, float[] y, int yAt) {
    int xStep = 32; // in x, from a window to the next,
    int xRow = 352; // and from a row of windows to the next
    int yFirst = 128; // in y, to the first row, behind zeros,
    int yRow = 112; // from a row of 5 positions of 16 channels to the next,
    int yBlock = 896; // and from 16 channels to the next 16
    // The zeros around the maps: padding for the convolutions that read them.
    if (member.isFirst()) {
      Maps.frame(y, yAt, 2, 6, 5, 16, 1, 1, 1, 1);
    }
    for (int h = member.first(6), end = member.end(6); h < end; h++) {
      kernels.rows(
          less, x, xAt + h * xRow, xStep, 5, y, yAt + yFirst + h * yRow, 16, yBlock, Epilogue.NONE);
    }
  }

  /**
   * {@code less.call(y)}, Bordered.java:38: [20, 6, 5] → [20, 3, 3].
   *
   * <p>As in {@link #mixed2Sigmoid}.
   */
  private void less2(Member member, float[] x, int xAt, float[] y, int yAt) {
    int xStep = 32; // in x, from a window to the next,
    int xRow = 224; // and from a row of windows to the next
    int yRow = 48; // in y, from a row of 3 positions of 16 channels to the next,
    int yBlock = 144; // and from 16 channels to the next 16
    for (int h = member.first(3), end = member.end(3); h < end; h++) {
      kernels.rows(
          less2, x, xAt + h * xRow, xStep, 3, y, yAt + h * yRow, 16, yBlock, Epilogue.NONE);
    }
  }

  /**
   * {@code adaptiveAvgPool2d(less.call(y), 1)}, Bordered.java:38: [20, 3, 3] → [20, 1, 1].
   *
   * <p>16 channels lie side by side, so a window is a loop over them.
   */
  private void adaptiveAvgPool2d(Member member, float[] x, int xAt, float[] y, int yAt) {
    int yMap = 16; // in y, from a map to the next
    int xMap = 144; // in x, from a map to the next
    int from = member.first(2);
    int maps = member.end(2) - from;
    adaptiveAvgPool2d.run(x, xAt + from * xMap, maps, 16, y, yAt + from * yMap);
  }

  /**
   * {@code fc.call(adaptiveAvgPool2d(less.call(y), 1).flatten(1))}, Bordered.java:38: [20] → [9].
   *
   * <p>The maps stay as they lie: the order of flattening is in the weights' offsets. For all
   * samples at once, so that each weight is read once for several of them. The tile stores 16
   * numbers at a time, which may be more than a row has: they go beside the result first.
   */
  private void fc(
      Member member, int N, float[] x, int xAt, float[] beside, int besideAt, float[] y, int yAt) {
    int from = member.first(N, 4);
    int count = member.end(N, 4) - from;
    kernels.rows(
        fc, x, xAt + from * 32, 32, count, beside, besideAt + from * 16, 16, 16, Epilogue.NONE);
    Rows.copy(count, beside, besideAt + from * 16, 16, y, yAt + from * 9, 9, 9);
  }

  @Override
  protected int workspace(int N) {
    return 15_052 + 48 * N;
  }

  @Override
  protected int scratch(int N) {
    return 288;
  }

  @Override
  protected List<Step> steps() {
    return List.of(
        new Step("pooledReluMaxPool", "[3, 26, 20]", "[20, 12, 9]", 560, 233_280),
        new Step("wideSilu", "[20, 12, 9]", "[20, 12, 9]", 10_020, 1_080_000),
        new Step("each", "[20, 12, 9]", "[20, 12, 9]", 200, 19_440),
        new Step("add", "[20, 12, 9], [20, 12, 9]", "[20, 12, 9]", 0, 0),
        new Step("farAdd", "[20, 12, 9], [20, 12, 9]", "[20, 12, 9]", 3_620, 388_800),
        new Step("pointAddRelu", "[20, 12, 9], [20, 12, 9]", "[20, 12, 9]", 420, 43_200),
        new Step("wide2Silu", "[20, 12, 9]", "[20, 12, 9]", 0, 1_080_000),
        new Step("each2", "[20, 12, 9]", "[20, 12, 9]", 0, 19_440),
        new Step("mixedAddGelu", "[20, 12, 9], [20, 12, 9]", "[20, 12, 9]", 3_620, 388_800),
        new Step("mixed2Sigmoid", "[20, 12, 9]", "[20, 12, 9]", 0, 388_800),
        new Step("mixed3", "[20, 12, 9]", "[20, 12, 9]", 0, 388_800),
        new Step("maxPool2d", "[20, 12, 9]", "[20, 12, 9]", 0, 0),
        new Step("less", "[20, 12, 9]", "[20, 6, 5]", 3_620, 108_000),
        new Step("less2", "[20, 6, 5]", "[20, 3, 3]", 0, 32_400),
        new Step("adaptiveAvgPool2d", "[20, 3, 3]", "[20, 1, 1]", 0, 0),
        new Step("fc", "[20]", "[9]", 189, 180));
  }
}

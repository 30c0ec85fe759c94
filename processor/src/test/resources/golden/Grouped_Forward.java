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
import io.tenon.kernel.Rows;
import io.tenon.kernel.ScaleShift;
import io.tenon.op.UnaryFunction;
import java.util.List;

/**
 * {@link Grouped#forward} for x of [N, 3, 33, 29], as Tenon compiled it from Grouped.java. Read it,
 * step through it; change Grouped, not this. The steps, for one sample:
 *
 * <pre>
 * step                 in                        out           parameters  multiply-adds
 * each                 [3, 33, 29]             → [3, 16, 14]           30          6,048
 * three                [3, 16, 14]             → [12, 16, 14]         120         24,192
 * block1ExpandRelu6    [12, 16, 14]            → [36, 16, 14]         504         96,768
 * block1DepthwiseRelu6 [36, 16, 14]            → [36, 8, 7]           396         18,144
 * block1Project        [36, 8, 7]              → [20, 8, 7]           760         40,320
 * block2ExpandRelu6    [20, 8, 7]              → [120, 8, 7]        2,640        134,400
 * block2DepthwiseRelu6 [120, 8, 7]             → [120, 8, 7]        1,320         60,480
 * block2ProjectAdd     [120, 8, 7], [20, 8, 7] → [20, 8, 7]         2,440        134,400
 * wideRelu6            [20, 8, 7]              → [96, 8, 7]         1,056         53,760
 * blocks               [96, 8, 7]              → [96, 8, 5]        27,744      1,105,920
 * narrowSilu           [96, 8, 5]              → [24, 8, 5]         2,616        103,680
 * far                  [24, 8, 5]              → [24, 4, 7]           240          6,048
 * adaptiveAvgPool2d    [24, 4, 7]              → [24, 1, 1]             0              0
 * fc                   [24]                    → [classes]     25·classes     24·classes
 * total: 39,866 + 25·classes parameters, 1,784,160 + 24·classes multiply-adds
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
final class Grouped_Forward extends TeamForward<Grouped> {
  private final int classes;
  private final Panel each;
  private final Panel[] three;
  private final Panel block1Expand;
  private final Panel block1Depthwise;
  private final Panel block1Project;
  private final Panel block2Expand;
  private final Panel block2Depthwise;
  private final Panel block2Project;
  private final Panel[] wide;
  private final Panel[] blocks;
  private final Panel[] narrow;
  private final Panel far;
  private final AdaptiveWindows adaptiveAvgPool2d;
  private final Panel fc;

  Grouped_Forward(Binding<Grouped> binding) {
    super(
        binding.require("69c7a3d177ee9a67", "N, 3, 33, 29"),
        new int[] {-1, binding.size("fc.weight", 0)});
    classes = binding.size("fc.weight", 0);
    each = binding.blockPanel("each.weight", "each.bias", 3, Offsets.blocks(1, 3, 3, 33, 29, 1, 1));
    three = binding.groupPanels(
        "three.weight", "three.bias", 3, 12, Offsets.blocks(3, 3, 3, 18, 16, 1, 1));
    ScaleShift block1ExpandNorm = binding.batchNorm("block1.bn1", 1e-5, 36);
    block1Expand = binding.blockPanel(
        "block1.expand.weight", null, 36, Offsets.blocks(12, 1, 1, 16, 14, 1, 1), block1ExpandNorm);
    ScaleShift block1DepthwiseNorm = binding.batchNorm("block1.bn2", 1e-5, 36);
    block1Depthwise = binding.blockPanel(
        "block1.depthwise.weight", null,
        36, Offsets.blocks(1, 3, 3, 18, 16, 1, 1), block1DepthwiseNorm);
    ScaleShift block1ProjectNorm = binding.batchNorm("block1.bn3", 1e-5, 20);
    block1Project = binding.blockPanel(
        "block1.project.weight", null, 20, Offsets.blocks(36, 1, 1, 8, 7, 1, 1), block1ProjectNorm);
    ScaleShift block2ExpandNorm = binding.batchNorm("block2.bn1", 1e-5, 120);
    block2Expand = binding.blockPanel(
        "block2.expand.weight", null, 120, Offsets.blocks(20, 1, 1, 8, 7, 1, 1), block2ExpandNorm);
    ScaleShift block2DepthwiseNorm = binding.batchNorm("block2.bn2", 1e-5, 120);
    block2Depthwise = binding.blockPanel(
        "block2.depthwise.weight", null,
        120, Offsets.blocks(1, 3, 3, 10, 9, 1, 1), block2DepthwiseNorm);
    ScaleShift block2ProjectNorm = binding.batchNorm("block2.bn3", 1e-5, 20);
    block2Project = binding.blockPanel(
        "block2.project.weight", null,
        20, Offsets.blocks(120, 1, 1, 8, 7, 1, 1), block2ProjectNorm);
    wide = binding.groupPanels(
        "wide.weight", "wide.bias", 2, 96, Offsets.blocks(20, 1, 1, 8, 7, 1, 1));
    blocks = binding.groupPanels(
        "blocks.weight", "blocks.bias", 3, 96, Offsets.blocks(96, 3, 3, 10, 7, 1, 1));
    narrow = binding.groupPanels(
        "narrow.weight", "narrow.bias", 8, 24, Offsets.blocks(96, 3, 3, 12, 9, 2, 2));
    far = binding.blockPanel("far.weight", "far.bias", 24, Offsets.blocks(1, 3, 3, 14, 11, 2, 2));
    adaptiveAvgPool2d = new AdaptiveWindows(4, 7, 1, 1);
    fc = binding.blockPanel("fc.weight", "fc.bias", classes, Offsets.flattenedBlocks(24, 1, 1));
  }

  @Override
  protected void forward(
      Member member, int N, float[] x, int xAt, float[] workspace, float[] y, int yAt) {
    float[] scratch = member.scratch();
    // The first value begins at 12, where a large array has the start of a line of the cache.
    int xBlocksAt = 12; // [1, 33, 29, 16]
    int eachAt = 15_324; // [1, 16, 14, 16]
    int threeBorderAt = 12; // [1, 18, 16, 16]
    int threeBesideAt = 4_620; // [1, 16, 14, 16]
    int threeAt = 8_204; // [1, 16, 14, 16]
    int block1ExpandAt = 11_788; // [3, 18, 16, 16], with zeros
    int block1DepthwiseAt = 12; // [3, 8, 7, 16]
    int block1ProjectAt = 2_700; // [2, 8, 7, 16]
    int block2ExpandAt = 4_492; // [8, 10, 9, 16], with zeros
    int block2DepthwiseAt = 16_012; // [8, 8, 7, 16]
    int block2ProjectRowAt = 0; // [2, 8, 7, 16], each member's own
    int block2ProjectAt = 2_700; // [2, 8, 7, 16]
    int wideAt = 4_492; // [6, 8, 7, 16]
    int blocksBorderAt = 9_868; // [6, 10, 7, 16]
    int blocksAt = 12; // [6, 8, 5, 16]
    int narrowBorderAt = 3_852; // [6, 12, 9, 16]
    int narrowBesideAt = 12; // [1, 8, 5, 16]
    int narrowAt = 652; // [2, 8, 5, 16]
    int farBorderAt = 1_932; // [2, 14, 11, 16]
    int farAt = 12; // [2, 4, 7, 16]
    int adaptiveAvgPool2dAt = 25_612; // N of [2, 1, 1, 16]
    int fcBesideAt = 25_612 + 32 * N; // N of [fc.stored]
    // One sample at a time: the 101 KB between the steps stay in the cache.
    for (int n = 0; n < N; n++) {
      if (member.isFirst()) {
        // Into blocks of 16 channels.
        Maps.toBlocks(x, xAt + n * 2_871, 3, 957, workspace, xBlocksAt);
      }
      member.meet();
      each(member, workspace, xBlocksAt, workspace, eachAt);
      member.meet();
      if (member.isFirst()) {
        // A border of zeros, so that no window needs a test at an edge.
        Maps.surround(workspace, eachAt, 1, 16, 14, 16, 1, 1, 1, 1, workspace, threeBorderAt);
        three(workspace, threeBorderAt, workspace, threeBesideAt, workspace, threeAt);
      }
      member.meet();
      block1ExpandRelu6(member, workspace, threeAt, workspace, block1ExpandAt);
      member.meet();
      block1DepthwiseRelu6(member, workspace, block1ExpandAt, workspace, block1DepthwiseAt);
      member.meet();
      block1Project(member, workspace, block1DepthwiseAt, workspace, block1ProjectAt);
      member.meet();
      block2ExpandRelu6(member, workspace, block1ProjectAt, workspace, block2ExpandAt);
      member.meet();
      block2DepthwiseRelu6(member, workspace, block2ExpandAt, workspace, block2DepthwiseAt);
      member.meet();
      if (member.isFirst()) {
        block2ProjectAdd(
            workspace, block2DepthwiseAt,
            workspace, block1ProjectAt,
            scratch, block2ProjectRowAt,
            workspace, block2ProjectAt);
        wideRelu6(workspace, block2ProjectAt, workspace, wideAt);
        Maps.surround(workspace, wideAt, 6, 8, 7, 16, 0, 0, 1, 1, workspace, blocksBorderAt);
        blocks(workspace, blocksBorderAt, workspace, blocksAt);
        Maps.surround(workspace, blocksAt, 6, 8, 5, 16, 2, 2, 2, 2, workspace, narrowBorderAt);
        narrowSilu(workspace, narrowBorderAt, workspace, narrowBesideAt, workspace, narrowAt);
        Maps.surround(workspace, narrowAt, 2, 8, 5, 16, 3, 3, 3, 3, workspace, farBorderAt);
      }
      member.meet();
      far(member, workspace, farBorderAt, workspace, farAt);
      member.meet();
      adaptiveAvgPool2d(member, workspace, farAt, workspace, adaptiveAvgPool2dAt + n * 32);
      member.meet();
    }
    fc(member, N, workspace, adaptiveAvgPool2dAt, workspace, fcBesideAt, y, yAt);
    member.meet();
  }

  /**
   * {@code each.call(x)}, Grouped.java:65: [3, 33, 29] → [3, 16, 14].
   *
   * <p>Each output is made of its own channel alone, so lanes are channels, of x and of the result:
   * for several positions and 16 channels at a time, sums of 9 products stay in registers.
   */
  private void each(Member member, float[] x, int xAt, float[] y, int yAt) {
    int xStep = 32; // in x, from a window to the next,
    int xRow = 928; // from a row of windows to the next,
    int xBlock = 15_312; // and from 16 channels to the next 16
    int yRow = 224; // in y, from a row of 14 positions of 16 channels to the next,
    int yBlock = 3_584; // and from 16 channels to the next 16
    int from = member.first(16);
    int count = member.end(16) - from;
    kernels.depthwise(
        each,
        x, xAt + from * xRow, xStep, xRow, xBlock, count, 14,
        y, yAt + from * yRow, yRow, yBlock, Epilogue.NONE);
  }

  /**
   * {@code three.call(each.call(x))}, Grouped.java:65: [3, 16, 14] → [12, 16, 14].
   *
   * <p>Each of 3 groups is a convolution of its own: for several positions and 16 channels at a
   * time, sums of 9 products stay in registers. The tile stores 16 channels, which is not what a
   * group has: they go beside the result first.
   */
  private void three(float[] x, int xAt, float[] beside, int besideAt, float[] y, int yAt) {
    int xStep = 16; // in x, from a window to the next,
    int xRow = 256; // and from a row of windows to the next
    int yRow = 224; // in beside, from a row of 14 positions of 16 channels to the next,
    int yBlock = 3_584; // and from 16 channels to the next 16
    for (int g = 0; g < 3; g++) {
      for (int h = 0; h < 16; h++) {
        kernels.rows(
            three[g],
            x, xAt + h * xRow, xStep, 14,
            beside, besideAt + h * yRow, 16, yBlock, Epilogue.NONE);
      }
      Maps.intoBlocks(beside, besideAt, 4, 224, 16, y, yAt, g * 4);
    }
  }

  /**
   * {@code relu6(bn1.call(expand.call(x)))}, Grouped.java:42: [12, 16, 14] → [36, 16, 14].
   *
   * <p>A row is one call of the tile: for several positions and 16 channels at a time, sums of 12
   * products stay in registers, and relu6 is done while they are in the cache. The batch
   * normalization is part of the weights: it scales and shifts each channel, and so does the
   * convolution.
   */
  private void block1ExpandRelu6(Member member, float[] x, int xAt, float[] y, int yAt) {
    int xStep = 16; // in x, from a window to the next,
    int xRow = 224; // and from a row of windows to the next
    int yFirst = 272; // in y, to the first row, behind zeros,
    int yRow = 256; // from a row of 14 positions of 16 channels to the next,
    int yBlock = 4_608; // and from 16 channels to the next 16
    // The zeros around the maps: padding for the convolutions that read them.
    if (member.isFirst()) {
      Maps.frame(y, yAt, 3, 16, 14, 16, 1, 1, 1, 1);
    }
    for (int h = member.first(16), end = member.end(16); h < end; h++) {
      kernels.rows(
          block1Expand,
          x, xAt + h * xRow, xStep, 14,
          y, yAt + yFirst + h * yRow, 16, yBlock, Epilogue.RELU6);
    }
  }

  /**
   * {@code relu6(bn2.call(depthwise.call(y)))}, Grouped.java:43: [36, 16, 14] → [36, 8, 7].
   *
   * <p>Each output is made of its own channel alone, so lanes are channels, of x and of the result:
   * for several positions and 16 channels at a time, sums of 9 products stay in registers, and
   * relu6 is done while they are in the cache. The batch normalization is part of the weights: it
   * scales and shifts each channel, and so does the convolution.
   */
  private void block1DepthwiseRelu6(Member member, float[] x, int xAt, float[] y, int yAt) {
    int xStep = 32; // in x, from a window to the next,
    int xRow = 512; // from a row of windows to the next,
    int xBlock = 4_608; // and from 16 channels to the next 16
    int yRow = 112; // in y, from a row of 7 positions of 16 channels to the next,
    int yBlock = 896; // and from 16 channels to the next 16
    int from = member.first(8);
    int count = member.end(8) - from;
    kernels.depthwise(
        block1Depthwise,
        x, xAt + from * xRow, xStep, xRow, xBlock, count, 7,
        y, yAt + from * yRow, yRow, yBlock, Epilogue.RELU6);
  }

  /**
   * {@code bn3.call(project.call(y))}, Grouped.java:44: [36, 8, 7] → [20, 8, 7].
   *
   * <p>The map is one call of the tile: for several positions and 16 channels at a time, sums of 36
   * products stay in registers. The batch normalization is part of the weights: it scales and
   * shifts each channel, and so does the convolution.
   */
  private void block1Project(Member member, float[] x, int xAt, float[] y, int yAt) {
    int xStep = 16; // in x, from a window to the next
    int yBlock = 896; // in y, from 16 channels to the next 16
    int from = member.first(56, 4);
    int count = member.end(56, 4) - from;
    kernels.rows(
        block1Project,
        x, xAt + from * xStep, xStep, count,
        y, yAt + from * 16, 16, yBlock, Epilogue.NONE);
  }

  /**
   * {@code relu6(bn1.call(expand.call(x)))}, Grouped.java:42: [20, 8, 7] → [120, 8, 7].
   *
   * <p>A row is one call of the tile: for several positions and 16 channels at a time, sums of 20
   * products stay in registers, and relu6 is done while they are in the cache. The batch
   * normalization is part of the weights: it scales and shifts each channel, and so does the
   * convolution.
   */
  private void block2ExpandRelu6(Member member, float[] x, int xAt, float[] y, int yAt) {
    int xStep = 16; // in x, from a window to the next,
    int xRow = 112; // and from a row of windows to the next
    int yFirst = 160; // in y, to the first row, behind zeros,
    int yRow = 144; // from a row of 7 positions of 16 channels to the next,
    int yBlock = 1_440; // and from 16 channels to the next 16
    // The zeros around the maps: padding for the convolutions that read them.
    if (member.isFirst()) {
      Maps.frame(y, yAt, 8, 8, 7, 16, 1, 1, 1, 1);
    }
    int first = member.first(block2Expand.blocks);
    int end = member.end(block2Expand.blocks);
    for (int h = 0; h < 8; h++) {
      kernels.blocks(
          block2Expand, first, end,
          x, xAt + h * xRow, xStep, 7,
          y, yAt + yFirst + h * yRow, 16, yBlock, Epilogue.RELU6);
    }
  }

  /**
   * {@code relu6(bn2.call(depthwise.call(y)))}, Grouped.java:43: [120, 8, 7] → [120, 8, 7].
   *
   * <p>As in {@link #block1DepthwiseRelu6}.
   */
  private void block2DepthwiseRelu6(Member member, float[] x, int xAt, float[] y, int yAt) {
    int xStep = 16; // in x, from a window to the next,
    int xRow = 144; // from a row of windows to the next,
    int xBlock = 1_440; // and from 16 channels to the next 16
    int yRow = 112; // in y, from a row of 7 positions of 16 channels to the next,
    int yBlock = 896; // and from 16 channels to the next 16
    int from = member.first(8);
    int count = member.end(8) - from;
    kernels.depthwise(
        block2Depthwise,
        x, xAt + from * xRow, xStep, xRow, xBlock, count, 7,
        y, yAt + from * yRow, yRow, yBlock, Epilogue.RELU6);
  }

  /**
   * {@code bn3.call(project.call(y))}, {@code x.add(y)}, Grouped.java:44-45: [120, 8, 7],
   * [20, 8, 7] → [20, 8, 7].
   *
   * <p>A row is one call of the tile: for several positions and 16 channels at a time, sums of 120
   * products stay in registers. A row goes beside the result first and from there, added to z, into
   * it, while it is in the cache: the sum needs no pass over memory. The batch normalization is
   * part of the weights: it scales and shifts each channel, and so does the convolution.
   */
  private void block2ProjectAdd(
      float[] x, int xAt, float[] z, int zAt, float[] row, int rowAt, float[] y, int yAt) {
    int xStep = 16; // in x, from a window to the next
    int yBlock = 896; // in y and z, from 16 channels to the next 16
    int rowBlock = 896; // in row, from 16 channels to the next 16
    kernels.rows(block2Project, x, xAt, xStep, 56, row, rowAt, 16, rowBlock, Epilogue.NONE);
    for (int b = 0; b < 2; b++) {
      kernels.add(
          row, rowAt + b * rowBlock,
          z, zAt + b * yBlock,
          y, yAt + b * yBlock,
          rowBlock, Epilogue.NONE);
    }
  }

  /**
   * {@code relu6(wide.call(y))}, Grouped.java:67: [20, 8, 7] → [96, 8, 7].
   *
   * <p>Each of 2 groups is a convolution of its own: for several positions and 16 channels at a
   * time, sums of 10 products stay in registers, and relu6 is done while they are in the cache.
   */
  private void wideRelu6(float[] x, int xAt, float[] y, int yAt) {
    int xStep = 16; // in x, from a window to the next
    int yBlock = 896; // in y, from 16 channels to the next 16,
    int yGroup = 2_688; // and from a group to the next
    for (int g = 0; g < 2; g++) {
      kernels.rows(wide[g], x, xAt, xStep, 56, y, yAt + g * yGroup, 16, yBlock, Epilogue.RELU6);
    }
  }

  /**
   * {@code blocks.call(relu6(wide.call(y)))}, Grouped.java:67: [96, 8, 7] → [96, 8, 5].
   *
   * <p>Each of 3 groups is a convolution of its own: for several positions and 16 channels at a
   * time, sums of 288 products stay in registers.
   */
  private void blocks(float[] x, int xAt, float[] y, int yAt) {
    int xStep = 16; // in x, from a window to the next,
    int xRow = 112; // and from a row of windows to the next
    int yRow = 80; // in y, from a row of 5 positions of 16 channels to the next,
    int yBlock = 640; // from 16 channels to the next 16,
    int yGroup = 1_280; // and from a group to the next
    for (int g = 0; g < 3; g++) {
      for (int h = 0; h < 8; h++) {
        kernels.rows(
            blocks[g],
            x, xAt + h * xRow, xStep, 5,
            y, yAt + g * yGroup + h * yRow, 16, yBlock, Epilogue.NONE);
      }
    }
  }

  /**
   * {@code silu(narrow.call(y))}, Grouped.java:68: [96, 8, 5] → [24, 8, 5].
   *
   * <p>Each of 8 groups is a convolution of its own: for several positions and 16 channels at a
   * time, sums of 108 products stay in registers. The tile stores 16 channels, which is not what a
   * group has: they go beside the result first.
   */
  private void narrowSilu(float[] x, int xAt, float[] beside, int besideAt, float[] y, int yAt) {
    int xStep = 16; // in x, from a window to the next,
    int xRow = 144; // and from a row of windows to the next
    int yRow = 80; // in beside, from a row of 5 positions of 16 channels to the next,
    int yBlock = 640; // and from 16 channels to the next 16
    for (int g = 0; g < 8; g++) {
      for (int h = 0; h < 8; h++) {
        kernels.rows(
            narrow[g],
            x, xAt + h * xRow, xStep, 5,
            beside, besideAt + h * yRow, 16, yBlock, Epilogue.NONE);
      }
      Maps.intoBlocks(beside, besideAt, 3, 40, 16, y, yAt, g * 3);
    }
    UnaryFunction.SILU.apply(y, yAt, y, yAt, 1_280, 0, 0);
  }

  /**
   * {@code far.call(silu(narrow.call(y)))}, Grouped.java:68: [24, 8, 5] → [24, 4, 7].
   *
   * <p>As in {@link #each}.
   */
  private void far(Member member, float[] x, int xAt, float[] y, int yAt) {
    int xStep = 16; // in x, from a window to the next,
    int xRow = 528; // from a row of windows to the next,
    int xBlock = 2_464; // and from 16 channels to the next 16
    int yRow = 112; // in y, from a row of 7 positions of 16 channels to the next,
    int yBlock = 448; // and from 16 channels to the next 16
    int from = member.first(4);
    int count = member.end(4) - from;
    kernels.depthwise(
        far,
        x, xAt + from * xRow, xStep, xRow, xBlock, count, 7,
        y, yAt + from * yRow, yRow, yBlock, Epilogue.NONE);
  }

  /**
   * {@code adaptiveAvgPool2d(y, 1)}, Grouped.java:69: [24, 4, 7] → [24, 1, 1].
   *
   * <p>16 channels lie side by side, so a window is a loop over them.
   */
  private void adaptiveAvgPool2d(Member member, float[] x, int xAt, float[] y, int yAt) {
    int yMap = 16; // in y, from a map to the next
    int xMap = 448; // in x, from a map to the next
    int from = member.first(2);
    int maps = member.end(2) - from;
    adaptiveAvgPool2d.run(x, xAt + from * xMap, maps, 16, y, yAt + from * yMap);
  }

  /**
   * {@code fc.call(adaptiveAvgPool2d(y, 1).flatten(1))}, Grouped.java:69: [24] → [classes].
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
    return 25_612 + 32 * N + N * fc.stored;
  }

  @Override
  protected int scratch(int N) {
    return 1_792;
  }

  @Override
  protected List<Step> steps() {
    return List.of(
        new Step("each", "[3, 33, 29]", "[3, 16, 14]", 30, 6_048),
        new Step("three", "[3, 16, 14]", "[12, 16, 14]", 120, 24_192),
        new Step("block1ExpandRelu6", "[12, 16, 14]", "[36, 16, 14]", 504, 96_768),
        new Step("block1DepthwiseRelu6", "[36, 16, 14]", "[36, 8, 7]", 396, 18_144),
        new Step("block1Project", "[36, 8, 7]", "[20, 8, 7]", 760, 40_320),
        new Step("block2ExpandRelu6", "[20, 8, 7]", "[120, 8, 7]", 2_640, 134_400),
        new Step("block2DepthwiseRelu6", "[120, 8, 7]", "[120, 8, 7]", 1_320, 60_480),
        new Step("block2ProjectAdd", "[120, 8, 7], [20, 8, 7]", "[20, 8, 7]", 2_440, 134_400),
        new Step("wideRelu6", "[20, 8, 7]", "[96, 8, 7]", 1_056, 53_760),
        new Step("blocks", "[96, 8, 7]", "[96, 8, 5]", 27_744, 1_105_920),
        new Step("narrowSilu", "[96, 8, 5]", "[24, 8, 5]", 2_616, 103_680),
        new Step("far", "[24, 8, 5]", "[24, 4, 7]", 240, 6_048),
        new Step("adaptiveAvgPool2d", "[24, 4, 7]", "[24, 1, 1]", 0, 0),
        new Step("fc", "[24]", "[" + classes + "]", 25L * classes, 24L * classes));
  }
}

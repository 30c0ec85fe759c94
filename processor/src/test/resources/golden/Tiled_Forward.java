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
import io.tenon.kernel.WinogradPanel;
import io.tenon.kernel.WinogradTile;
import java.util.List;

/**
 * {@link Tiled#forward} for x of [N, 3, 36, 32], as Tenon compiled it from Tiled.java. Read it,
 * step through it; change Tiled, not this. The steps, for one sample:
 *
 * <pre>
 * step              in                 out           parameters  multiply-adds
 * stemRelu          [3, 36, 32]      → [32, 36, 32]         896        995,328
 * wideRelu          [32, 36, 32]     → [32, 36, 32]       9,280     10,616,832
 * addedAddRelu      2 × [32, 36, 32] → [32, 36, 32]       9,248     10,616,832
 * less              [32, 36, 32]     → [96, 9, 8]        27,744      1,990,656
 * smallAdd          2 × [96, 9, 8]   → [96, 9, 8]        83,040      5,971,968
 * openRelu          [96, 9, 8]       → [40, 7, 6]        34,600      1,451,520
 * adaptiveAvgPool2d [40, 7, 6]       → [40, 1, 1]             0              0
 * fc                [40]             → [classes]     41·classes     40·classes
 * total: 164,808 + 41·classes parameters, 31,643,136 + 40·classes multiply-adds
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
final class Tiled_Forward extends TeamForward<Tiled> {
  private final int classes;
  private final Panel stem;
  private final WinogradPanel wide;
  private final WinogradPanel added;
  private final Panel less;
  private final WinogradPanel small;
  private final Panel open;
  private final AdaptiveWindows adaptiveAvgPool2d;
  private final Panel fc;

  Tiled_Forward(Binding<Tiled> binding) {
    super(
        binding.require("c0ee0473437574ca", "N, 3, 36, 32"),
        new int[] {-1, binding.size("fc.weight", 0)});
    classes = binding.size("fc.weight", 0);
    stem = binding.blockPanel(
        "stem.weight", "stem.bias", 32, Offsets.planes(3, 3, 3, 38, 34, 1, 1));
    ScaleShift wideNorm = binding.batchNorm("bn", 1e-5, 32);
    wide = binding.winogradPanel("wide.weight", null, 32, 32, WinogradTile.FOUR, 40, wideNorm);
    added = binding.winogradPanel(
        "added.weight", "added.bias", 32, 32, WinogradTile.FOUR, 40, null);
    less = binding.blockPanel(
        "less.weight", "less.bias", 96, Offsets.blocks(32, 3, 3, 36, 32, 1, 1));
    small = binding.winogradPanel("small.weight", "small.bias", 96, 96, WinogradTile.TWO, 20, null);
    open = binding.blockPanel("open.weight", "open.bias", 40, Offsets.blocks(96, 3, 3, 9, 8, 1, 1));
    adaptiveAvgPool2d = new AdaptiveWindows(7, 6, 1, 1);
    fc = binding.blockPanel("fc.weight", "fc.bias", classes, Offsets.flattenedBlocks(40, 1, 1));
  }

  @Override
  protected void forward(
      Member member, int N, float[] x, int xAt, float[] workspace, float[] y, int yAt) {
    float[] scratch = member.scratch();
    // The first value begins at 12, where a large array has the start of a line of the cache.
    int stemBorderAt = 12; // [3, 38, 34]
    int stemAt = 3_900; // [2, 38, 34, 16], with zeros
    int wideTilesAt = 0; // [36, 2, 40, 16], each member's own
    int wideProductsAt = 46_080; // [36, 2, 40, 16], each member's own
    int wideRowAt = 92_160; // [3584], each member's own
    int wideAt = 45_244; // [2, 38, 34, 16], with zeros
    int addedTilesAt = 0; // [36, 2, 40, 16], each member's own
    int addedProductsAt = 46_080; // [36, 2, 40, 16], each member's own
    int addedRowAt = 92_160; // [3584], each member's own
    int addedAt = 86_588; // [2, 36, 32, 16]
    int lessAt = 12; // [6, 11, 10, 16], with zeros
    int smallTilesAt = 0; // [16, 6, 20, 16], each member's own
    int smallProductsAt = 30_720; // [16, 4, 20, 16], each member's own
    int smallRowAt = 51_200; // [640], each member's own
    int smallAt = 10_572; // [6, 9, 8, 16]
    int openAt = 12; // [3, 7, 6, 16]
    int adaptiveAvgPool2dAt = 123_452; // N of [3, 1, 1, 16]
    int fcBesideAt = 123_452 + 48 * N; // N of [fc.stored]
    // One sample at a time: the 483 KB between the steps stay in the cache.
    for (int n = 0; n < N; n++) {
      if (member.isFirst()) {
        // A border of zeros, so that no window needs a test at an edge.
        Maps.surround(x, xAt + n * 3_456, 3, 36, 32, 1, 1, 1, 1, 1, workspace, stemBorderAt);
      }
      member.meet();
      stemRelu(member, workspace, stemBorderAt, workspace, stemAt);
      member.meet();
      wideRelu(
          member,
          workspace, stemAt,
          scratch, wideTilesAt,
          scratch, wideProductsAt,
          scratch, wideRowAt,
          workspace, wideAt);
      member.meet();
      addedAddRelu(
          member,
          workspace, wideAt,
          workspace, stemAt,
          scratch, addedTilesAt,
          scratch, addedProductsAt,
          scratch, addedRowAt,
          workspace, addedAt);
      member.meet();
      less(member, workspace, addedAt, workspace, lessAt);
      member.meet();
      smallAdd(
          member,
          workspace, lessAt,
          workspace, lessAt,
          scratch, smallTilesAt,
          scratch, smallProductsAt,
          scratch, smallRowAt,
          workspace, smallAt);
      member.meet();
      openRelu(member, workspace, smallAt, workspace, openAt);
      member.meet();
      adaptiveAvgPool2d(member, workspace, openAt, workspace, adaptiveAvgPool2dAt + n * 48);
      member.meet();
    }
    fc(member, N, workspace, adaptiveAvgPool2dAt, workspace, fcBesideAt, y, yAt);
    member.meet();
  }

  /**
   * {@code relu(stem.call(x))}, Tiled.java:32: [3, 36, 32] → [32, 36, 32].
   *
   * <p>A row is one call of the tile: for several positions and 16 channels at a time, sums of 27
   * products stay in registers, and relu is done while they are in the cache.
   */
  private void stemRelu(Member member, float[] x, int xAt, float[] y, int yAt) {
    int xStep = 1; // in x, from a window to the next,
    int xRow = 34; // and from a row of windows to the next
    int yFirst = 560; // in y, to the first row, behind zeros,
    int yRow = 544; // from a row of 32 positions of 16 channels to the next,
    int yBlock = 20_672; // and from 16 channels to the next 16
    // The zeros around the maps: padding for the convolutions that read them.
    if (member.isFirst()) {
      Maps.frame(y, yAt, 2, 36, 32, 16, 1, 1, 1, 1);
    }
    for (int h = member.first(36), end = member.end(36); h < end; h++) {
      kernels.rows(
          stem,
          x, xAt + h * xRow, xStep, 32,
          y, yAt + yFirst + h * yRow, 16, yBlock, Epilogue.RELU);
    }
  }

  /**
   * {@code relu(bn.call(wide.call(x)))}, Tiled.java:33: [32, 36, 32] → [32, 36, 32].
   *
   * <p>Winograd's F(4×4, 3×3), arXiv:1509.09308: 16 results by 36 multiplications a channel, not
   * 144. A tile of 6×6 elements and a kernel are polynomials, known by their values at 36 points,
   * and there a convolution just multiplies. So v is x at these points; m is its products with the
   * kernels, summed over the channels, a product of matrices for each point; and from m's tiles y
   * is interpolated, and relu done. Some rows of tiles at a time: v and m stay in the cache. The
   * batch normalization is part of the weights: it scales and shifts each channel, and so does the
   * convolution.
   */
  private void wideRelu(
      Member member, float[] x, int xAt, float[] v, int vAt, float[] m, int mAt,
      float[] row, int rowAt, float[] y, int yAt) {
    int xRow = 544; // in x, from a row to the next,
    int xBlock = 20_672; // and from 16 channels to the next 16
    int vRow = 128; // in v and m, from a row of tiles to the next,
    int vBlock = 640; // and from 16 channels to the next 16
    int vPoint = 1_280; // in v, from a point to the next
    int mPoint = 1_280; // in m, from a point to the next
    int yFirst = 560; // in y, to the first row, behind zeros,
    int yRow = 544; // from a row of 32 positions of 16 channels to the next,
    int yBlock = 20_672; // and from 16 channels to the next 16
    // The zeros around the maps: padding for the convolutions that read them.
    if (member.isFirst()) {
      Maps.frame(y, yAt, 2, 36, 32, 16, 1, 1, 1, 1);
    }
    for (int first = member.first(9), end = member.end(9); first < end; first += 5) {
      int rows = Math.min(5, end - first);
      for (int r = 0; r < rows; r++) {
        int h = 4 * (first + r);
        kernels.winogradInput(
            WinogradTile.FOUR,
            x, xAt + h * xRow, xRow, xBlock, 2, 32,
            v, vAt + r * vRow, vPoint, vBlock,
            row, rowAt);
      }
      for (int p = 0; p < 36; p++) {
        kernels.rows(
            wide.panel(0, p),
            v, vAt + p * vPoint, 16, rows * 8,
            m, mAt + p * mPoint, 16, vBlock, Epilogue.NONE);
      }
      for (int r = 0; r < rows; r++) {
        int h = 4 * (first + r);
        kernels.winogradOutput(
            WinogradTile.FOUR,
            m, mAt + r * vRow, mPoint, vBlock, 2, 32, 0,
            wide.bias, 0,
            null, 0, 0, 0,
            y, yAt + yFirst + h * yRow, yRow, yBlock, Epilogue.RELU,
            row, rowAt);
      }
    }
  }

  /**
   * {@code relu(added.call(y).add(x))}, Tiled.java:34: [32, 36, 32], [32, 36, 32] → [32, 36, 32].
   *
   * <p>Winograd's F(4×4, 3×3), arXiv:1509.09308: 16 results by 36 multiplications a channel, not
   * 144. A tile of 6×6 elements and a kernel are polynomials, known by their values at 36 points,
   * and there a convolution just multiplies. So v is x at these points; m is its products with the
   * kernels, summed over the channels, a product of matrices for each point; and from m's tiles y
   * is interpolated, z added, and relu done. Some rows of tiles at a time: v and m stay in the
   * cache.
   */
  private void addedAddRelu(
      Member member, float[] x, int xAt, float[] z, int zAt, float[] v, int vAt,
      float[] m, int mAt, float[] row, int rowAt, float[] y, int yAt) {
    int xRow = 544; // in x, from a row to the next,
    int xBlock = 20_672; // and from 16 channels to the next 16
    int vRow = 128; // in v and m, from a row of tiles to the next,
    int vBlock = 640; // and from 16 channels to the next 16
    int vPoint = 1_280; // in v, from a point to the next
    int mPoint = 1_280; // in m, from a point to the next
    int yRow = 512; // in y, from a row of 32 positions of 16 channels to the next,
    int yBlock = 18_432; // and from 16 channels to the next 16
    int zFirst = 560; // in z, to the first row, behind zeros,
    int zRow = 544; // from a row of 32 positions of 16 channels to the next,
    int zBlock = 20_672; // and from 16 channels to the next 16
    for (int first = member.first(9), end = member.end(9); first < end; first += 5) {
      int rows = Math.min(5, end - first);
      for (int r = 0; r < rows; r++) {
        int h = 4 * (first + r);
        kernels.winogradInput(
            WinogradTile.FOUR,
            x, xAt + h * xRow, xRow, xBlock, 2, 32,
            v, vAt + r * vRow, vPoint, vBlock,
            row, rowAt);
      }
      for (int p = 0; p < 36; p++) {
        kernels.rows(
            added.panel(0, p),
            v, vAt + p * vPoint, 16, rows * 8,
            m, mAt + p * mPoint, 16, vBlock, Epilogue.NONE);
      }
      for (int r = 0; r < rows; r++) {
        int h = 4 * (first + r);
        kernels.winogradOutput(
            WinogradTile.FOUR,
            m, mAt + r * vRow, mPoint, vBlock, 2, 32, 0,
            added.bias, 0,
            z, zAt + zFirst + h * zRow, zRow, zBlock,
            y, yAt + h * yRow, yRow, yBlock, Epilogue.RELU,
            row, rowAt);
      }
    }
  }

  /**
   * {@code less.call(x)}, Tiled.java:35: [32, 36, 32] → [96, 9, 8].
   *
   * <p>A row is one call of the tile: for several positions and 16 channels at a time, sums of 288
   * products stay in registers.
   */
  private void less(Member member, float[] x, int xAt, float[] y, int yAt) {
    int xStep = 64; // in x, from a window to the next,
    int xRow = 2_048; // and from a row of windows to the next
    int yFirst = 176; // in y, to the first row, behind zeros,
    int yRow = 160; // from a row of 8 positions of 16 channels to the next,
    int yBlock = 1_760; // and from 16 channels to the next 16
    // The zeros around the maps: padding for the convolutions that read them.
    if (member.isFirst()) {
      Maps.frame(y, yAt, 6, 9, 8, 16, 1, 1, 1, 1);
    }
    int first = member.first(less.blocks);
    int end = member.end(less.blocks);
    for (int h = 0; h < 9; h++) {
      kernels.blocks(
          less, first, end,
          x, xAt + h * xRow, xStep, 8,
          y, yAt + yFirst + h * yRow, 16, yBlock, Epilogue.NONE);
    }
  }

  /**
   * {@code x.add(small.call(x))}, Tiled.java:36: [96, 9, 8], [96, 9, 8] → [96, 9, 8].
   *
   * <p>Winograd's F(2×2, 3×3), arXiv:1509.09308: 4 results by 16 multiplications a channel, not 36.
   * A tile of 4×4 elements and a kernel are polynomials, known by their values at 16 points, and
   * there a convolution just multiplies. So v is x at these points; m is its products with the
   * kernels, summed over the channels, a product of matrices for each point; and from m's tiles y
   * is interpolated, z added.
   */
  private void smallAdd(
      Member member, float[] x, int xAt, float[] z, int zAt, float[] v, int vAt,
      float[] m, int mAt, float[] row, int rowAt, float[] y, int yAt) {
    int xRow = 160; // in x, from a row to the next,
    int xBlock = 1_760; // and from 16 channels to the next 16
    int vRow = 64; // in v and m, from a row of tiles to the next,
    int vBlock = 320; // and from 16 channels to the next 16
    int vPoint = 1_920; // in v, from a point to the next
    int mPoint = 1_280; // in m, from a point to the next
    int yRow = 128; // in y, from a row of 8 positions of 16 channels to the next,
    int yBlock = 1_152; // and from 16 channels to the next 16
    int zFirst = 176; // in z, to the first row, behind zeros,
    int zRow = 160; // from a row of 8 positions of 16 channels to the next,
    int zBlock = 1_760; // and from 16 channels to the next 16
    int first = member.first(5);
    int rows = member.end(5) - first;
    for (int r = 0; r < rows; r++) {
      int h = Math.min(2 * (first + r), 7);
      kernels.winogradInput(
          WinogradTile.TWO,
          x, xAt + h * xRow, xRow, xBlock, 6, 8,
          v, vAt + r * vRow, vPoint, vBlock,
          row, rowAt);
    }
    for (int g = 0; g < 2; g++) {
      for (int p = 0; p < 16; p++) {
        kernels.rows(
            small.panel(g, p),
            v, vAt + p * vPoint, 16, rows * 4,
            m, mAt + p * mPoint, 16, vBlock, Epilogue.NONE);
      }
      for (int r = 0; r < rows; r++) {
        int h = Math.min(2 * (first + r), 7);
        kernels.winogradOutput(
            WinogradTile.TWO,
            m, mAt + r * vRow, mPoint, vBlock, Math.min(4, 6 - 4 * g), 8, 2 * (first + r) - h,
            small.bias, 64 * g,
            z, zAt + zFirst + h * zRow + 4 * g * zBlock, zRow, zBlock,
            y, yAt + h * yRow + 4 * g * yBlock, yRow, yBlock, Epilogue.NONE,
            row, rowAt);
      }
    }
  }

  /**
   * {@code relu(open.call(x))}, Tiled.java:37: [96, 9, 8] → [40, 7, 6].
   *
   * <p>A row is one call of the tile: for several positions and 16 channels at a time, sums of 864
   * products stay in registers, and relu is done while they are in the cache.
   */
  private void openRelu(Member member, float[] x, int xAt, float[] y, int yAt) {
    int xStep = 16; // in x, from a window to the next,
    int xRow = 128; // and from a row of windows to the next
    int yRow = 96; // in y, from a row of 6 positions of 16 channels to the next,
    int yBlock = 672; // and from 16 channels to the next 16
    for (int h = member.first(7), end = member.end(7); h < end; h++) {
      kernels.rows(open, x, xAt + h * xRow, xStep, 6, y, yAt + h * yRow, 16, yBlock, Epilogue.RELU);
    }
  }

  /**
   * {@code adaptiveAvgPool2d(x, 1)}, Tiled.java:38: [40, 7, 6] → [40, 1, 1].
   *
   * <p>16 channels lie side by side, so a window is a loop over them.
   */
  private void adaptiveAvgPool2d(Member member, float[] x, int xAt, float[] y, int yAt) {
    int yMap = 16; // in y, from a map to the next
    int xMap = 672; // in x, from a map to the next
    int from = member.first(3);
    int maps = member.end(3) - from;
    adaptiveAvgPool2d.run(x, xAt + from * xMap, maps, 16, y, yAt + from * yMap);
  }

  /**
   * {@code fc.call(adaptiveAvgPool2d(x, 1).flatten(1))}, Tiled.java:38: [40] → [classes].
   *
   * <p>The maps stay as they lie: the order of flattening is in the weights' offsets. For all
   * samples at once, so that each weight is read once for several of them. The tile stores 16
   * numbers at a time, which may be more than a row has: they go beside the result first.
   */
  private void fc(
      Member member, int N, float[] x, int xAt, float[] beside, int besideAt, float[] y, int yAt) {
    int first = member.first(fc.blocks);
    int end = member.end(fc.blocks);
    kernels.blocks(fc, first, end, x, xAt, 48, N, beside, besideAt, fc.stored, 16, Epilogue.NONE);
    member.meet();
    if (member.isFirst()) {
      Rows.copy(N, beside, besideAt, fc.stored, y, yAt, classes, classes);
    }
  }

  @Override
  protected int workspace(int N) {
    return 123_452 + 48 * N + N * fc.stored;
  }

  @Override
  protected int scratch(int N) {
    return 95_744;
  }

  @Override
  protected List<Step> steps() {
    return List.of(
        new Step("stemRelu", "[3, 36, 32]", "[32, 36, 32]", 896, 995_328),
        new Step("wideRelu", "[32, 36, 32]", "[32, 36, 32]", 9_280, 10_616_832),
        new Step("addedAddRelu", "[32, 36, 32], [32, 36, 32]", "[32, 36, 32]", 9_248, 10_616_832),
        new Step("less", "[32, 36, 32]", "[96, 9, 8]", 27_744, 1_990_656),
        new Step("smallAdd", "[96, 9, 8], [96, 9, 8]", "[96, 9, 8]", 83_040, 5_971_968),
        new Step("openRelu", "[96, 9, 8]", "[40, 7, 6]", 34_600, 1_451_520),
        new Step("adaptiveAvgPool2d", "[40, 7, 6]", "[40, 1, 1]", 0, 0),
        new Step("fc", "[40]", "[" + classes + "]", 41L * classes, 40L * classes));
  }
}

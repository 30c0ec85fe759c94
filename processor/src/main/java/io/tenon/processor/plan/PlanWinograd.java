package io.tenon.processor.plan;

import io.tenon.graph.Node;
import io.tenon.graph.Size;
import io.tenon.kernel.Panel;
import io.tenon.kernel.WinogradPanel;
import io.tenon.kernel.WinogradTile;
import io.tenon.op.Convolution;
import io.tenon.op.Pair;
import io.tenon.processor.pass.Group;
import java.util.List;

/**
 * Which convolutions are computed by Winograd's tiles, and by which. Measured with AVX-512 on JDK
 * 17, in µs, direct, {@link WinogradTile#TWO} and {@link WinogradTile#FOUR}: 64 channels of 56×56
 * 2,147, 1,395, 825; 128 of 28×28 2,031, 1,160, 740; 256 of 14×14 2,437, 1,130, 940; 512 of 7×7
 * 2,602, 1,570, 1,920.
 */
final class PlanWinograd {
  /** With fewer, transforms take longer than the products that they save. */
  private static final int FEWEST_CHANNELS = 32;

  /** With fewer, the weights are read for too few products: there are 4 times as many, or 1.8. */
  private static final int FEWEST_TILES = 16;

  /** So many, transformed, of 64 to 128 channels, and their products stay in L2. */
  private static final int MOST_TILES = 56;

  private PlanWinograd() {}

  /** The tile that computes a convolution fastest; null if that is none. */
  static WinogradTile tile(Convolution conv, Value in, Node anchor) {
    List<Size> weight = anchor.inputs().get(1).sizes();
    boolean fits =
        in.layout() == Layout.BLOCKS
            && conv.stride().equals(Pair.of(1))
            && conv.dilation().equals(Pair.of(1))
            && isAtLeast(weight.get(0), FEWEST_CHANNELS)
            && isAtLeast(weight.get(1), FEWEST_CHANNELS)
            && weight.get(2).equals(Size.of(3))
            && weight.get(3).equals(Size.of(3));
    int height = anchor.sizes().get(2).factor();
    int width = anchor.sizes().get(3).factor();
    for (WinogradTile tile : List.of(WinogradTile.FOUR, WinogradTile.TWO)) {
      boolean covers = Math.min(height, width) >= tile.results;
      if (fits && covers && tile.tiles(height) * tile.tiles(width) >= FEWEST_TILES) {
        return tile;
      }
    }
    return null;
  }

  private static boolean isAtLeast(Size size, int least) {
    return size.isConstant() && size.factor() >= least;
  }

  /** The task of a group whose operand has its border already. */
  static WinogradTask task(
      Planned planned, Group group, Task.Common common, Value in, Value addend, WinogradTile tile) {
    Value out = common.out();
    int tall = tile.tiles(out.size(1));
    int wide = tile.tiles(out.size(2));
    int parts = (tall * wide + MOST_TILES - 1) / MOST_TILES;
    int rows = (tall + Math.min(parts, tall) - 1) / Math.min(parts, tall);
    int channels = in.size(0);
    int outputs = Math.min(WinogradPanel.GROUP, out.size(0));
    return new WinogradTask(
        common,
        in,
        addend,
        tiles(planned, common.base() + "Tiles", tile, channels, rows * wide),
        tiles(planned, common.base() + "Products", tile, outputs, rows * wide),
        Value.of(
            planned.unique(common.base() + "Row"),
            List.of(Size.of(tile.scratch(out.size(2)))),
            Layout.PLANES),
        tile,
        rows,
        group.anchor(),
        group.folded(),
        TaskNames.functions(group));
  }

  private static Value tiles(
      Planned planned, String name, WinogradTile tile, int channels, int count) {
    List<Size> sizes =
        List.of(
            Size.of(tile.points()), Value.blocks(channels), Size.of(count), Size.of(Panel.LANES));
    return Value.of(planned.unique(name), sizes, Layout.PLANES);
  }
}

package io.tenon.processor.plan;

import io.tenon.graph.Node;
import io.tenon.kernel.WinogradPanel;
import io.tenon.kernel.WinogradTile;
import io.tenon.op.Elementwise;
import java.util.List;

/**
 * A 3×3 convolution of stride 1 by Winograd's tiles, without padding (its input has the border
 * already).
 *
 * @param addend what is added to the result; null for nothing
 * @param v scratch for tiles, transformed
 * @param m scratch for their products
 * @param row scratch for the transforms of one row of tiles
 * @param rows how many rows of tiles are computed at a time
 * @param folded what follows and is in the weights: factors and summands of channels
 */
public record WinogradTask(
    Common common,
    Value in,
    Value addend,
    Value v,
    Value m,
    Value row,
    WinogradTile tile,
    int rows,
    Node conv,
    List<Node> folded,
    List<Elementwise> activations)
    implements Task {
  /** With so many, weights no longer stay in a core's own cache. */
  private static final int MANY_GROUPS = 4;

  @Override
  public List<Value> inputs() {
    return addend == null ? List.of(in) : List.of(in, addend);
  }

  @Override
  public List<String> inputNames() {
    return addend == null ? List.of("x") : List.of("x", "z");
  }

  @Override
  public List<Value> scratch() {
    return List.of(v, m, row);
  }

  @Override
  public List<Value> ownScratch() {
    return splitsOutputs() ? List.of(m, row) : scratch();
  }

  @Override
  public List<String> scratchNames() {
    return List.of("v", "m", "row");
  }

  /** How many rows of tiles there are. */
  public int tall() {
    return tile.tiles(out().size(1));
  }

  /** How many tiles a row has. */
  public int wide() {
    return tile.tiles(out().size(2));
  }

  /** Whether all rows of tiles are computed at a time. */
  public boolean isWhole() {
    return rows == tall();
  }

  /**
   * Whether members of a team divide the outputs between them, and so the weights that each reads,
   * rather than rows of tiles.
   */
  public boolean splitsOutputs() {
    return isWhole() && groups() >= MANY_GROUPS;
  }

  /** How many groups of outputs there are. */
  public int groups() {
    return (out().size(0) + WinogradPanel.GROUP - 1) / WinogradPanel.GROUP;
  }
}

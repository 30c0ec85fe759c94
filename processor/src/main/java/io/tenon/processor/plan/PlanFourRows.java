package io.tenon.processor.plan;

import io.tenon.graph.Node;
import io.tenon.graph.Size;
import io.tenon.kernel.FourRowsPanel;
import io.tenon.kernel.Panel;
import io.tenon.op.Convolution;
import io.tenon.op.Pair;
import io.tenon.processor.pass.Group;
import java.util.List;

/**
 * Which convolutions before pooling take eight products for four rows. Measured with AVX-512 on JDK
 * 17 and 25, in µs, direct and so: 3 channels to 6 of 28×28, 8.9 and 5.5, 8.3 and 5.2; 1 channel to
 * 6 of 28×28, 4.2 and 3.2, 3.6 and 3.3; 6 channels to 16 of 10×10, 5.7 and 3.5, 5.5 and 3.3.
 */
final class PlanFourRows {
  /** What is transformed, and the products, stay in L1. */
  private static final int MOST_FLOATS = 8_192;

  /** So many positions are one tile. */
  private static final int TILE = 10;

  private PlanFourRows() {}

  /** Whether a convolution before pooling is one of them. */
  static boolean fits(Group group, Convolution conv, Value in, boolean narrow) {
    Node anchor = group.anchor();
    List<Size> weight = anchor.inputs().get(1).sizes();
    List<Size> out = group.last().sizes();
    return in.layout() != Layout.BLOCKS
        && conv.stride().equals(Pair.of(1))
        && conv.dilation().equals(Pair.of(1))
        && weight.stream().allMatch(Size::isConstant)
        && weight.get(2).factor() == FourRowsPanel.KERNEL_ROWS
        && out.get(2).factor() >= 2
        && (narrow || isTiled(2 * out.get(3).factor()) && in.pitch() >= Panel.LANES)
        && floats(weight, 2 * out.get(3).factor(), narrow) <= MOST_FLOATS;
  }

  /** Whether tiles have most of their positions in the row. */
  private static boolean isTiled(int columns) {
    int tiles = (columns + TILE - 1) / TILE;
    return 5 * columns >= 4 * tiles * TILE;
  }

  private static int floats(List<Size> weight, int columns, boolean narrow) {
    int outputs = weight.get(0).factor();
    int lanes = narrow ? outputs : (outputs + Panel.LANES - 1) / Panel.LANES * Panel.LANES;
    return FourRowsPanel.scratch(lanes, weight.get(1).factor(), weight.get(3).factor(), columns);
  }

  /** The task of a group whose operand has its border already. */
  static FourRowsTask task(
      Planned planned, Group group, Task.Common common, Value in, boolean narrow) {
    Node anchor = group.anchor();
    int columns = 2 * common.out().size(2);
    Size floats = Size.of(floats(anchor.inputs().get(1).sizes(), columns, narrow));
    return new FourRowsTask(
        common,
        in,
        Value.of(planned.unique(common.base() + "Values"), List.of(floats), Layout.PLANES),
        anchor,
        group.folded(),
        narrow,
        TaskNames.functions(group));
  }
}

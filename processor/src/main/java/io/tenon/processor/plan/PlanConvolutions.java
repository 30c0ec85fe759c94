package io.tenon.processor.plan;

import io.tenon.graph.Node;
import io.tenon.graph.Size;
import io.tenon.kernel.Panel;
import io.tenon.kernel.Phases;
import io.tenon.kernel.WinogradTile;
import io.tenon.op.Convolution;
import io.tenon.op.Elementwise;
import io.tenon.op.Pad;
import io.tenon.op.Padding;
import io.tenon.op.Pair;
import io.tenon.op.Pooling;
import io.tenon.op.TransposedConvolution;
import io.tenon.processor.pass.Group;
import java.util.ArrayList;
import java.util.List;

/** Convolutions: which kernel computes them, and from which layout. */
final class PlanConvolutions {
  /** With more, half a block's lanes or more are used. */
  private static final int FEW_OUTPUTS = 8;

  /** Of all outputs of these, some 16 to 64 KB, are summed up before they leave the cache. */
  private static final int MOST_POSITIONS = 64;

  private PlanConvolutions() {}

  static void convolution(Planned planned, Group group, Convolution conv) {
    Node anchor = group.anchor();
    planned.requireMaps(anchor);
    anchor.inputs().forEach(planned::requireMaps);
    if (conv.groups() > 1) {
      anchor.inputs().forEach(planned::requireConstant);
      groups(planned, group, conv);
      return;
    }
    Value in = planned.framed(anchor, 0);
    if (in.layout() == Layout.ROWS && !conv.padding().equals(Padding.NONE)) {
      in = planned.toPlanes(in);
    }
    boolean pooled = group.find(Pooling.class).isPresent();
    boolean narrow = pooled && isNarrow(group, conv, in);
    Value addend = planned.addend(group);
    Padding border = narrow ? Padding.NONE : PlanBorders.around(planned.groups(), group);
    Layout layout = narrow ? Layout.ROWS : Layout.BLOCKS;
    Task.Common common = planned.common(group, TaskNames.suffix(group), layout, border);
    in = PlanBorders.padded(planned, in, conv.padding(), common.base());
    WinogradTile tile = pooled ? null : PlanWinograd.tile(conv, in, anchor);
    if (tile != null) {
      planned.put(group, PlanWinograd.task(planned, group, common, in, addend, tile));
      return;
    }
    planned.put(
        group,
        new Task.Convolve(
            common,
            in,
            addend,
            addend == null ? null : row(planned, common, isFlat(conv, in, addend, common.out())),
            conv,
            anchor,
            group.folded(),
            pooled,
            narrow,
            TaskNames.functions(group)));
  }

  static Pad zeros(Padding border) {
    return new Pad(border, Pad.Mode.CONSTANT, 0);
  }

  /** A transposed convolution, which needs a border where its phases begin before the input. */
  static void transposed(Planned planned, Group group, TransposedConvolution conv) {
    Node anchor = group.anchor();
    Planned.require(conv.groups() == 1, anchor, anchor.name() + " of several groups");
    planned.requireMaps(anchor);
    anchor.inputs().forEach(planned::requireMaps);
    Value in = planned.value(anchor, 0);
    Value addend = planned.addend(group, Layout.BLOCKS);
    Task.Common common = planned.common(group, TaskNames.suffix(group), Layout.BLOCKS);
    List<Size> kernel = anchor.inputs().get(1).sizes();
    Phases rows =
        new Phases(
            kernel.get(2).factor(), conv.stride().h(), conv.padding().h(), conv.dilation().h());
    Phases columns =
        new Phases(
            kernel.get(3).factor(), conv.stride().w(), conv.padding().w(), conv.dilation().w());
    Padding border =
        new Padding(
            columns.before(),
            columns.after(in.size(2), common.out().size(2)),
            rows.before(),
            rows.after(in.size(1), common.out().size(1)));
    if (!border.equals(Padding.NONE)) {
      in = planned.bordered(in, common.base() + "Border", zeros(border));
    }
    List<Node> folded = group.folded();
    List<Elementwise> functions = TaskNames.functions(group);
    planned.put(
        group,
        new MapTask.ConvolveTransposed(
            common, in, addend, rows, columns, anchor, folded, functions));
  }

  private static void groups(Planned planned, Group group, Convolution conv) {
    Node anchor = group.anchor();
    int outputs = anchor.sizes().get(1).factor();
    int channels = anchor.inputs().get(0).sizes().get(1).factor();
    boolean depthwise = conv.groups() == channels && conv.groups() == outputs;
    Value in = depthwise ? planned.toBlocks(planned.framed(anchor, 0)) : planned.value(anchor, 0);
    Value addend = depthwise ? planned.addend(group) : planned.addend(group, Layout.BLOCKS);
    Padding border = depthwise ? PlanBorders.around(planned.groups(), group) : Padding.NONE;
    Task.Common common = planned.common(group, TaskNames.suffix(group), Layout.BLOCKS, border);
    in = PlanBorders.padded(planned, in, conv.padding(), common.base());
    List<Node> folded = group.folded();
    List<Elementwise> functions = TaskNames.functions(group);
    if (depthwise) {
      planned.put(
          group, new Task.ConvolveDepthwise(common, in, addend, conv, anchor, folded, functions));
      return;
    }
    int each = outputs / conv.groups();
    Value beside = null;
    if (each % Panel.LANES != 0) {
      List<Size> sizes = new ArrayList<>(common.out().sizes());
      sizes.set(0, Size.of(each));
      beside = Value.of(planned.unique(common.base() + "Beside"), sizes, Layout.BLOCKS);
    }
    planned.put(
        group,
        new Task.ConvolveGroups(common, in, addend, conv, anchor, folded, beside, functions));
  }

  /** Scratch for the rows that go from the tile to the sum at a time. */
  private static Value row(Planned planned, Task.Common common, boolean flat) {
    Value out = common.out();
    Size rows = Size.of(flat ? rows(out) : 1);
    List<Size> sizes = List.of(out.sizes().get(0), rows, out.sizes().get(2));
    return Value.of(planned.unique(common.base() + "Row"), sizes, Layout.BLOCKS);
  }

  /**
   * Whether rows lie one after the other, of windows and results, so that one call takes several.
   */
  private static boolean isFlat(Convolution conv, Value in, Value addend, Value out) {
    return conv.stride().equals(Pair.of(1))
        && in.size(1) == out.size(1)
        && in.size(2) == out.size(2)
        && in.layout() != Layout.ROWS
        && !in.isBordered()
        && !addend.isBordered()
        && !out.isBordered();
  }

  /** One row, or several if they are short: the tile is best with some positions. */
  private static int rows(Value out) {
    int rows = 1;
    for (int more = 1; more <= out.size(1); more++) {
      if (out.size(1) % more == 0 && more * out.size(2) <= MOST_POSITIONS) {
        rows = more;
      }
    }
    return rows;
  }

  /**
   * Whether lanes are better columns than outputs: there are few outputs, and columns side by side
   * that fill a vector of any machine.
   */
  private static boolean isNarrow(Group group, Convolution conv, Value in) {
    Size outputs = group.last().sizes().get(1);
    int pooledColumns = group.last().sizes().get(3).factor();
    return outputs.isConstant()
        && outputs.factor() <= FEW_OUTPUTS
        && in.layout() != Layout.BLOCKS
        && conv.stride().w() == 1
        && 2 * pooledColumns >= Panel.LANES;
  }
}

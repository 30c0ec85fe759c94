package io.tenon.processor.plan;

import io.tenon.graph.Node;
import io.tenon.graph.Size;
import io.tenon.kernel.Panel;
import io.tenon.kernel.Phases;
import io.tenon.op.BatchNormalization;
import io.tenon.op.Convolution;
import io.tenon.op.Elementwise;
import io.tenon.op.Pad;
import io.tenon.op.Padding;
import io.tenon.op.Pooling;
import io.tenon.op.TransposedConvolution;
import io.tenon.processor.pass.Group;
import java.util.ArrayList;
import java.util.List;

/** Convolutions: which kernel computes them, and from which layout. */
final class PlanConvolutions {
  /** With more, half a block's lanes or more are used. */
  private static final int FEW_OUTPUTS = 8;

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
    Value in = planned.raw(anchor, 0);
    if (in.layout() == Layout.ROWS && !conv.padding().equals(Padding.NONE)) {
      in = planned.toPlanes(in);
    }
    boolean pooled = group.find(Pooling.class).isPresent();
    boolean narrow = pooled && isNarrow(group, conv, in);
    Task.Common common =
        planned.common(group, TaskNames.suffix(group), narrow ? Layout.ROWS : Layout.BLOCKS);
    if (!conv.padding().equals(Padding.NONE)) {
      in = planned.bordered(in, common.base() + "Border", zeros(conv.padding()));
    }
    planned.put(
        group,
        new Task.Convolve(
            common,
            in,
            conv,
            anchor,
            group.findNode(BatchNormalization.class).orElse(null),
            pooled,
            narrow,
            TaskNames.functions(group)));
  }

  private static Pad zeros(Padding border) {
    return new Pad(border, Pad.Mode.CONSTANT, 0);
  }

  /** A transposed convolution, which needs a border where its phases begin before the input. */
  static void transposed(Planned planned, Group group, TransposedConvolution conv) {
    Node anchor = group.anchor();
    Planned.require(conv.groups() == 1, anchor, anchor.name() + " of several groups");
    planned.requireMaps(anchor);
    anchor.inputs().forEach(planned::requireMaps);
    Value in = planned.value(anchor, 0);
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
    Node norm = group.findNode(BatchNormalization.class).orElse(null);
    List<Elementwise> functions = TaskNames.functions(group);
    planned.put(
        group, new MapTask.ConvolveTransposed(common, in, rows, columns, anchor, norm, functions));
  }

  private static void groups(Planned planned, Group group, Convolution conv) {
    Node anchor = group.anchor();
    int outputs = anchor.sizes().get(1).factor();
    int channels = anchor.inputs().get(0).sizes().get(1).factor();
    boolean depthwise = conv.groups() == channels && conv.groups() == outputs;
    Value in = depthwise ? planned.toBlocks(planned.value(anchor, 0)) : planned.value(anchor, 0);
    Task.Common common = planned.common(group, TaskNames.suffix(group), Layout.BLOCKS);
    if (!conv.padding().equals(Padding.NONE)) {
      in = planned.bordered(in, common.base() + "Border", zeros(conv.padding()));
    }
    Node norm = group.findNode(BatchNormalization.class).orElse(null);
    List<Elementwise> functions = TaskNames.functions(group);
    if (depthwise) {
      planned.put(group, new Task.ConvolveDepthwise(common, in, conv, anchor, norm, functions));
      return;
    }
    int each = outputs / conv.groups();
    Value beside = null;
    if (each % Panel.LANES != 0) {
      List<Size> sizes = new ArrayList<>(common.out().sizes());
      sizes.set(0, Size.of(each));
      beside = Value.of(planned.unique(common.base() + "Beside"), sizes, Layout.BLOCKS);
    }
    planned.put(group, new Task.ConvolveGroups(common, in, conv, anchor, norm, beside, functions));
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

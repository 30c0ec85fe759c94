package io.tenon.processor.plan;

import io.tenon.graph.Node;
import io.tenon.graph.Size;
import io.tenon.op.Affine;
import io.tenon.op.LayerNormalization;
import io.tenon.op.PartialAffine;
import io.tenon.op.Softmax;
import io.tenon.processor.pass.Group;
import java.util.ArrayList;
import java.util.List;

/** What works on rows of features: linear layers, layer normalisations, softmax. */
final class PlanRows {
  private PlanRows() {}

  static void linear(Planned planned, Group group, Affine op) {
    Node anchor = group.anchor();
    Value in = planned.raw(anchor, 0);
    if (in.flattened() == null && in.layout() != Layout.PLANES) {
      in = planned.toPlanes(in);
    }
    Value addend = planned.addend(group, Layout.PLANES);
    Task.Common common = planned.common(group, TaskNames.suffix(group), Layout.PLANES);
    Value beside = beside(planned, common);
    planned.put(
        group,
        new Task.Multiply(
            common,
            in,
            addend,
            anchor,
            null,
            group.folded(),
            rows(common.out()),
            beside,
            TaskNames.functions(group)));
  }

  /**
   * Projections of one input by parts of one weight that follow each other: one product, whose
   * columns they are.
   */
  static void projections(Planned planned, Group group, PartialAffine op) {
    Node anchor = group.anchor();
    for (Node weight : anchor.inputs().subList(1, anchor.inputs().size())) {
      planned.requireConstant(weight);
    }
    Value in = planned.value(anchor, 0);
    int outputs = anchor.sizes().get(anchor.sizes().size() - 1).factor();
    int count = group.nodes().size();
    Task.Common common =
        planned.common(group, "", Layout.PLANES, Size.of(Math.multiplyExact(outputs, count)));
    int first = op.part() * outputs;
    Task.Part part = new Task.Part(op.wholeWeight() ? 0 : first, first);
    Value beside = beside(planned, common);
    Amount rows = rows(common.out());
    planned.add(
        new Task.Multiply(common, in, null, anchor, part, List.of(), rows, beside, List.of()));
    for (int i = 0; i < count; i++) {
      Value all = common.out();
      boolean alone = count == 1;
      planned.put(
          group.nodes().get(i),
          alone ? all : all.columns(Amount.of((long) i * outputs), Size.of(outputs)));
    }
  }

  private static Amount rows(Value out) {
    return Amount.product(out.sizes().subList(0, out.rank() - 1));
  }

  /** Where a product is stored first whose rows may have less than a tile stores; null for none. */
  private static Value beside(Planned planned, Task.Common common) {
    List<Size> sizes = common.out().sizes();
    Size outputs = sizes.get(sizes.size() - 1);
    if (!outputs.isConstant() || outputs.factor() < 16) {
      String stored = outputs.isConstant() ? null : common.base() + ".stored";
      Size lanes = stored == null ? Size.of(16) : new Size(1, List.of(stored));
      List<Size> whole = new ArrayList<>(sizes.subList(0, sizes.size() - 1));
      whole.add(lanes);
      return common.out().scratch(planned.unique(common.base() + "Beside"), whole);
    }
    return null;
  }

  static void layerNorm(Planned planned, Group group, LayerNormalization norm) {
    Node anchor = group.anchor();
    Value in = planned.toPlanes(planned.value(anchor, 0));
    planned.dim(anchor, anchor.sizes().size() - norm.normalized().rank());
    Task.Common common = planned.common(group, "", Layout.PLANES);
    planned.put(group, new Task.NormalizeRows(common, in, null, norm, anchor));
  }

  /** The rows of a sum, normalised. */
  static void sumNorm(Planned planned, Group group, LayerNormalization norm) {
    Node anchor = group.anchor();
    Node last = group.last();
    Value a = planned.operand(anchor, 0);
    Value b = planned.operand(anchor, 1);
    planned.dim(last, last.sizes().size() - norm.normalized().rank());
    String layer = last.module().substring(last.module().lastIndexOf('.') + 1);
    String suffix = Names.upper(Names.camel(layer.isEmpty() ? last.name() : layer));
    Task.Common common = planned.common(group, suffix, Layout.PLANES);
    planned.put(group, new Task.NormalizeRows(common, a, b, norm, last));
  }

  static void softmax(Planned planned, Group group, Softmax softmax) {
    Node anchor = group.anchor();
    Value in = planned.toPlanes(planned.value(anchor, 0));
    Task.Common common = planned.common(group, "", Layout.PLANES);
    planned.put(
        group,
        new Task.Exponentiate(common, in, softmax.log(), planned.dim(anchor, softmax.dim())));
  }
}

package io.tenon.processor.plan;

import io.tenon.graph.Node;
import io.tenon.graph.Size;
import io.tenon.op.Affine;
import io.tenon.op.LayerNormalization;
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
    if (in.flattened() == null && !in.isStrided()) {
      in = planned.toPlanes(in);
    }
    Task.Common common = planned.common(group, TaskNames.suffix(group), Layout.PLANES);
    List<Size> sizes = common.out().sizes();
    Size outputs = sizes.get(sizes.size() - 1);
    Amount rows = Amount.product(sizes.subList(0, sizes.size() - 1));
    Value beside = null;
    if (!outputs.isConstant() || outputs.factor() < 16) {
      String stored = outputs.isConstant() ? null : common.base() + ".stored";
      Size lanes = stored == null ? Size.of(16) : new Size(1, List.of(stored));
      List<Size> whole = new ArrayList<>(sizes.subList(0, sizes.size() - 1));
      whole.add(lanes);
      beside = common.out().scratch(planned.unique(common.base() + "Beside"), whole);
    }
    planned.put(
        group, new Task.Multiply(common, in, anchor, rows, beside, TaskNames.functions(group)));
  }

  static void layerNorm(Planned planned, Group group, LayerNormalization norm) {
    Node anchor = group.anchor();
    Value in = planned.toPlanes(planned.value(anchor, 0));
    planned.dim(anchor, anchor.sizes().size() - norm.normalized().rank());
    Task.Common common = planned.common(group, "", Layout.PLANES);
    planned.put(group, new Task.NormalizeRows(common, in, norm, anchor));
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

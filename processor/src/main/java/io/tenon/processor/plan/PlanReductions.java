package io.tenon.processor.plan;

import io.tenon.DType;
import io.tenon.graph.Node;
import io.tenon.graph.Size;
import io.tenon.op.AdaptivePooling;
import io.tenon.op.Affine;
import io.tenon.op.DimReduction;
import io.tenon.op.Pair;
import io.tenon.processor.pass.Group;
import java.util.List;

/** Sums and means along dimensions of a sample. */
final class PlanReductions {
  private PlanReductions() {}

  static void reduction(Planned planned, Group group, DimReduction op) {
    Node anchor = group.anchor();
    Planned.require(
        anchor.dtype() == DType.FLOAT32, anchor, anchor.name() + " of " + anchor.dtype());
    Node operand = anchor.inputs().get(0);
    List<Integer> dims = op.dims().stream().map(dim -> planned.dim(anchor, dim, operand)).toList();
    int first = dims.get(0);
    int end = dims.get(dims.size() - 1) + 1;
    Planned.require(
        end - first == dims.size(),
        anchor,
        "a " + anchor.name() + " over dimensions that are not next to each other");
    boolean mean = op.kind() == DimReduction.Kind.MEAN;
    Value in = planned.any(anchor, 0);
    if (mean && in.layout() == Layout.BLOCKS && first == 1 && end == 3) {
      maps(planned, group, in);
      return;
    }
    in = planned.toPlanes(in);
    Task.Common common = planned.common(group, "", Layout.PLANES);
    planned.put(
        group,
        new Task.Reduce(
            common,
            in,
            mean,
            Amount.product(in.sizes().subList(0, first)),
            Amount.product(in.sizes().subList(first, end)),
            Amount.product(in.sizes().subList(end, in.rank()))));
  }

  /** The mean of each map in blocks is a pooling. */
  private static void maps(Planned planned, Group group, Value in) {
    Node anchor = group.anchor();
    List<Size> means = List.of(in.sizes().get(0), Size.of(1), Size.of(1));
    Task.Common common = planned.common(group, "", Layout.BLOCKS, means);
    planned.add(new Task.PoolAdaptively(common, in, new AdaptivePooling(Pair.of(1))));
    List<Size> sizes = planned.sample(anchor);
    Value out = common.out();
    if (!sizes.equals(means)) {
      out = out.view(sizes);
      out = planned.usedOnlyBy(anchor, Affine.class) ? out : planned.toPlanes(out);
    }
    planned.put(anchor, out);
  }
}

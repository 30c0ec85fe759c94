package io.tenon.processor.plan;

import io.tenon.graph.Node;
import io.tenon.graph.Size;
import io.tenon.kernel.Panel;
import io.tenon.op.AdaptivePooling;
import io.tenon.op.GroupNormalization;
import io.tenon.op.Leak;
import io.tenon.op.Pair;
import io.tenon.op.Resample;
import io.tenon.op.Shuffle;
import io.tenon.processor.pass.Group;

/** What is done to each map, or to channels, without sums over channels. */
final class PlanMaps {
  private PlanMaps() {}

  static void resample(Planned planned, Group group, Resample op) {
    Value in = planned.maps(group.anchor());
    Task.Common common = planned.common(group, "", in.layout());
    if (op.mode() == Resample.Mode.AREA) {
      Pair size = new Pair(common.out().size(1), common.out().size(2));
      planned.put(group, new Task.PoolAdaptively(common, in, new AdaptivePooling(size)));
    } else {
      planned.put(group, new MapTask.Resize(common, in, op));
    }
  }

  static void leak(Planned planned, Group group, Leak op) {
    Node anchor = group.anchor();
    Planned.require(
        planned.isBatched(anchor) && anchor.sizes().size() > 1,
        anchor,
        op.name() + " of values without channels");
    Value in = planned.value(anchor, 0);
    planned.put(
        group, new MapTask.LeakByChannel(planned.common(group, "", in.layout()), in, anchor));
  }

  static void groupNorm(Planned planned, Group group, GroupNormalization op) {
    Node anchor = group.anchor();
    Planned.require(planned.isBatched(anchor), anchor, op.name() + " of values without a batch");
    Value in = planned.toPlanes(planned.value(anchor, 0));
    Task.Common common = planned.common(group, TaskNames.suffix(group), Layout.PLANES);
    planned.put(
        group, new MapTask.NormalizeGroups(common, in, op, anchor, TaskNames.functions(group)));
  }

  /** Few channels come out as planes: they are often the result. */
  static void shuffle(Planned planned, Group group, Shuffle op) {
    Node anchor = group.anchor();
    Value in = planned.maps(anchor);
    Size channels = anchor.sizes().get(1);
    boolean few = channels.isConstant() && channels.factor() < Panel.LANES;
    Layout layout = few ? Layout.PLANES : in.layout();
    planned.put(group, new MapTask.ShufflePixels(planned.common(group, "", layout), in, op));
  }
}

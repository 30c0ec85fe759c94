package io.tenon.processor.plan;

import io.tenon.op.AdaptivePooling;
import io.tenon.op.Padding;
import io.tenon.op.Pooling;
import io.tenon.processor.pass.Group;

/** Pooling that is a step of its own. */
final class PlanPooling {
  private PlanPooling() {}

  static void pooling(Planned planned, Group group, Pooling pool) {
    Value in = planned.maps(group.anchor());
    Padding border =
        in.layout() == Layout.BLOCKS ? PlanBorders.around(planned.groups(), group) : Padding.NONE;
    planned.put(group, new Task.Pool(planned.common(group, "", in.layout(), border), in, pool));
  }

  static void adaptivePooling(Planned planned, Group group, AdaptivePooling pool) {
    Value in = planned.maps(group.anchor());
    planned.put(group, new Task.PoolAdaptively(planned.common(group, "", in.layout()), in, pool));
  }
}

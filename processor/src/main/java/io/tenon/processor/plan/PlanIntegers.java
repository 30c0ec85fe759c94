package io.tenon.processor.plan;

import io.tenon.DType;
import io.tenon.graph.Node;
import io.tenon.op.Cast;
import io.tenon.op.Compare;
import io.tenon.processor.pass.Group;

/** Integers that become floats: only inputs are integers, and nothing in between. */
final class PlanIntegers {
  private PlanIntegers() {}

  static void compare(Planned planned, Group group, Compare op) {
    Node anchor = group.anchor();
    Planned.require(group.find(Cast.class).isPresent(), anchor, op.name() + " that gives integers");
    convert(planned, group, op);
  }

  static void cast(Planned planned, Group group, Cast op) {
    Planned.require(op.target() == DType.FLOAT32, group.anchor(), "a tensor of " + op.target());
    if (group.anchor().inputs().get(0).dtype() == DType.FLOAT32) {
      planned.put(group.anchor(), planned.raw(group.anchor(), 0));
    } else {
      convert(planned, group, null);
    }
  }

  private static void convert(Planned planned, Group group, Compare relation) {
    Node anchor = group.anchor();
    boolean integers = anchor.inputs().get(0).dtype() == DType.INT64;
    Planned.require(integers, anchor, anchor.name() + " of floats");
    Value in = planned.integers(anchor, 0);
    Task.Common common = planned.common(group, "", Layout.PLANES);
    planned.put(group, new ConvertIntegers(common, in, relation));
  }
}

package io.tenon.processor.plan;

import io.tenon.graph.Node;
import io.tenon.op.Arithmetic;
import io.tenon.op.BatchNormalization;
import io.tenon.op.Elementwise;
import io.tenon.processor.pass.Group;
import java.util.List;

/** What is done to elements by themselves, and to channels by factors that are known. */
final class PlanElements {
  private PlanElements() {}

  static void function(Planned planned, Group group, Elementwise op) {
    Value in = planned.value(group.anchor(), 0);
    Task.Common common = planned.common(group, "", in.layout());
    planned.put(group, new Task.Map(common, List.of(in), null, TaskNames.functions(group)));
  }

  static void arithmetic(Planned planned, Group group, Arithmetic arithmetic) {
    Node anchor = group.anchor();
    for (Node operand : anchor.inputs()) {
      Planned.require(
          operand.kind() != Node.Kind.WEIGHT && operand.sizes().equals(anchor.sizes()),
          anchor,
          arithmetic.name()
              + " of "
              + anchor.inputs().get(0).sizes()
              + " and "
              + anchor.inputs().get(1).sizes());
    }
    Value a = planned.value(anchor, 0);
    Value b = planned.value(anchor, 1);
    boolean inBlocks = a.layout() == Layout.BLOCKS || b.layout() == Layout.BLOCKS;
    List<Value> operands =
        inBlocks
            ? List.of(planned.toBlocks(a), planned.toBlocks(b))
            : List.of(planned.toPlanes(a), planned.toPlanes(b));
    Layout layout = inBlocks ? Layout.BLOCKS : Layout.PLANES;
    Task.Common common = planned.common(group, TaskNames.suffix(group), layout);
    planned.put(group, new Task.Map(common, operands, arithmetic, TaskNames.functions(group)));
  }

  static void batchNorm(Planned planned, Group group, BatchNormalization norm) {
    Node anchor = group.anchor();
    Planned.require(!norm.batchStatistics(), anchor, "a batch_norm by the batch's own statistics");
    planned.requireMaps(anchor);
    Value in = planned.value(anchor, 0);
    Task.Common common = planned.common(group, TaskNames.suffix(group), in.layout());
    planned.put(group, new Task.Normalize(common, in, anchor, TaskNames.functions(group)));
  }
}

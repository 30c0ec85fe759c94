package io.tenon.processor.plan;

import io.tenon.DType;
import io.tenon.graph.Node;
import io.tenon.graph.Size;
import io.tenon.kernel.Panel;
import io.tenon.op.BatchNormalization;
import io.tenon.op.DropoutNoise;
import io.tenon.processor.pass.Group;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What needs all samples of a batch at once: the batch's own statistics, and noise in order. */
final class PlanBatches {
  private PlanBatches() {}

  /** Two steps: statistics of the batch, then each sample by them. */
  static void batchNorm(Planned planned, Group group, BatchNormalization norm) {
    Node anchor = group.anchor();
    Planned.require(planned.isBatched(anchor), anchor, "a batch_norm of values without a batch");
    requireUnread(planned, anchor, norm);
    Value in = PlanElements.perChannel(planned, anchor);
    Task.Common common = planned.common(group, TaskNames.suffix(group), in.layout());
    boolean blocks = in.layout() == Layout.BLOCKS;
    Size channels = blocks ? in.lanes() : in.sizes().get(0);
    String name = planned.unique(common.base() + "Statistics");
    Value by = Value.shared(name, List.of(Size.of(2), channels), DType.FLOAT32);
    Value sums =
        blocks
            ? Value.shared(
                planned.unique(common.base() + "Sums"),
                List.of(Size.of(3), Size.of(Panel.LANES)),
                DType.FLOAT32)
            : null;
    Task.Common measured = new Task.Common(name, common.base(), List.of(anchor), by);
    planned.add(new BatchTask.Measure(measured, in, anchor, sums));
    planned.put(group, new BatchTask.Standardize(common, in, by, TaskNames.functions(group)));
  }

  /** What statistics move is read anew in each call: nothing else may have been made of it. */
  private static void requireUnread(Planned planned, Node anchor, BatchNormalization norm) {
    if (!norm.hasEffects()) {
      return;
    }
    Set<String> moved = new HashSet<>();
    anchor.inputs().stream().skip(norm.statistics()).forEach(each -> moved.add(each.name()));
    for (Node node : planned.groups().graph().nodes()) {
      int read =
          node.op() instanceof BatchNormalization other && other.hasEffects()
              ? other.statistics()
              : node.inputs().size();
      Planned.require(
          node.inputs().stream().limit(read).map(Node::name).noneMatch(moved::contains),
          node,
          node.name() + " of running statistics that change in training");
    }
  }

  /** Maps stay in blocks; the noise is drawn in PyTorch's order of elements all the same. */
  static void dropout(Planned planned, Group group, DropoutNoise op) {
    Node anchor = group.anchor();
    Planned.require(planned.isBatched(anchor), anchor, "a dropout of values without a batch");
    Value in = PlanElements.perChannel(planned, anchor);
    planned.put(group, new BatchTask.Drop(planned.common(group, "", in.layout()), in, op));
  }
}

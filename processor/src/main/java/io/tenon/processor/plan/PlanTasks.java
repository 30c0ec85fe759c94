package io.tenon.processor.plan;

import io.tenon.DType;
import io.tenon.graph.Node;
import io.tenon.op.AdaptivePooling;
import io.tenon.op.Affine;
import io.tenon.op.Arithmetic;
import io.tenon.op.AttentionValues;
import io.tenon.op.AttentionWeights;
import io.tenon.op.BatchNormalization;
import io.tenon.op.Concatenate;
import io.tenon.op.Convolution;
import io.tenon.op.Elementwise;
import io.tenon.op.Gather;
import io.tenon.op.LayerNormalization;
import io.tenon.op.Narrow;
import io.tenon.op.Op;
import io.tenon.op.Pad;
import io.tenon.op.PartialAffine;
import io.tenon.op.Pooling;
import io.tenon.op.Recurrence;
import io.tenon.op.ScaledDotProductAttention;
import io.tenon.op.Select;
import io.tenon.op.Softmax;
import io.tenon.op.View;
import io.tenon.processor.pass.Group;
import io.tenon.processor.pass.Groups;
import java.util.Map;

/** Makes a task of each group, and copies where two of them want a value to lie differently. */
final class PlanTasks {
  /** How the groups that begin with operations of one kind become tasks. */
  private interface Plans<O extends Op> {
    void plan(Planned planned, Group group, O op);
  }

  private static final Map<Class<? extends Op>, Plans<Op>> PLANS =
      Map.ofEntries(
          plans(Convolution.class, PlanConvolutions::convolution),
          plans(Affine.class, PlanRows::linear),
          plans(PartialAffine.class, PlanRows::projections),
          plans(Gather.class, PlanAttention::embedding),
          plans(AttentionWeights.class, PlanAttention::attention),
          plans(AttentionValues.class, PlanAttention::valuesAlone),
          plans(ScaledDotProductAttention.class, PlanAttention::dotProduct),
          plans(Narrow.class, PlanShapes::narrow),
          plans(Recurrence.class, PlanRecurrence::recurrence),
          plans(Select.class, PlanRecurrence::select),
          plans(LayerNormalization.class, PlanRows::layerNorm),
          plans(Softmax.class, PlanRows::softmax),
          plans(Pooling.class, PlanPooling::pooling),
          plans(AdaptivePooling.class, PlanPooling::adaptivePooling),
          plans(Elementwise.class, PlanElements::function),
          plans(Arithmetic.class, PlanElements::arithmetic),
          plans(BatchNormalization.class, PlanElements::batchNorm),
          plans(View.class, PlanShapes::view),
          plans(Concatenate.class, PlanShapes::concatenation),
          plans(Pad.class, PlanShapes::pad));

  private PlanTasks() {}

  private static <O extends Op> Map.Entry<Class<? extends Op>, Plans<Op>> plans(
      Class<O> kind, Plans<O> plans) {
    return Map.entry(kind, (planned, group, op) -> plans.plan(planned, group, kind.cast(op)));
  }

  /** Makes all tasks; returns the result's value, which lies as PyTorch has it and is no input. */
  static Value plan(Planned planned, Groups groups) {
    for (Group group : groups.all()) {
      Op op = group.anchor().op();
      planned.sample(group.last());
      Plans<Op> plans = PLANS.get(op.getClass());
      Planned.require(plans != null, group.anchor(), op.name());
      plans.plan(planned, group, op);
    }
    Node last = groups.graph().result();
    Planned.require(planned.isBatched(last), last, "a result that all samples share");
    Planned.require(last.dtype() == DType.FLOAT32, last, "a result of " + last.dtype());
    Value result = planned.toPlanes(planned.of(last));
    return result.place().where() == Place.Where.INPUT || result.place().isPart()
        ? planned.copy(result, "result", Layout.PLANES, null)
        : result;
  }
}

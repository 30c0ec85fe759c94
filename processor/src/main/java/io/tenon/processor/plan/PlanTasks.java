package io.tenon.processor.plan;

import io.tenon.DType;
import io.tenon.graph.Node;
import io.tenon.op.AdaptivePooling;
import io.tenon.op.Affine;
import io.tenon.op.Arithmetic;
import io.tenon.op.AttentionValues;
import io.tenon.op.AttentionWeights;
import io.tenon.op.BatchNormalization;
import io.tenon.op.Cast;
import io.tenon.op.ChannelShuffle;
import io.tenon.op.Compare;
import io.tenon.op.Concatenate;
import io.tenon.op.Convolution;
import io.tenon.op.DimReduction;
import io.tenon.op.DropoutNoise;
import io.tenon.op.Elementwise;
import io.tenon.op.Expand;
import io.tenon.op.Gather;
import io.tenon.op.GroupNormalization;
import io.tenon.op.LayerNormalization;
import io.tenon.op.Leak;
import io.tenon.op.Narrow;
import io.tenon.op.Op;
import io.tenon.op.Pad;
import io.tenon.op.PartialAffine;
import io.tenon.op.Permute;
import io.tenon.op.Pooling;
import io.tenon.op.Recurrence;
import io.tenon.op.Resample;
import io.tenon.op.ScaledDotProductAttention;
import io.tenon.op.Select;
import io.tenon.op.Shuffle;
import io.tenon.op.Softmax;
import io.tenon.op.Transpose;
import io.tenon.op.TransposedConvolution;
import io.tenon.op.View;
import io.tenon.processor.pass.Group;
import io.tenon.processor.pass.Groups;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes a task of each group, and copies where two of them want a value to lie differently. */
final class PlanTasks {
  /** How the groups that begin with operations of one kind become tasks. */
  private interface Plans<O extends Op> {
    void plan(Planned planned, Group group, O op);
  }

  private static final Map<Class<? extends Op>, Plans<Op>> PLANS =
      Map.ofEntries(
          plans(Convolution.class, PlanConvolutions::convolution),
          plans(TransposedConvolution.class, PlanConvolutions::transposed),
          plans(Affine.class, PlanRows::linear),
          plans(PartialAffine.class, PlanRows::projections),
          plans(Gather.class, PlanAttention::embedding),
          plans(AttentionWeights.class, PlanAttention::attention),
          plans(AttentionValues.class, PlanAttention::valuesAlone),
          plans(ScaledDotProductAttention.class, PlanAttention::dotProduct),
          plans(Recurrence.class, PlanRecurrence::recurrence),
          plans(LayerNormalization.class, PlanRows::layerNorm),
          plans(Softmax.class, PlanRows::softmax),
          plans(Pooling.class, PlanPooling::pooling),
          plans(AdaptivePooling.class, PlanPooling::adaptivePooling),
          plans(Resample.class, PlanMaps::resample),
          plans(Leak.class, PlanMaps::leak),
          plans(GroupNormalization.class, PlanMaps::groupNorm),
          plans(Shuffle.class, PlanMaps::shuffle),
          plans(Elementwise.class, PlanElements::function),
          plans(Arithmetic.class, PlanElements::arithmetic),
          plans(BatchNormalization.class, PlanElements::batchNorm),
          plans(DropoutNoise.class, PlanBatches::dropout),
          plans(View.class, PlanShapes::view),
          plans(Select.class, PlanMoves::select),
          plans(Narrow.class, PlanMoves::narrow),
          plans(Expand.class, PlanMoves::expand),
          plans(Transpose.class, PlanMoves::transpose),
          plans(Permute.class, PlanMoves::permute),
          plans(ChannelShuffle.class, PlanMoves::shuffle),
          plans(DimReduction.class, PlanReductions::reduction),
          plans(Compare.class, PlanIntegers::compare),
          plans(Cast.class, PlanIntegers::cast),
          plans(Concatenate.class, PlanShapes::concatenation),
          plans(Pad.class, PlanShapes::pad));

  /** What takes any number of rows from each sample, and so a batch of them as one size. */
  private static final Set<Class<? extends Op>> ROWS =
      Set.of(
          Affine.class,
          LayerNormalization.class,
          Softmax.class,
          Elementwise.class,
          Arithmetic.class,
          DropoutNoise.class,
          View.class,
          Concatenate.class,
          Select.class,
          Narrow.class,
          Expand.class,
          Transpose.class,
          Permute.class,
          DimReduction.class);

  private PlanTasks() {}

  private static <O extends Op> Map.Entry<Class<? extends Op>, Plans<Op>> plans(
      Class<O> kind, Plans<O> plans) {
    return Map.entry(kind, (planned, group, op) -> plans.plan(planned, group, kind.cast(op)));
  }

  /**
   * Makes all tasks; returns the results' values, which lie as PyTorch has them, each in a place of
   * its own.
   */
  static List<Value> plan(Planned planned, Groups groups, List<String> names) {
    for (Group group : groups.all()) {
      group.before().forEach(planned::putAsRead);
      Op op = group.anchor().op();
      planned.sample(group.last());
      Plans<Op> plans = PLANS.get(op.getClass());
      Planned.require(plans != null, group.anchor(), op.name());
      requireSamples(planned, group.anchor());
      plans.plan(planned, group, op);
    }
    List<Value> results = new ArrayList<>();
    for (Node last : groups.graph().results()) {
      Value value = result(planned, last, names.get(results.size()));
      value.place().putResult(names.get(results.size()));
      results.add(value);
    }
    return results;
  }

  private static Value result(Planned planned, Node last, String name) {
    Planned.require(planned.isBatched(last), last, "a result that all samples share");
    Planned.require(
        !planned.isMerged(last),
        last,
        "a result of " + last.sizes() + ", whose first size is not the batch,");
    Planned.require(last.dtype() == DType.FLOAT32, last, "a result of " + last.dtype());
    Value result = planned.toPlanes(planned.of(last));
    return result.place().where() != null || result.place().isPart()
        ? planned.copy(result, name.equals("y") ? "result" : name, Layout.PLANES, null)
        : result;
  }

  private static void requireSamples(Planned planned, Node node) {
    if (!ROWS.contains(node.op().getClass())) {
      for (Node input : node.inputs()) {
        boolean samples = input.kind() == Node.Kind.WEIGHT || !planned.isMerged(input);
        Planned.require(samples, node, node.name() + " of " + input.sizes());
      }
    }
  }
}

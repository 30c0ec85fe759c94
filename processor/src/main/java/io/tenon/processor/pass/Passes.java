package io.tenon.processor.pass;

import io.tenon.graph.Graph;

/** All passes, in their order. */
public final class Passes {
  private Passes() {}

  /** The graph as groups that are computed together. */
  public static Groups apply(Graph graph) {
    Graph lean =
        NestConcatenations.apply(
            RemoveDead.apply(
                FindChannelShuffle.apply(
                    MergeViews.apply(SinkViews.apply(GatherRanges.apply(graph))))));
    Groups groups = Groups.single(lean);
    groups = FoldBatchNorm.apply(groups);
    groups = FusePooling.apply(FuseActivation.apply(groups));
    groups =
        FuseCellStates.apply(FuseHeads.apply(FuseAttention.apply(FuseProjections.apply(groups))));
    return groups;
  }
}

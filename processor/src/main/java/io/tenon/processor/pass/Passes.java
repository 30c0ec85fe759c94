package io.tenon.processor.pass;

import static io.tenon.processor.pass.Pass.overGraph;
import static io.tenon.processor.pass.Pass.overGroups;

import io.tenon.graph.Graph;
import java.util.List;

/** All passes, in their order. */
public final class Passes {
  private static final List<Pass> ALL =
      List.of(
          overGraph("GatherRanges", GatherRanges::apply),
          overGraph("PickStates", PickStates::apply),
          overGraph("MergeViews", MergeViews::apply),
          overGraph("FindChannelShuffle", FindChannelShuffle::apply),
          overGraph("SinkViews", graph -> MergeViews.apply(SinkViews.apply(graph))),
          overGraph("RemoveIdentity", RemoveIdentity::apply),
          overGraph("FindActivations", FindActivations::apply),
          overGraph("CommonSubexpressions", CommonSubexpressions::apply),
          overGraph("RemoveDead", RemoveDead::apply),
          overGraph("NestConcatenations", NestConcatenations::apply),
          overGroups("FoldBatchNorm", FoldBatchNorm::apply),
          overGroups("FuseScale", FuseScale::apply),
          overGroups("FoldInput", FoldInput::apply),
          overGroups("FuseResidual", FuseResidual::apply),
          overGroups("FuseResidualNorm", FuseResidualNorm::apply),
          overGroups("FuseActivation", FuseActivation::apply),
          overGroups("FusePointwise", FusePointwise::apply),
          overGroups("FusePooling", FusePooling::apply),
          overGroups("FuseCast", FuseCast::apply),
          overGroups("FuseProjections", FuseProjections::apply),
          overGroups("FuseAttention", FuseAttention::apply),
          overGroups("FuseHeads", FuseHeads::apply),
          overGroups("FuseCellStates", FuseCellStates::apply));

  private Passes() {}

  /** The graph as groups that are computed together. */
  public static Groups apply(Graph graph) {
    Groups groups = Groups.single(graph);
    for (Pass pass : ALL) {
      groups = pass.change().apply(groups);
    }
    return groups;
  }

  /**
   * What the passes make of a graph, step by step: its text, and behind the name of each pass that
   * changed something, the text it left. Groups are a line each.
   */
  public static String text(Graph graph) {
    StringBuilder text = new StringBuilder("# As traced.\n").append(graph.text());
    Groups groups = Groups.single(graph);
    for (Pass pass : ALL) {
      Groups changed = pass.change().apply(groups);
      boolean sameGraph = changed.graph().text().equals(groups.graph().text());
      text.append("\n# ").append(pass.name());
      if (!sameGraph) {
        text.append(":\n").append(changed.graph().text());
      } else if (!changed.toString().equals(groups.toString())) {
        text.append(", in groups:\n").append(changed);
      } else {
        text.append(": nothing to do.\n");
      }
      groups = changed;
    }
    return text.toString();
  }
}

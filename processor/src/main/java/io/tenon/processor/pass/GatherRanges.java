package io.tenon.processor.pass;

import io.tenon.graph.Graph;
import io.tenon.op.Arange;
import io.tenon.op.Gather;
import io.tenon.op.Narrow;
import java.util.List;

/** The rows of a weight for ids that count up are a part of it: positions cost nothing. */
final class GatherRanges {
  private GatherRanges() {}

  static Graph apply(Graph graph) {
    return Rewrite.each(
        graph,
        node -> {
          if (!(node.op() instanceof Gather)
              || !(node.inputs().get(0).op() instanceof Arange range)) {
            return node;
          }
          int rows = range.end() - range.start();
          return node.madeBy(
              node.name(), new Narrow(0, range.start(), rows), List.of(node.inputs().get(1)));
        });
  }
}

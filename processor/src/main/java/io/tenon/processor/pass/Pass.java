package io.tenon.processor.pass;

import io.tenon.graph.Graph;
import java.util.function.UnaryOperator;

/** One pass and its name, which is that of its class. */
record Pass(String name, UnaryOperator<Groups> change) {
  /** A pass from graph to graph, for as long as each operation is a group by itself. */
  static Pass overGraph(String name, UnaryOperator<Graph> change) {
    return new Pass(name, groups -> Groups.single(change.apply(groups.graph())));
  }

  /** A pass that makes fewer groups. */
  static Pass overGroups(String name, UnaryOperator<Groups> change) {
    return new Pass(name, change);
  }
}

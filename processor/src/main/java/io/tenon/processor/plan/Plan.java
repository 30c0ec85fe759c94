package io.tenon.processor.plan;

import io.tenon.graph.Graph;
import java.util.List;

/**
 * All that is written down as Java.
 *
 * @param graph the graph as traced
 * @param stages the tasks in order
 * @param symbols the sizes that the constructor's arguments decide
 * @param workspace how many floats of scratch a batch needs
 */
public record Plan(
    Graph graph,
    String batch,
    Value input,
    Value result,
    List<Stage> stages,
    List<Symbol> symbols,
    Amount workspace) {

  /**
   * A size that a constructor's argument decides, and a weight where it can be read.
   *
   * @param divisor what that weight's size is a multiple by
   */
  public record Symbol(String name, String weight, int dim, int divisor) {}

  /** All tasks in order. */
  public List<Task> tasks() {
    return stages.stream().flatMap(stage -> stage.tasks().stream()).toList();
  }
}

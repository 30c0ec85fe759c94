package io.tenon.processor.plan;

import io.tenon.DType;
import io.tenon.graph.Graph;
import io.tenon.graph.Size;
import java.util.List;

/**
 * All that is written down as Java.
 *
 * @param graph the graph as traced
 * @param inputs the inputs of {@code forward}
 * @param results what it computes; several of a {@code forwardAll}
 * @param stages the tasks in order
 * @param symbols the sizes that the constructor's arguments decide
 * @param blocks how many blocks unknown numbers of channels take
 * @param given the sizes that come with the inputs, beside the batch
 * @param weights those that are read as they are
 * @param inTeams whether each step is split between the members of a team
 * @param workspace how many floats of scratch a batch needs
 * @param scratch how many floats of scratch each member of a team needs for itself
 */
public record Plan(
    Graph graph,
    String batch,
    List<Value> inputs,
    List<Value> results,
    List<Stage> stages,
    List<Symbol> symbols,
    List<Blocks> blocks,
    List<Given> given,
    List<Weight> weights,
    boolean inTeams,
    Amount workspace,
    Amount scratch) {
  /**
   * A size that a constructor's argument decides, and a weight where it can be read.
   *
   * @param divisor what that weight's size is a multiple by
   */
  public record Symbol(String name, String weight, int dim, int divisor) {}

  /** How many blocks of 16 channels an unknown number of channels takes: {@code ⌈classes / 16⌉}. */
  public record Blocks(String name, Size channels) {}

  /** A size that comes with an input, and where it can be read. */
  public record Given(String name, int input, int dim) {}

  /** A weight that is read as it is, from a field of this name. */
  public record Weight(String field, String path, Amount floats) {}

  /** All tasks in order. */
  public List<Task> tasks() {
    return stages.stream().flatMap(stage -> stage.tasks().stream()).toList();
  }

  /** Whether there is one input, of floats, no size unknown in a sample of it, and one result. */
  public boolean isPlain() {
    return inputs.size() == 1
        && results.size() == 1
        && given.isEmpty()
        && inputs.get(0).dtype() == DType.FLOAT32;
  }
}

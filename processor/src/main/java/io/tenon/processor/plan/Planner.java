package io.tenon.processor.plan;

import io.tenon.graph.Graph;
import io.tenon.graph.Node;
import io.tenon.graph.Size;
import io.tenon.processor.pass.Groups;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** From groups to a plan, step by step. */
public final class Planner {
  /** Names that every generated forward has. */
  private static final List<String> RESERVED =
      List.of("x", "xAt", "y", "yAt", "a", "aAt", "b", "bAt", "n", "h", "i", "v", "kernels");

  private Planner() {}

  /**
   * Plans a forward of one input whose first size is the batch.
   *
   * @throws NotCompiledException if an operation has no emitter
   */
  public static Plan plan(Graph traced, Groups groups) {
    Graph graph = groups.graph();
    Node input = graph.nodes().stream().filter(Planner::isInput).findFirst().orElseThrow();
    Size batch = input.sizes().get(0);
    String batchName = batch.symbols().get(0);
    List<Plan.Symbol> symbols = symbols(graph, batchName);
    Names names = new Names(reserved(batchName, symbols));
    PlanTasks planned = new PlanTasks(groups, names, batch);
    Value in = planned.input(input);
    in.place().put(Place.Where.INPUT, Amount.ZERO);
    Value result = planned.result(in);
    result.place().put(Place.Where.RESULT, Amount.ZERO);
    List<Stage> stages = stages(planned.tasks());
    Amount workspace = PlanBuffers.plan(stages, Amount.symbol(batchName));
    return new Plan(traced, batchName, in, result, stages, symbols, workspace);
  }

  private static boolean isInput(Node node) {
    return node.kind() == Node.Kind.INPUT;
  }

  private static Set<String> reserved(String batch, List<Plan.Symbol> symbols) {
    Set<String> reserved = new LinkedHashSet<>(RESERVED);
    reserved.addAll(List.of("forward", "workspace", "steps", "binding", batch));
    symbols.forEach(symbol -> reserved.add(symbol.name()));
    return reserved;
  }

  /** Where the sizes can be read that constructor's arguments decide. */
  private static List<Plan.Symbol> symbols(Graph graph, String batch) {
    List<Plan.Symbol> found = new ArrayList<>();
    Set<String> open = new LinkedHashSet<>(graph.symbols());
    open.remove(batch);
    for (Node node : graph.nodes()) {
      for (int d = 0; node.kind() == Node.Kind.WEIGHT && d < node.sizes().size(); d++) {
        Size size = node.sizes().get(d);
        if (size.symbols().size() == 1 && open.remove(size.symbols().get(0))) {
          found.add(new Plan.Symbol(size.symbols().get(0), node.name(), d, size.factor()));
        }
      }
    }
    for (Node node : graph.nodes()) {
      for (Size size : node.sizes()) {
        for (String symbol : size.symbols()) {
          if (open.contains(symbol)) {
            throw new NotCompiledException(node, "a size '" + symbol + "' that no weight has,");
          }
        }
      }
    }
    return found;
  }

  /** Runs of tasks that are computed sample by sample, and runs that are for the whole batch. */
  private static List<Stage> stages(List<Task> tasks) {
    List<Stage> stages = new ArrayList<>();
    List<Task> run = new ArrayList<>();
    for (Task task : tasks) {
      if (!run.isEmpty() && run.get(0).wholeBatch() != task.wholeBatch()) {
        stages.add(new Stage(run.get(0).wholeBatch(), List.copyOf(run)));
        run.clear();
      }
      run.add(task);
    }
    if (!run.isEmpty()) {
      stages.add(new Stage(run.get(0).wholeBatch(), List.copyOf(run)));
    }
    return stages;
  }
}

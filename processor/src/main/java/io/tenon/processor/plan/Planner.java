package io.tenon.processor.plan;

import io.tenon.graph.Graph;
import io.tenon.graph.Node;
import io.tenon.graph.Size;
import io.tenon.processor.pass.Groups;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** From groups to a plan, step by step. */
public final class Planner {
  /** Names that every generated forward has. */
  private static final List<String> RESERVED =
      List.of(
          "x", "xAt", "y", "yAt", "a", "aAt", "b", "bAt", "g", "h", "i", "m", "n", "p", "r", "s",
          "v", "row", "phase", "kernels", "member", "first", "end", "from", "count", "begin",
          "floats", "maps", "scratch");

  /** Multiply-adds of a sample: some 15 µs. Waking a thread takes longer than the whole of less. */
  private static final long LARGE = 1_000_000;

  private Planner() {}

  /**
   * Plans a forward whose inputs' first size is the batch, but for those that all samples share.
   *
   * @param outputs the names of the results, if there are several
   * @throws NotCompiledException if an operation has no emitter
   */
  public static Plan plan(Graph traced, Groups groups, List<String> outputs) {
    Graph graph = groups.graph();
    List<Node> inputs = graph.nodes().stream().filter(Planner::isInput).toList();
    Size batch = inputs.get(0).sizes().get(0);
    String batchName = batch.symbols().get(0);
    List<Plan.Symbol> symbols = symbols(traced, batchName);
    List<Plan.Given> given = given(inputs, symbols, batchName);
    requireKnown(graph, batchName, symbols, given);
    Names names = new Names(reserved(batchName, symbols, given));
    List<String> arguments = symbols.stream().map(Plan.Symbol::name).toList();
    Planned planned = new Planned(groups, names, new SampleShapes(batchName), arguments);
    List<Value> values = new ArrayList<>();
    for (Node input : inputs) {
      boolean taken = input.name().equals("y") || !names.isFree(input.name());
      String name = input.name().equals("x") ? "x" : taken ? input.name() + "In" : input.name();
      values.add(planned.input(input, name.equals("x") ? name : names.uniqueValue(name)));
    }
    boolean single = graph.results().size() == 1;
    List<String> called =
        single
            ? List.of("y")
            : outputs.stream()
                .map(name -> names.uniqueValue(names.isFree(name) ? name : name + "Out"))
                .toList();
    List<Value> results = PlanTasks.plan(planned, groups, called);
    List<Stage> stages = stages(planned.tasks());
    boolean inTeams = !given.isEmpty() || isLarge(traced, batchName, planned.tasks(), arguments);
    PlanBuffers.Sizes sizes = PlanBuffers.plan(stages, Amount.symbol(batchName), inTeams);
    return new Plan(
        traced,
        batchName,
        values,
        results,
        stages,
        symbols,
        planned.blocks(),
        given,
        planned.weights().entrySet().stream().map(Planner::weight).toList(),
        inTeams,
        sizes.workspace(),
        sizes.scratch());
  }

  /** Whether a sample is worth the waits between members of a team. */
  private static boolean isLarge(
      Graph graph, String batch, List<Task> tasks, List<String> arguments) {
    Costs costs = new Costs(graph, batch, tasks);
    long multiplyAdds = 0;
    for (Task task : tasks) {
      multiplyAdds += costs.multiplyAdds(task).atOne(arguments).number();
    }
    return multiplyAdds >= LARGE;
  }

  private static Plan.Weight weight(Map.Entry<Node, Value> weight) {
    Value value = weight.getValue();
    return new Plan.Weight(value.name(), weight.getKey().name(), value.floats());
  }

  private static boolean isInput(Node node) {
    return node.kind() == Node.Kind.INPUT;
  }

  private static Set<String> reserved(
      String batch, List<Plan.Symbol> symbols, List<Plan.Given> given) {
    Set<String> reserved = new LinkedHashSet<>(RESERVED);
    reserved.addAll(
        List.of("forward", "workspace", "steps", "binding", "inputs", "outputs", batch));
    symbols.forEach(symbol -> reserved.add(symbol.name()));
    given.forEach(size -> reserved.add(size.name()));
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
    return found;
  }

  /** Where the sizes can be read that come with the inputs. */
  private static List<Plan.Given> given(
      List<Node> inputs, List<Plan.Symbol> symbols, String batch) {
    Set<String> known = new LinkedHashSet<>(Set.of(batch));
    symbols.forEach(symbol -> known.add(symbol.name()));
    List<Plan.Given> given = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      List<Size> sizes = inputs.get(i).sizes();
      for (int d = 0; d < sizes.size(); d++) {
        if (!sizes.get(d).isConstant() && known.add(sizes.get(d).symbols().get(0))) {
          given.add(new Plan.Given(sizes.get(d).symbols().get(0), i, d));
        }
      }
    }
    return given;
  }

  private static void requireKnown(
      Graph graph, String batch, List<Plan.Symbol> symbols, List<Plan.Given> given) {
    Set<String> known = new LinkedHashSet<>(Set.of(batch));
    symbols.forEach(symbol -> known.add(symbol.name()));
    given.forEach(size -> known.add(size.name()));
    for (Node node : graph.nodes()) {
      for (Size size : node.sizes()) {
        for (String symbol : size.symbols()) {
          if (!known.contains(symbol)) {
            throw new NotCompiledException(node, "a size '" + symbol + "' that no weight has,");
          }
        }
      }
    }
  }

  /**
   * Runs of tasks that are computed sample by sample, and runs that are for the whole batch. What
   * all samples share needs nothing of theirs, and comes first.
   */
  private static List<Stage> stages(List<Task> all) {
    List<Task> tasks = new ArrayList<>();
    all.stream().filter(task -> task.out().isShared()).forEach(tasks::add);
    all.stream().filter(task -> !task.out().isShared()).forEach(tasks::add);
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

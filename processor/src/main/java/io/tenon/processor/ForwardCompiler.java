package io.tenon.processor;

import com.sun.source.util.Trees;
import io.tenon.graph.Graph;
import io.tenon.graph.Origin;
import io.tenon.processor.diagnostic.Code;
import io.tenon.processor.diagnostic.Reporter;
import io.tenon.processor.discover.ModuleClass;
import io.tenon.processor.emit.ForwardEmitter;
import io.tenon.processor.emit.GeneratedClass;
import io.tenon.processor.interpret.CarriedSources;
import io.tenon.processor.interpret.Halt;
import io.tenon.processor.interpret.Interpreter;
import io.tenon.processor.interpret.SourceExpression;
import io.tenon.processor.pass.Groups;
import io.tenon.processor.pass.Passes;
import io.tenon.processor.plan.NotCompiledException;
import io.tenon.processor.plan.Plan;
import io.tenon.processor.plan.Planner;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javax.lang.model.util.Elements;

/**
 * The pipeline from a module class to its generated forward. What can't be compiled is reported and
 * stays eager; a defect of the compiler is, too, and names the step it happened in.
 */
final class ForwardCompiler {
  private final Reporter reporter;
  private final Trees trees;
  private final Elements elements;
  private final CarriedSources carried;
  private final Dump dump;
  private String step;

  ForwardCompiler(
      Reporter reporter, Trees trees, Elements elements, CarriedSources carried, Dump dump) {
    this.reporter = reporter;
    this.trees = trees;
    this.elements = elements;
    this.carried = carried;
    this.dump = dump;
  }

  /**
   * The classes {@code LeNet_Forward}, {@code LeNet_Forward2} and so on, one for each variant of
   * {@code forward}'s shapes, without those that stay eager; and {@code LeNet_TrainingForward} for
   * each that computes something else in training mode, if that is asked for.
   */
  CompiledForwards compile(ModuleClass module) {
    List<GeneratedClass> classes = new ArrayList<>();
    List<String> evaluating = new ArrayList<>();
    List<String> training = new ArrayList<>();
    int variants = module.forward().map(forward -> forward.variants().size()).orElse(0);
    for (int v = 0; v < variants; v++) {
      ModuleClass inEval = module.withVariant(v);
      String number = evaluating.isEmpty() ? "" : Integer.toString(evaluating.size() + 1);
      String name = module.flatName() + "_Forward" + number;
      Graph graph = trace(inEval, v);
      if (!generate(inEval, graph, name, classes)) {
        continue;
      }
      evaluating.add(name);
      if (module.trains()) {
        ModuleClass inTraining = inEval.inTraining();
        Graph other = trace(inTraining, v);
        String otherName = module.flatName() + "_TrainingForward" + number;
        if (other != null && other.text().equals(graph.text())) {
          training.add(name);
        } else if (generate(inTraining, other, otherName, classes)) {
          training.add(otherName);
        }
      }
    }
    return new CompiledForwards(
        classes, evaluating, training.equals(evaluating) ? List.of() : training);
  }

  /** The graph of the class's only variant; null if it can't be had. */
  private Graph trace(ModuleClass module, int variant) {
    if (trees == null) {
      reporter(module).report(Code.NO_TREES, module.forward().get().method(), module.simpleName());
      return null;
    }
    return guarded(
        module,
        () -> {
          step = "the interpreter";
          Graph graph = new Interpreter(trees, elements, carried).trace(module);
          step = "the passes";
          dump.graph(module, variant, graph);
          return graph;
        });
  }

  /** Adds the class that is generated from a graph; false if there is none. */
  private boolean generate(
      ModuleClass module, Graph graph, String generated, List<GeneratedClass> classes) {
    if (graph == null) {
      return false;
    }
    GeneratedClass made =
        guarded(
            module,
            () -> {
              step = "the passes";
              Groups groups = Passes.apply(graph);
              step = "the plan";
              List<String> outputs = module.all().map(ModuleClass.All::outputs).orElse(List.of());
              Plan plan = Planner.plan(graph, groups, outputs);
              step = "the emitter";
              return ForwardEmitter.emit(
                  plan,
                  module,
                  elements.getPackageOf(module.type()).getQualifiedName().toString(),
                  generated,
                  TenonProcessor.sourceName(module.type()));
            });
    return made != null && classes.add(made);
  }

  /** What {@code work} makes; null, and reported, if it can't. */
  private <T> T guarded(ModuleClass module, Supplier<T> work) {
    Reporter reporter = reporter(module);
    String name = module.simpleName();
    try {
      return work.get();
    } catch (Halt e) {
      reporter.report(e.code(), e.tree(), e.unit(), e.args());
    } catch (NotCompiledException e) {
      report(module, e, reporter);
    } catch (RuntimeException | StackOverflowError e) {
      reporter.report(Code.INTERNAL, module.forward().get().method(), name, step, e.toString());
    }
    return null;
  }

  private Reporter reporter(ModuleClass module) {
    return reporter.requiring(module.isRequired()).inTraining(module.training());
  }

  private static void report(ModuleClass module, NotCompiledException e, Reporter reporter) {
    Origin origin = e.node().origin();
    if (origin != null && origin.handle() instanceof SourceExpression at) {
      reporter.report(
          Code.NOT_COMPILED,
          at.tree(),
          at.unit(),
          module.simpleName(),
          e.getMessage(),
          origin.expression());
    } else {
      reporter.report(
          Code.NOT_COMPILED,
          module.forward().get().method(),
          module.simpleName(),
          e.getMessage(),
          "forward");
    }
  }
}

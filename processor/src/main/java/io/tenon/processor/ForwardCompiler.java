package io.tenon.processor;

import com.sun.source.util.Trees;
import io.tenon.graph.Graph;
import io.tenon.graph.Origin;
import io.tenon.processor.diagnostic.Code;
import io.tenon.processor.diagnostic.Reporter;
import io.tenon.processor.discover.ModuleClass;
import io.tenon.processor.emit.ForwardEmitter;
import io.tenon.processor.emit.GeneratedClass;
import io.tenon.processor.interpret.Halt;
import io.tenon.processor.interpret.Interpreter;
import io.tenon.processor.interpret.SourceExpression;
import io.tenon.processor.pass.Groups;
import io.tenon.processor.pass.Passes;
import io.tenon.processor.plan.NotCompiledException;
import io.tenon.processor.plan.Plan;
import io.tenon.processor.plan.Planner;
import java.util.Optional;
import java.util.function.BiConsumer;
import javax.lang.model.util.Elements;

/**
 * The pipeline from a module class to its generated forward. What can't be compiled is reported and
 * stays eager; a defect of the compiler is, too, and names the step it happened in.
 */
final class ForwardCompiler {
  private final Reporter reporter;
  private final Trees trees;
  private final Elements elements;
  private final BiConsumer<ModuleClass, Graph> traced;
  private String step;

  /**
   * A compiler for one run of javac.
   *
   * @param traced is given each graph before the passes
   */
  ForwardCompiler(
      Reporter reporter, Trees trees, Elements elements, BiConsumer<ModuleClass, Graph> traced) {
    this.reporter = reporter;
    this.trees = trees;
    this.elements = elements;
    this.traced = traced;
  }

  /** The class {@code LeNet_Forward}; empty if {@code forward} has no shapes or stays eager. */
  Optional<GeneratedClass> compile(ModuleClass module) {
    if (module.forward().isEmpty()) {
      return Optional.empty();
    }
    String name = module.simpleName();
    if (trees == null) {
      reporter.report(Code.NO_TREES, module.forward().get().method(), name);
      return Optional.empty();
    }
    try {
      return Optional.of(steps(module));
    } catch (Halt e) {
      reporter.report(e.code(), e.tree(), e.unit(), e.args());
    } catch (NotCompiledException e) {
      report(module, e);
    } catch (RuntimeException | StackOverflowError e) {
      reporter.report(Code.INTERNAL, module.forward().get().method(), name, step, e.toString());
    }
    return Optional.empty();
  }

  private GeneratedClass steps(ModuleClass module) {
    step = "the interpreter";
    Graph graph = new Interpreter(trees, elements).trace(module);
    step = "the passes";
    traced.accept(module, graph);
    Groups groups = Passes.apply(graph);
    step = "the plan";
    Plan plan = Planner.plan(graph, groups);
    step = "the emitter";
    return ForwardEmitter.emit(
        plan,
        elements.getPackageOf(module.type()).getQualifiedName().toString(),
        module.nestedName(),
        module.flatName() + "_Forward",
        TenonProcessor.sourceName(module.type()));
  }

  private void report(ModuleClass module, NotCompiledException e) {
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

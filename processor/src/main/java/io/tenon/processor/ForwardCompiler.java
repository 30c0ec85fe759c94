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
import java.util.Optional;
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
   * {@code forward}'s shapes; without those that stay eager.
   */
  List<GeneratedClass> compile(ModuleClass module) {
    List<GeneratedClass> made = new ArrayList<>();
    int variants = module.forward().map(forward -> forward.variants().size()).orElse(0);
    for (int v = 0; v < variants; v++) {
      String name = module.flatName() + "_Forward" + (made.isEmpty() ? "" : made.size() + 1);
      compile(module, v, name).ifPresent(made::add);
    }
    return made;
  }

  private Optional<GeneratedClass> compile(ModuleClass module, int variant, String generated) {
    String name = module.simpleName();
    Reporter reporter = this.reporter.requiring(module.isRequired());
    if (trees == null) {
      reporter.report(Code.NO_TREES, module.forward().get().method(), name);
      return Optional.empty();
    }
    try {
      return Optional.of(steps(module, variant, generated));
    } catch (Halt e) {
      reporter.report(e.code(), e.tree(), e.unit(), e.args());
    } catch (NotCompiledException e) {
      report(module, e, reporter);
    } catch (RuntimeException | StackOverflowError e) {
      reporter.report(Code.INTERNAL, module.forward().get().method(), name, step, e.toString());
    }
    return Optional.empty();
  }

  private GeneratedClass steps(ModuleClass module, int variant, String generated) {
    step = "the interpreter";
    Graph graph = new Interpreter(trees, elements, carried).trace(module.withVariant(variant));
    step = "the passes";
    dump.graph(module, variant, graph);
    Groups groups = Passes.apply(graph);
    step = "the plan";
    List<String> outputs = module.all().map(ModuleClass.All::outputs).orElse(List.of());
    Plan plan = Planner.plan(graph, groups, outputs);
    step = "the emitter";
    return ForwardEmitter.emit(
        plan,
        elements.getPackageOf(module.type()).getQualifiedName().toString(),
        module.nestedName(),
        generated,
        TenonProcessor.sourceName(module.type()));
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

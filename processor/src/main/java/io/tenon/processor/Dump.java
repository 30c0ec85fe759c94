package io.tenon.processor;

import io.tenon.graph.Graph;
import io.tenon.graph.Node;
import io.tenon.processor.diagnostic.Code;
import io.tenon.processor.diagnostic.Reporter;
import io.tenon.processor.discover.ModuleClass;
import io.tenon.processor.pass.Passes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.StringJoiner;
import javax.annotation.processing.ProcessingEnvironment;
import javax.tools.StandardLocation;

/** What {@code -Atenon.dump} asks for beside the sources: how each graph was changed. */
final class Dump {
  /** The option's name, as processors are given it. */
  static final String OPTION = "tenon.dump";

  private static final String GRAPH = "graph";

  private final ProcessingEnvironment environment;
  private final Reporter reporter;
  private final boolean graphs;

  /** Reads the option; warns of a value that is not known. */
  Dump(ProcessingEnvironment environment, Reporter reporter) {
    this.environment = environment;
    this.reporter = reporter;
    String value = environment.getOptions().get(OPTION);
    this.graphs = GRAPH.equals(value);
    if (value != null && !graphs) {
      reporter.reportAll(Code.OPTION, "dump", value, GRAPH);
    }
  }

  /**
   * Writes {@code LeNet.graph.txt} to where generated sources go, if it was asked for, or {@code
   * LeNet.training.graph.txt}: for people to read, javac does nothing with it. The first line says
   * which of a network's graphs it is.
   *
   * @param variant which of the shapes that forward has: the first is 0
   */
  void graph(ModuleClass module, int variant, Graph graph) {
    if (!graphs) {
      return;
    }
    String name =
        module.flatName()
            + (variant == 0 ? "" : variant + 1)
            + (module.training() ? ".training" : "")
            + ".graph.txt";
    String packageName =
        environment.getElementUtils().getPackageOf(module.type()).getQualifiedName().toString();
    try (OutputStream file = // a writer would have the platform's encoding
        environment
            .getFiler()
            .createResource(StandardLocation.SOURCE_OUTPUT, packageName, name, module.type())
            .openOutputStream()) {
      String text = title(module, graph) + Passes.text(graph);
      file.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      reporter.report(Code.NOT_WRITTEN, module.type(), name, e.getMessage());
    }
  }

  /** {@code # LeNet.forward in evaluation mode, for x of [N, 3, 32, 32].} */
  private static String title(ModuleClass module, Graph graph) {
    StringJoiner inputs = new StringJoiner(", ");
    graph.nodes().stream()
        .filter(node -> node.kind() == Node.Kind.INPUT)
        .forEach(input -> inputs.add(input.name() + " of " + input.sizes()));
    return String.format(
        Locale.ROOT,
        "# %s.forward in %s mode, for %s.\n",
        module.nestedName(),
        module.training() ? "training" : "evaluation",
        inputs);
  }
}

package io.tenon.processor.interpret;

import static com.google.testing.compile.Compiler.javac;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import com.sun.source.tree.LineMap;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import io.tenon.graph.Graph;
import io.tenon.processor.diagnostic.Code;
import io.tenon.processor.diagnostic.Reporter;
import io.tenon.processor.discover.Discovery;
import io.tenon.processor.discover.ModuleClass;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.tools.JavaFileObject;

/** What the interpreter makes of each module with a shape in a compilation. */
final class Interpreted {
  /**
   * One module's graph, or the end of its interpretation.
   *
   * @param at the line, column and source text that the diagnostic is put on
   */
  record Outcome(Graph graph, Code code, Position at, List<Object> args, Throwable crash) {
    /** The graph's text, or what happened instead. */
    String text() {
      if (crash != null) {
        return "crash: " + crash;
      }
      return graph != null ? graph.text() : code + " " + at + " " + args;
    }
  }

  /** A piece of source. */
  record Position(String file, long line, long column, String text) {}

  private final Compilation compilation;
  private final Map<String, Outcome> outcomes;

  private Interpreted(Compilation compilation, Map<String, Outcome> outcomes) {
    this.compilation = compilation;
    this.outcomes = outcomes;
  }

  /** Interprets the modules of these test resources. */
  static Interpreted resources(String... paths) {
    return of(Arrays.stream(paths).map(JavaFileObjects::forResource).toList());
  }

  static Interpreted of(List<JavaFileObject> sources) {
    InterpretingProcessor processor = new InterpretingProcessor();
    Compilation compilation = javac().withProcessors(processor).compile(sources);
    return new Interpreted(compilation, processor.outcomes);
  }

  /** By the classes' qualified names. */
  Map<String, Outcome> outcomes() {
    return outcomes;
  }

  Compilation compilation() {
    return compilation;
  }

  @SupportedAnnotationTypes("*")
  private static final class InterpretingProcessor extends AbstractProcessor {
    private final Map<String, Outcome> outcomes = new TreeMap<>();

    @Override
    public SourceVersion getSupportedSourceVersion() {
      return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
      Trees trees = Trees.instance(processingEnv);
      Reporter reporter = new Reporter(processingEnv.getMessager(), trees);
      Discovery discovery =
          new Discovery(processingEnv.getElementUtils(), processingEnv.getTypeUtils(), reporter);
      for (ModuleClass module : discovery.find(round)) {
        if (module.forward().isPresent()) {
          outcomes.put(module.type().getQualifiedName().toString(), outcome(trees, module));
        }
      }
      return false;
    }

    private Outcome outcome(Trees trees, ModuleClass module) {
      Elements elements = processingEnv.getElementUtils();
      CarriedSources carried = new CarriedSources(trees, elements, processingEnv.getFiler());
      try {
        Graph graph = new Interpreter(trees, elements, carried).trace(module);
        return new Outcome(graph, null, null, null, null);
      } catch (Halt e) {
        return new Outcome(null, e.code(), position(trees, e), List.of(e.args()), null);
      } catch (Throwable e) { // the tests say that there is none
        return new Outcome(null, null, null, null, e);
      }
    }

    private static Position position(Trees trees, Halt halt) {
      SourcePositions positions = trees.getSourcePositions();
      long start = positions.getStartPosition(halt.unit(), halt.tree());
      long end = positions.getEndPosition(halt.unit(), halt.tree());
      LineMap lines = halt.unit().getLineMap();
      try {
        CharSequence all = halt.unit().getSourceFile().getCharContent(true);
        String path = halt.unit().getSourceFile().getName();
        return new Position(
            path.substring(path.lastIndexOf('/') + 1),
            lines.getLineNumber(start),
            lines.getColumnNumber(start),
            end < start
                ? halt.tree().toString()
                : all.subSequence((int) start, (int) end).toString());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}

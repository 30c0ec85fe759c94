package io.tenon.processor;

import com.google.auto.service.AutoService;
import com.sun.source.util.Trees;
import io.tenon.graph.Graph;
import io.tenon.processor.diagnostic.Code;
import io.tenon.processor.diagnostic.Reporter;
import io.tenon.processor.discover.Discovery;
import io.tenon.processor.discover.ModuleClass;
import io.tenon.processor.emit.GeneratedClass;
import io.tenon.processor.emit.RegistrationEmitter;
import io.tenon.processor.pass.Passes;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.annotation.processing.SupportedOptions;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.tools.FileObject;
import javax.tools.StandardLocation;

/**
 * The annotation processor. In each round, for each module class: check it, compile its forward,
 * write the forward and the registration.
 */
@AutoService(Processor.class)
@SupportedAnnotationTypes("io.tenon.annotation.*")
@SupportedOptions(Dump.OPTION)
public final class TenonProcessor extends AbstractProcessor {
  private Reporter reporter;
  private Discovery discovery;
  private ForwardCompiler forwards;

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  @Override
  public synchronized void init(ProcessingEnvironment environment) {
    super.init(environment);
    Trees trees = trees(environment);
    reporter = new Reporter(environment.getMessager(), trees);
    discovery = new Discovery(environment.getElementUtils(), environment.getTypeUtils(), reporter);
    Dump dump = Dump.of(environment.getOptions(), reporter);
    forwards =
        new ForwardCompiler(
            reporter,
            trees,
            environment.getElementUtils(),
            dump == Dump.GRAPH ? this::writeGraph : (module, graph) -> {});
  }

  /** Null where the compiler has none to give: ecj, and environments that wrap javac's. */
  private static Trees trees(ProcessingEnvironment environment) {
    try {
      return Trees.instance(environment);
    } catch (IllegalArgumentException | LinkageError e) {
      return null; // each module with a shape is told so, see ForwardCompiler
    }
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    for (ModuleClass module : discovery.find(round)) {
      Optional<GeneratedClass> forward = forwards.compile(module);
      String name = forward.map(GeneratedClass::name).orElse(null);
      String source = sourceName(module.type());
      forward.ifPresent(made -> write(made, module.type()));
      write(RegistrationEmitter.emit(module, source, name), module.type());
    }
    return true; // they are ours: -Xlint:processing warns of annotations that nobody claims
  }

  /** {@code LeNet.java}: the file is named after the outermost class. */
  static String sourceName(TypeElement type) {
    Element outermost = type;
    while (outermost.getEnclosingElement() instanceof TypeElement outer) {
      outermost = outer;
    }
    return outermost.getSimpleName() + ".java";
  }

  /** Beside the generated sources, for people to read: javac does nothing with it. */
  private void writeGraph(ModuleClass module, Graph graph) {
    TypeElement from = module.type();
    String packageName =
        processingEnv.getElementUtils().getPackageOf(from).getQualifiedName().toString();
    String name = module.flatName() + ".graph.txt";
    try {
      FileObject file =
          processingEnv
              .getFiler()
              .createResource(StandardLocation.SOURCE_OUTPUT, packageName, name, from);
      try (OutputStream out = file.openOutputStream()) { // a writer has the platform's encoding
        out.write(Passes.text(graph).getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      reporter.report(Code.NOT_WRITTEN, from, name, e.getMessage());
    }
  }

  private void write(GeneratedClass made, TypeElement from) {
    String name =
        made.packageName().isEmpty() ? made.name() : made.packageName() + "." + made.name();
    try (Writer file = processingEnv.getFiler().createSourceFile(name, from).openWriter()) {
      file.write(made.text());
    } catch (IOException e) {
      reporter.report(Code.NOT_WRITTEN, from, name, e.getMessage());
    }
  }
}

package io.tenon.processor;

import com.google.auto.service.AutoService;
import com.sun.source.util.Trees;
import io.tenon.processor.diagnostic.Code;
import io.tenon.processor.diagnostic.Reporter;
import io.tenon.processor.discover.Discovery;
import io.tenon.processor.discover.ModuleClass;
import io.tenon.processor.emit.GeneratedClass;
import io.tenon.processor.emit.GeneratedResource;
import io.tenon.processor.emit.NativeImageEmitter;
import io.tenon.processor.emit.RegistrationEmitter;
import io.tenon.processor.interpret.CarriedSources;
import java.io.IOException;
import java.io.Writer;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Filer;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.annotation.processing.SupportedOptions;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
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
  private CarriedSources carried;
  private ForwardCompiler forwards;

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  @Override
  public synchronized void init(ProcessingEnvironment environment) {
    super.init(environment);
    Trees trees = CompilerTrees.of(environment);
    reporter = new Reporter(environment.getMessager(), trees);
    discovery = new Discovery(environment.getElementUtils(), environment.getTypeUtils(), reporter);
    carried = new CarriedSources(trees, environment.getElementUtils(), environment.getFiler());
    Dump dump = new Dump(environment, reporter);
    forwards = new ForwardCompiler(reporter, trees, environment.getElementUtils(), carried, dump);
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    for (ModuleClass module : discovery.find(round)) {
      CompiledForwards made = forwards.compile(module);
      made.classes().forEach(forward -> write(forward, module.type()));
      String source = sourceName(module.type());
      String hash = carried.hash(module.type()).orElse(null);
      write(
          RegistrationEmitter.emit(module, source, hash, made.evaluating(), made.training()),
          module.type());
      write(NativeImageEmitter.emit(module), module.type());
    }
    discovery.outermost(round).forEach(this::carry);
    return true; // they are ours: -Xlint:processing warns of annotations that nobody claims
  }

  private void carry(TypeElement outermost) {
    try {
      carried.carry(outermost);
    } catch (IOException e) {
      String what = "the source of " + outermost.getQualifiedName();
      reporter.report(Code.NOT_WRITTEN, outermost, what, e.getMessage());
    }
  }

  /** {@code LeNet.java}: the file is named after the outermost class. */
  static String sourceName(TypeElement type) {
    return CarriedSources.outermost(type).getSimpleName() + ".java";
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

  private void write(GeneratedResource made, TypeElement from) {
    Filer filer = processingEnv.getFiler();
    try (Writer file =
        filer.createResource(StandardLocation.CLASS_OUTPUT, "", made.path(), from).openWriter()) {
      file.write(made.text());
    } catch (IOException e) {
      reporter.report(Code.NOT_WRITTEN, from, made.path(), e.getMessage());
    }
  }
}

package io.tenon.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compilers and builds that give the processor less than it asks for. */
final class EnvironmentsTest {
  @TempDir Path folder;

  /** Compiles one class into the folder and returns what javac printed. */
  private String compile(String name, String text, Processor processor) throws IOException {
    Path file = folder.resolve(name + ".java");
    Files.writeString(file, text);
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    StringWriter output = new StringWriter();
    String path = folder + System.getProperty("path.separator");
    List<String> options =
        List.of("-d", folder.toString(), "-cp", path + System.getProperty("java.class.path"));
    try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, null)) {
      JavaCompiler.CompilationTask task =
          javac.getTask(output, files, null, options, null, files.getJavaFileObjects(file));
      task.setProcessors(List.of(processor));
      assertThat(task.call()).as(output.toString()).isTrue();
    }
    Files.delete(file);
    return output.toString();
  }

  /** What Gradle's and IntelliJ's incremental compilers hand to processors. */
  @Test
  void aWrappedEnvironmentGivesNoTrees() throws IOException {
    String output =
        compile(
            "LeNet",
            Files.readString(Path.of("src/test/resources/networks/LeNet.java")),
            new Wrapping());
    assertThat(output)
        .contains(
            "LeNet.java:25: Note: [TN028] LeNet.forward stays eager: this compiler gives annotation"
                + " processors no syntax trees")
        .doesNotContain("error");
    assertThat(folder.resolve("networks/LeNet_Registration.class")).exists();
    assertThat(folder.resolve("networks/LeNet_Forward.class")).doesNotExist();
  }

  private static final class Wrapping extends AbstractProcessor {
    private final TenonProcessor inner = new TenonProcessor();

    @Override
    public synchronized void init(ProcessingEnvironment environment) {
      inner.init(
          (ProcessingEnvironment)
              Proxy.newProxyInstance(
                  getClass().getClassLoader(),
                  new Class<?>[] {ProcessingEnvironment.class},
                  (proxy, method, args) -> method.invoke(environment, args)));
    }

    @Override
    public Set<String> getSupportedAnnotationTypes() {
      return inner.getSupportedAnnotationTypes();
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
      return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
      return inner.process(annotations, round);
    }
  }
}

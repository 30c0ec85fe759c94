package io.tenon.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Filer;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.eclipse.jdt.internal.compiler.tool.EclipseCompiler;
import org.jetbrains.jps.javac.APIWrappers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What other compilers, and the build tools around javac, give the processor to work with. */
final class BuildToolsTest {
  private static final Path LENET = Path.of("src/test/resources/networks/LeNet.java");

  @TempDir Path folder;

  private String compile(JavaCompiler compiler, Processor processor) throws IOException {
    StringWriter output = new StringWriter();
    List<String> options =
        List.of(
            "--release",
            "17",
            "-d",
            folder.toString(),
            "-cp",
            System.getProperty("java.class.path"));
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      JavaCompiler.CompilationTask task =
          compiler.getTask(output, files, null, options, null, files.getJavaFileObjects(LENET));
      task.setProcessors(List.of(processor));
      assertThat(task.call()).as(output.toString()).isTrue();
    }
    return output.toString();
  }

  private void requireForward(boolean wanted) {
    assertThat(folder.resolve("networks/LeNet_Registration.class")).exists();
    assertThat(Files.exists(folder.resolve("networks/LeNet_Forward.class"))).isEqualTo(wanted);
  }

  private String compileWrapped(UnaryOperator<ProcessingEnvironment> wrapper) throws IOException {
    return compile(ToolProvider.getSystemJavaCompiler(), new Wrapping(wrapper));
  }

  @Test
  void eclipsesCompilerHasNoTrees() throws IOException {
    String output = compile(new EclipseCompiler(), new TenonProcessor());
    assertThat(output)
        .contains(
            "[TN028] LeNet.forward stays eager: this compiler gives annotation processors no syntax"
                + " trees")
        .contains("Fix: compile with javac to have it compiled; everything else works")
        .doesNotContain("ERROR")
        .doesNotContain("WARNING");
    assertThat(output.split("TN0", -1)).as("one note").hasSize(2);
    requireForward(false);
  }

  @Test
  void intellijsProxyIsUnwrapped() throws IOException {
    assertThat(compileWrapped(inside -> APIWrappers.wrap(ProcessingEnvironment.class, inside)))
        .isEmpty();
    requireForward(true);
  }

  @Test
  void gradlesEnvironmentIsUnwrapped() throws IOException {
    assertThat(compileWrapped(IncrementalEnvironment::new)).isEmpty();
    requireForward(true);
  }

  @Test
  void wrappersAroundWrappersAreUnwrapped() throws IOException {
    assertThat(
            compileWrapped(
                inside ->
                    new IncrementalEnvironment(
                        APIWrappers.wrap(ProcessingEnvironment.class, inside))))
        .isEmpty();
    requireForward(true);
  }

  @Test
  void aProxyOfUnknownKindGivesNoTrees() throws IOException {
    String output =
        compileWrapped(
            inside ->
                (ProcessingEnvironment)
                    Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {ProcessingEnvironment.class},
                        (proxy, method, args) -> method.invoke(inside, args)));
    assertThat(output)
        .contains(
            "LeNet.java:25: Note: [TN028] LeNet.forward stays eager: this compiler gives annotation"
                + " processors no syntax trees")
        .doesNotContain("error");
    requireForward(false);
  }

  /**
   * A forward is made from the sources of all modules in it. Gradle's two kinds of incremental
   * processors don't have them: an isolating one is not run again when a module inside changes, an
   * aggregating one gets class files of what did not change. So the processor says nothing, and
   * Gradle compiles everything, with javac's own environment.
   */
  @Test
  void gradleIsToldOfNoIncrementalProcessor() {
    assertThat(
            TenonProcessor.class.getResource("/META-INF/gradle/incremental.annotation.processors"))
        .isNull();
    assertThat(new TenonProcessor().getSupportedOptions())
        .noneMatch(option -> option.startsWith("org.gradle.annotation.processing"));
  }

  /** A build tool that deletes LeNet's generated files when LeNet is deleted goes by that. */
  @Test
  void everyFileOriginatesInItsModuleAlone() throws IOException {
    List<String> made = new ArrayList<>();
    compileWrapped(
        inside -> new IncrementalEnvironment(inside, recording(inside.getFiler(), made)));
    assertThat(made)
        .containsExactly(
            "createSourceFile from [networks.LeNet]",
            "createSourceFile from [networks.LeNet]",
            "createResource from [networks.LeNet]",
            "createResource from [networks.LeNet]");
  }

  private static Filer recording(Filer inside, List<String> made) {
    return (Filer)
        Proxy.newProxyInstance(
            Filer.class.getClassLoader(),
            new Class<?>[] {Filer.class},
            (proxy, method, args) -> {
              Element[] from = (Element[]) args[args.length - 1];
              made.add(method.getName() + " from " + Arrays.toString(from));
              return method.invoke(inside, args);
            });
  }

  @Test
  void nativeImagesKeepWhatIsLookedUp() throws IOException {
    compile(ToolProvider.getSystemJavaCompiler(), new TenonProcessor());
    assertThat(
            folder.resolve(
                "META-INF/native-image/io.tenon/networks.LeNet_Registration/reflect-config.json"))
        .hasContent(
            """
            [
              {
                "condition": {"typeReachable": "networks.LeNet"},
                "name": "networks.LeNet_Registration",
                "methods": [{"name": "<init>", "parameterTypes": []}]
              }
            ]
            """);
  }

  private static final class Wrapping extends AbstractProcessor {
    private final TenonProcessor inner = new TenonProcessor();
    private final UnaryOperator<ProcessingEnvironment> wrapper;

    Wrapping(UnaryOperator<ProcessingEnvironment> wrapper) {
      this.wrapper = wrapper;
    }

    @Override
    public synchronized void init(ProcessingEnvironment environment) {
      inner.init(wrapper.apply(environment));
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

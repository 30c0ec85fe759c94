package io.tenon.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which kernels a JVM gets and what it says about it; each row of the table starts a JVM. */
class KernelChoiceTest {
  private static final String VECTOR = "--add-modules jdk.incubator.vector ";

  /** The JVM that the table starts. */
  static final class Report {
    private Report() {}

    public static void main(String[] args) {
      System.out.println(Kernels.active().name() + " | " + Kernels.reason());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -Da=b                       | scalar | the JVM runs without the vector module; start the JVM with --add-modules jdk.incubator.vector
          -Dtenon.kernels=simd        | scalar | the JVM runs without the vector module; start the JVM with
          -Dtenon.kernels=scalar      | scalar | tenon.kernels=scalar asks for them
          V -Dtenon.kernels=scalar    | scalar | tenon.kernels=scalar asks for them
          V                           | simd ( | the JVM has the vector module
          V -Dtenon.kernels=simd      | simd ( | the JVM has the vector module
          V -XX:MaxVectorSize=16      | simd (128 bits) | the JVM has the vector module
          V -XX:MaxVectorSize=8       | scalar | the JVM offers no vectors of 128 bits or more
          V -XX:TieredStopAtLevel=1   | scalar | the JVM runs without its C2 compiler (
          V -Xint                     | scalar | the JVM runs without its C2 compiler (
          V -Dtenon.kernels=fast      | Exception | tenon.kernels=fast: expected 'simd' or 'scalar'
          """)
  void everyJvmHasKernels(String options, String name, String reason) throws Exception {
    if (options.startsWith("V")) {
      assumeTrue(
          ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent(),
          "the tests run without the vector module");
    }
    String printed = run(options.replaceFirst("^V", VECTOR).strip().split(" +"));
    assertThat(printed).contains(name).contains(reason);
    if (!name.equals("Exception")) {
      assertThat(printed.lines().filter(line -> line.startsWith(name)))
          .as(printed)
          .singleElement()
          .asString()
          .contains(" | " + reason);
    }
  }

  private static String run(String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(Arrays.asList(options));
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Report.class.getName());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return printed;
  }

  @Test
  void theChoiceDependsOnItsThreeArguments() {
    String vm = System.getProperty("java.vm.info");
    assertThat(KernelChoice.choose("scalar", true, vm).kernels()).isSameAs(Kernels.scalar());
    assertThat(KernelChoice.choose("simd", false, vm).kernels()).isSameAs(Kernels.scalar());
    assertThat(KernelChoice.choose("simd", true, "mixed mode, emulated-client").reason())
        .isEqualTo(
            "the JVM runs without its C2 compiler (mixed mode, emulated-client), which alone makes SIMD code of the kernels; start it without -XX:TieredStopAtLevel or -Xint");
    assertThatThrownBy(() -> KernelChoice.choose("", true, vm))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("tenon.kernels=: expected 'simd' or 'scalar'");
  }

  @Test
  void everythingRunsOnTheKernelsInUse() {
    Kernels before = Kernels.active();
    try {
      Kernels.use(Kernels.scalar());
      assertThat(Kernels.active()).isSameAs(Kernels.scalar());
      assertThatThrownBy(() -> Kernels.use(null)).isInstanceOf(NullPointerException.class);
      assertThat(Kernels.active()).isSameAs(Kernels.scalar());
    } finally {
      Kernels.use(before);
    }
  }
}

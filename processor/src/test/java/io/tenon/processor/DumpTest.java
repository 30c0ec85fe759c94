package io.tenon.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.JavaFileObjects;
import java.util.List;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The option {@code -Atenon.dump}. */
final class DumpTest {
  private static Compiled compile(String name, String... options) {
    JavaFileObject file = JavaFileObjects.forResource("networks/" + name + ".java");
    return Compiled.of(List.of(file), options);
  }

  @ParameterizedTest
  @ValueSource(strings = {"LeNet", "Residual"})
  void graphIsAFileBesideTheSources(String name) {
    Compiled compiled = compile(name, "-Atenon.dump=graph").cleanly();
    String file = name + ".graph.txt";
    Golden.check(file, compiled.resource("networks/" + file).orElseThrow());
    assertThat(compiled.sources()).isEqualTo(compile(name).sources());
  }

  @Test
  void eachModesGraphSaysWhichItIs() {
    Compiled compiled = compile("Noisy", "-Atenon.dump=graph").cleanly();
    assertThat(compiled.resource("networks/Noisy.graph.txt").orElseThrow())
        .startsWith("# Noisy.forward in evaluation mode, for x of [N, 3, 10, 10].\n# As traced.\n")
        .doesNotContain("dropout");
    Golden.check(
        "Noisy.training.graph.txt",
        compiled.resource("networks/Noisy.training.graph.txt").orElseThrow());
  }

  @Test
  void nothingIsWrittenUnasked() {
    assertThat(compile("LeNet").cleanly().resource("networks/LeNet.graph.txt")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"graphs", "GRAPH"})
  void anUnknownValueIsAWarningThatListsTheKnown(String value) {
    Compiled compiled = compile("LeNet", "-Atenon.dump=" + value);
    assertThat(compiled.compilation().errors()).isEmpty();
    assertThat(compiled.compilation().warnings())
        .extracting(warning -> warning.getMessage(null).replaceAll("\\n +", "\n  "))
        .containsExactly(
            "[TN033] the option -Atenon.dump="
                + value
                + " is not known, so nothing comes of it\n"
                + "  Fix: give it one of these values: graph");
    assertThat(compiled.compilation().warnings())
        .extracting(Diagnostic::getKind)
        .containsExactly(Diagnostic.Kind.WARNING);
    assertThat(compiled.resource("networks/LeNet.graph.txt")).isEmpty();
    assertThat(compiled.sources()).containsKey("LeNet_Forward");
  }
}

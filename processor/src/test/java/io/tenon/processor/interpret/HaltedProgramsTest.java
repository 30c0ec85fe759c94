package io.tenon.processor.interpret;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.JavaFileObjects;
import io.tenon.processor.diagnostic.Code;
import io.tenon.processor.interpret.Interpreted.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Programs that are not interpreted to the end, {@code halted/*.java}: the comment {@code // CODE:
 * expression} at the end of a line is the diagnostic of the class around it, and the source that it
 * is put on. Each class has one.
 */
final class HaltedProgramsTest {
  private static final Path FOLDER = Path.of("src/test/resources/halted");
  private static final Pattern MARK = Pattern.compile("// ([A-Z_]+): (.*)$");

  static Stream<Path> programs() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("programs")
  void haltWhereTheySay(Path file) throws IOException {
    Interpreted interpreted = Interpreted.resources("halted/" + file.getFileName());
    assertThat(interpreted.compilation().errors()).isEmpty();
    TreeSet<String> halts = new TreeSet<>();
    interpreted.outcomes().forEach((name, outcome) -> halts.add(line(name, outcome)));
    assertThat(halts).containsExactlyElementsOf(marked(file));
  }

  private static String line(String name, Outcome outcome) {
    return outcome.code() == null
        ? name + " " + outcome.text()
        : String.format("%3d %s: %s", outcome.at().line(), outcome.code(), outcome.at().text());
  }

  private static TreeSet<String> marked(Path file) throws IOException {
    TreeSet<String> marked = new TreeSet<>();
    List<String> lines = Files.readAllLines(file);
    for (int i = 0; i < lines.size(); i++) {
      Matcher mark = MARK.matcher(lines.get(i));
      if (mark.find()) {
        marked.add(String.format("%3d %s: %s", i + 1, mark.group(1), mark.group(2)));
      }
    }
    return marked;
  }

  @Test
  void anErrorInANestedModuleIsInItsFileAndNamesTheCaller() {
    Interpreted interpreted =
        Interpreted.of(
            List.of(
                JavaFileObjects.forSourceLines(
                    "a.Block",
                    "package a;",
                    "import io.tenon.Tensor;",
                    "import io.tenon.nn.*;",
                    "public class Block extends NnModule {",
                    "  @io.tenon.annotation.Submodule Linear fc = new Linear(5, 5);",
                    "  @Override public Tensor forward(Tensor x) {",
                    "    return Functional.relu(",
                    "        fc.call(x));",
                    "  }",
                    "}"),
                JavaFileObjects.forSourceLines(
                    "b.Net",
                    "package b;",
                    "import a.Block;",
                    "import io.tenon.Tensor;",
                    "import io.tenon.annotation.*;",
                    "import io.tenon.nn.*;",
                    "class Net extends NnModule {",
                    "  @Submodule Sequential all = new Sequential(new ReLU(), new Block());",
                    "  @Override public Tensor forward(@Shape(\"N, 4\") Tensor x) {",
                    "    return all.call(x);",
                    "  }",
                    "}")));
    Outcome outcome = interpreted.outcomes().get("b.Net");
    assertThat(outcome.code()).isEqualTo(Code.SHAPE_MISMATCH);
    assertThat(outcome.at()).isEqualTo(new Interpreted.Position("Block.java", 8, 9, "fc.call(x)"));
    assertThat(outcome.args().get(3).toString())
        .endsWith("\n  Called by 'all.call(x)', Net.java:9");
  }

  @Test
  void codeThatIsNestedTooDeepHalts() {
    String deep = "1 + (".repeat(300) + "count(n - 1)" + ")".repeat(300);
    Interpreted interpreted =
        Interpreted.of(
            List.of(
                JavaFileObjects.forSourceLines(
                    "Net",
                    "import io.tenon.Tensor;",
                    "class Net extends io.tenon.nn.NnModule {",
                    "  public Tensor forward(@io.tenon.annotation.Shape(\"N, 4\") Tensor x) {",
                    "    return x.view(count(150), -1);",
                    "  }",
                    "  private int count(int n) {",
                    "    return n == 0 ? 0 : " + deep + ";",
                    "  }",
                    "}")));
    Outcome outcome = interpreted.outcomes().get("Net");
    assertThat(outcome.code()).as(outcome.text()).isEqualTo(Code.UNSUPPORTED);
    assertThat(outcome.args().get(1)).isEqualTo("code nested this deep");
  }
}

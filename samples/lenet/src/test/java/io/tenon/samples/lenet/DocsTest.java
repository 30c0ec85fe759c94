package io.tenon.samples.lenet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the documents show is what there is: each block between {@code <!-- begin X -->} and {@code
 * <!-- end X -->} is made from the real file. With {@code -Dgolden.update=true} it is rewritten,
 * and the test fails, so that the difference is read.
 */
final class DocsTest {
  private static final Path ROOT = Path.of("../..");
  private static final Path SOURCE = Path.of("src/main/java/io/tenon/samples/lenet/LeNet.java");
  private static final Path GENERATED =
      Path.of("target/generated-sources/annotations/io/tenon/samples/lenet");

  @TempDir Path folder;

  private static void check(Path document, String name, String language, String expected)
      throws IOException {
    String text = Files.readString(document);
    String begin = "<!-- begin " + name + " -->\n```" + language + "\n";
    String end = "```\n<!-- end " + name + " -->";
    int from = text.indexOf(begin) + begin.length();
    int to = text.indexOf(end);
    assertThat(text).contains(begin).contains(end);
    String shown = text.substring(from, to);
    if (Boolean.getBoolean("golden.update") && !shown.equals(expected)) {
      Files.writeString(document, text.substring(0, from) + expected + text.substring(to));
      throw new AssertionError(document + ": '" + name + "' was rewritten: read the difference");
    }
    assertThat(shown).as("%s in %s", name, document).isEqualTo(expected);
  }

  @Test
  void readmeShowsTheClass() throws IOException {
    String source = Files.readString(SOURCE);
    String shown = source.substring(source.indexOf("public class LeNet"));
    check(ROOT.resolve("README.md"), "LeNet.java", "java", shown);
  }

  @Test
  void readmeShowsWhatItBecomes() throws IOException {
    String generated = Files.readString(GENERATED.resolve("LeNet_Forward.java"));
    Matcher forward = method("protected void forward", generated);
    Matcher first = method("private void conv1ReluMaxPool", generated);
    String shown = (forward.group() + "\n" + first.group()).replaceAll("(?m)^  ", "");
    check(ROOT.resolve("README.md"), "LeNet_Forward.java", "java", shown);
  }

  private static Matcher method(String declaration, String text) {
    Pattern pattern =
        Pattern.compile(
            "(?m)^  (/\\*\\*\\n(   \\*[^\\n]*\\n)+  )?(@Override\\n  )?"
                + Pattern.quote(declaration)
                + "[^\\n]*\\n(    [^\\n]*\\n|\\n)+  }\\n");
    Matcher matcher = pattern.matcher(text);
    assertThat(matcher.find()).as(declaration).isTrue();
    return matcher;
  }

  @Test
  void readmeShowsWhatTheMainJobPrints() throws IOException {
    StringWriter out = new StringWriter();
    Main.execute(new PrintWriter(out), new PrintWriter(new StringWriter()), "--no-timing");
    List<String> lines = out.toString().lines().toList();
    int from = lines.indexOf("") + 1; // below the module, to the accuracy
    int to = lines.indexOf("accuracy 908/1000 (90.8 %)") + 1;
    String shown = String.join("\n", lines.subList(from, to)) + "\n";
    check(ROOT.resolve("README.md"), "report", "", shown);
  }

  @Test
  void generatedExampleIsWhatIsGenerated() throws IOException {
    Path document = ROOT.resolve("docs/generated-example.md");
    for (String name : List.of("LeNet_Registration.java", "LeNet_Forward.java")) {
      check(document, name, "java", Files.readString(GENERATED.resolve(name)));
    }
  }

  @Test
  void generatedExampleShowsAResidualBlock() throws IOException {
    Path document = ROOT.resolve("docs/generated-example.md");
    Path tests = ROOT.resolve("processor/src/test/resources");
    String source = Files.readString(tests.resolve("networks/Residual.java"));
    String forward = method("public Tensor forward(Tensor x)", outdented(source, 2)).group();
    check(document, "Residual.java", "java", outdented(forward, 2));
    String generated = Files.readString(tests.resolve("golden/Residual_Forward.java"));
    Matcher calls =
        Pattern.compile("(?m)(^ {6}layer1_0\\w+\\([^;]*;\\n {6}member\\.meet\\(\\);\\n)+")
            .matcher(generated);
    assertThat(calls.find()).isTrue();
    String first = method("private void layer1_0Conv1Relu", generated).group();
    String second = method("private void layer1_0Conv2AddRelu", generated).group();
    check(document, "calls", "java", outdented(calls.group(), 6));
    check(document, "layer1_0Conv1Relu", "java", outdented(first, 2));
    check(document, "layer1_0Conv2AddRelu", "java", outdented(second, 2));
  }

  private static String outdented(String text, int by) {
    return text.replaceAll("(?m)^" + " ".repeat(by), "");
  }

  @Test
  void readmeShowsTheErrorThatJavacGives() throws IOException {
    String wrong = Files.readString(SOURCE).replace("new Conv2d(6, 16, 5)", "new Conv2d(8, 16, 5)");
    String output = compile(wrong);
    assertThat(output).contains("[TN012]");
    String shown = output.substring(output.indexOf("LeNet.java:"), output.indexOf("1 error"));
    check(ROOT.resolve("README.md"), "error", "", shown);
  }

  @Test
  void readmesSnippetCompiles() throws IOException {
    String readme = Files.readString(ROOT.resolve("README.md"));
    Matcher snippet =
        Pattern.compile("(?s)is used as in PyTorch:\n\n```java\n(.*?)```").matcher(readme);
    assertThat(snippet.find()).isTrue();
    String program =
        """
        import io.tenon.Tensor;
        import io.tenon.io.Checkpoints;
        import io.tenon.samples.lenet.LeNet;
        import java.nio.file.Path;

        class Usage {
          void use(Tensor inputs) throws java.io.IOException {
        %s
          }
        }
        """;
    assertThat(compile(program.formatted(snippet.group(1)))).isEmpty();
    assertThat(folder.resolve("Usage.class")).exists();
  }

  @Test
  void readmesTableCompiles() throws IOException {
    String readme = Files.readString(ROOT.resolve("README.md"));
    String table =
        readme.substring(readme.indexOf("| PyTorch | Tenon |"), readme.indexOf("## Limits"));
    StringBuilder statements = new StringBuilder();
    table
        .lines()
        .map(line -> line.split(" \\| ", 2))
        .filter(cells -> cells.length == 2)
        .flatMap(cells -> Pattern.compile("`([^`]*\\)[^`]*)`").matcher(cells[1]).results())
        .forEach(code -> statements.append(code.group(1)).append(";\n"));
    assertThat(statements.toString().lines()).hasSize(12);
    String program =
        """
        package io.tenon.samples.lenet;

        import io.tenon.Seeds;
        import io.tenon.Tensor;
        import io.tenon.io.Checkpoints;
        import io.tenon.io.SafeTensors;
        import io.tenon.nn.GRU;
        import io.tenon.nn.Linear;
        import io.tenon.onnx.OnnxFile;
        import java.nio.file.Path;

        class Usage {
          record Outputs(Tensor classes, Tensor boxes) {}

          void use(LeNet net, Linear fc, GRU gru, Tensor x, Tensor tokens, Tensor padding) throws java.io.IOException {
        %s
          }
        }
        """;
    assertThat(compile(program.formatted(statements))).isEmpty();
    assertThat(folder.resolve("io/tenon/samples/lenet/Usage.class")).exists();
  }

  private String compile(String source) throws IOException {
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    StringWriter output = new StringWriter();
    JavaFileObject file =
        new SimpleJavaFileObject(URI.create("string:///LeNet.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }

          @Override
          public String getName() {
            return "LeNet.java";
          }
        };
    String path = System.getProperty("java.class.path");
    List<String> options = List.of("-d", folder.toString(), "-cp", path, "-processorpath", path);
    javac.getTask(output, null, null, options, null, List.of(file)).call();
    return output.toString().replaceAll("(?m)^/?LeNet", "LeNet");
  }
}

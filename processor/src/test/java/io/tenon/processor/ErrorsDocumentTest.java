package io.tenon.processor;

import io.tenon.processor.diagnostic.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/errors.md, made from the catalogue and from the wrong programs. */
final class ErrorsDocumentTest {
  private static final Path DOCUMENT = Path.of("../docs/errors.md");
  private static final Pattern MARKED = Pattern.compile("^(.*?) *// (TN\\d{3}): (.*)$");

  private static final String HEAD =
      """
      # What Tenon says when it compiles

      Each message has a code, says what is wrong and where, and how to mend it. An *error* ends the build. A *warning* says that a
      network's `forward` stays eager: it works, and computes the same, but is not compiled. A test makes this file from the
      catalogue, `diagnostic.Code`, and from the wrong programs in the tests. `…` stands for names, shapes and expressions.

      Errors of shapes are found by the operations themselves: a running program throws a `ShapeError` with the same words.

      | code | kind | what it says | how to mend it |
      |---|---|---|---|
      """;

  private record Example(String line, String message) {}

  @Test
  void isMadeFromTheCatalogue() throws IOException {
    StringBuilder text = new StringBuilder(HEAD);
    for (Code code : Code.values()) {
      text.append("| [")
          .append(code.id())
          .append("](#")
          .append(code.id().toLowerCase(Locale.ROOT))
          .append(") | ")
          .append(code.kind().name().toLowerCase(Locale.ROOT))
          .append(" | ")
          .append(open(code.problem()))
          .append(" | ")
          .append(open(code.remedy()))
          .append(" |\n");
    }
    text.append("\n# Examples\n");
    Map<String, Example> examples = examples();
    for (Code code : Code.values()) {
      text.append("\n## ").append(code.id()).append("\n\n");
      Example example = examples.get(code.id());
      if (example == null) {
        text.append(NO_EXAMPLE.get(code)).append('\n');
      } else {
        text.append("```java\n").append(example.line()).append("\n```\n\n");
        text.append("> ").append(example.message()).append('\n');
      }
    }
    Golden.check(DOCUMENT, text.toString());
  }

  private static final Map<Code, String> NO_EXAMPLE =
      Map.of(
          Code.OPAQUE_MODULE,
          "A network uses a class of yours that comes from another jar, which was compiled without Tenon's processor.",
          Code.NO_TREES,
          "The network is compiled by ecj, or by a build tool that hides javac from processors.",
          Code.NOT_WRITTEN,
          "The folder of generated sources can't be written to.",
          Code.OPTION,
          "javac is given `-Atenon.dump=graphs`.",
          Code.INTERNAL,
          "A defect of Tenon: the message names the step that failed.");

  private static String open(String message) {
    return message.replace("%s", "…").replace("|", "\\|").replace("<", "&lt;");
  }

  private static Map<String, Example> examples() throws IOException {
    Map<String, Example> examples = new TreeMap<>();
    List<Path> files = new ArrayList<>(WrongProgramsTest.programs().toList());
    for (Path file : files) {
      for (String line : Files.readAllLines(file)) {
        Matcher marked = MARKED.matcher(line);
        if (marked.matches()) {
          String code = marked.group(1).strip();
          examples.putIfAbsent(marked.group(2), new Example(code, marked.group(3)));
        }
      }
    }
    return examples;
  }
}

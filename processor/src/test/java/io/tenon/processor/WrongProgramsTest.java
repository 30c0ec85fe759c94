package io.tenon.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.JavaFileObjects;
import io.tenon.processor.diagnostic.Code;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Wrong programs, {@code wrong/*.java}: the comment {@code // TN001: text} at the end of a line is
 * the first line of the message that javac gives for it. There are no others.
 */
final class WrongProgramsTest {
  private static final Path FOLDER = Path.of("src/test/resources/wrong");
  private static final Pattern MARK = Pattern.compile("// (TN\\d{3}): (.*)$");

  /** Codes that no program alone brings about; each has a test of its own. */
  private static final Set<Code> ELSEWHERE =
      Set.of(Code.NO_TREES, Code.NOT_WRITTEN, Code.INTERNAL, Code.OPAQUE_MODULE, Code.OPTION);

  static Stream<Path> programs() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("programs")
  void getTheMessagesThatTheyMark(Path file) throws IOException {
    Compiled compiled =
        Compiled.of(List.of(JavaFileObjects.forResource("wrong/" + file.getFileName())));
    List<String> reported = new ArrayList<>();
    for (Diagnostic<? extends JavaFileObject> each : compiled.compilation().diagnostics()) {
      String message = each.getMessage(Locale.ROOT);
      String first = message.lines().findFirst().orElse("");
      if (first.startsWith("[TN")) {
        reported.add(each.getLineNumber() + " " + first.replaceFirst("\\[(TN\\d+)\\]", "$1:"));
        assertThat(message).contains("Fix: ");
      } else {
        assertThat(first).isEqualTo("cannot find symbol"); // what javac says itself
      }
    }
    assertThat(reported).containsExactlyInAnyOrderElementsOf(marked(file));
  }

  private static List<String> marked(Path file) throws IOException {
    List<String> marked = new ArrayList<>();
    List<String> lines = Files.readAllLines(file);
    for (int i = 0; i < lines.size(); i++) {
      Matcher mark = MARK.matcher(lines.get(i));
      if (mark.find()) {
        marked.add(i + 1 + " " + mark.group(1) + ": " + mark.group(2));
      }
    }
    return marked;
  }

  @Test
  void classesWithoutErrorsAreGeneratedAllTheSame(@TempDir Path folder) throws IOException {
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, null)) {
      List<String> options = List.of("-s", folder.toString(), "-d", folder.toString());
      JavaCompiler.CompilationTask task =
          javac.getTask(
              new StringWriter(),
              files,
              null,
              options,
              null,
              files.getJavaFileObjects(
                  FOLDER.resolve("Fields.java"), FOLDER.resolve("Classes.java")));
      task.setProcessors(List.of(new TenonProcessor()));
      assertThat(task.call()).isFalse();
    }
    try (Stream<Path> generated = Files.list(folder.resolve("wrong"))) {
      assertThat(generated.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "Above_Registration.java",
              "Classes_Right_Registration.java",
              "Right_Registration.java");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "@Submodule List<NnModule>, ModuleList",
    "@Submodule NnModule[], ModuleList",
    "'@Submodule Map<String, NnModule>', ModuleDict",
    "@Param Parameter[], @Submodule ParameterList",
    "'@Param Map<String, Parameter>', @Submodule ParameterDict"
  })
  void fieldsOfSeveralAreToldTheirContainer(String field, String remedy) {
    Compiled compiled =
        Compiled.source(
            "wrong.Several",
            """
            package wrong;

            import io.tenon.Parameter;
            import io.tenon.annotation.*;
            import io.tenon.nn.NnModule;
            import java.util.*;

            class Several extends NnModule {
              %s several;
            }
            """
                .formatted(field));
    assertThat(compiled.compilation().errors())
        .singleElement()
        .asString()
        .contains("Fix: use " + remedy + ", which registers its ");
  }

  @Test
  void whatIsNullIsToldToBeAssigned() {
    Compiled compiled =
        Compiled.source(
            "wrong.Nested",
            """
            package wrong;

            import io.tenon.Tensor;
            import io.tenon.annotation.*;
            import io.tenon.nn.*;

            class Nested extends NnModule {
              static class Block extends NnModule {
                @Submodule Linear downsample;

                @Override
                public Tensor forward(Tensor x) {
                  return downsample.call(x);
                }
              }

              @Submodule Sequential blocks = new Sequential(new Block());

              @Override
              public Tensor forward(@Shape("N, 4") Tensor x) {
                return blocks.call(x);
              }
            }
            """);
    assertThat(compiled.compilation().errors())
        .singleElement()
        .asString()
        .contains("'downsample.call(x)' fails: it is called on null")
        .contains("Fix: assign it before, or ask whether it is null")
        .contains("Called by 'blocks.call(x)', Nested.java:21");
  }

  @Test
  void thereIsOneForEachCode() throws IOException {
    Set<String> marked = new TreeSet<>();
    for (Path file : programs().toList()) {
      marked(file).forEach(mark -> marked.add(mark.replaceFirst("^\\d+ (TN\\d+).*", "$1")));
    }
    assertThat(Code.values()).extracting(Code::id).doesNotHaveDuplicates();
    for (Code code : Code.values()) {
      assertThat(marked.contains(code.id())).as(code.id()).isEqualTo(!ELSEWHERE.contains(code));
    }
  }
}

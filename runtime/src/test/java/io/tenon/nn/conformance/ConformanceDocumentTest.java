package io.tenon.nn.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each row of docs/module-conformance.md names a test that there is, or gives a reason. */
final class ConformanceDocumentTest {
  private static final Path DOCUMENT = Path.of("../docs/module-conformance.md");
  private static final Pattern ROW = Pattern.compile("\\| (\\w+) \\| ([^|]+) \\| ([^|]+) \\|");
  private static final Pattern TESTS = Pattern.compile("`\\w+\\.\\w+`(, `\\w+\\.\\w+`)*");
  private static final Pattern NAME = Pattern.compile("`(\\w+)\\.(\\w+)`");
  private static final String NOT_APPLICABLE = "not applicable, because ";

  private static List<String> rows() throws IOException {
    try (Stream<String> lines = Files.lines(DOCUMENT)) {
      return lines.filter(line -> line.startsWith("| test_")).toList();
    }
  }

  @Test
  void eachRowNamesATestOrAReason() throws IOException {
    assertThat(rows()).hasSizeGreaterThan(100).doesNotHaveDuplicates();
    for (String row : rows()) {
      Matcher cells = ROW.matcher(row);
      assertThat(cells.matches()).as(row).isTrue();
      String ours = cells.group(3);
      if (!ours.startsWith(NOT_APPLICABLE)) {
        assertThat(ours).as(row).matches(TESTS);
      }
    }
  }

  @Test
  void eachTestNamedExists() throws ReflectiveOperationException, IOException {
    for (String row : rows()) {
      Matcher name = NAME.matcher(row);
      while (name.find() && !row.contains(NOT_APPLICABLE)) {
        Class<?> owner = Class.forName(getClass().getPackageName() + "." + name.group(1));
        Stream<Method> methods = Arrays.stream(owner.getDeclaredMethods());
        assertThat(methods.filter(method -> method.isAnnotationPresent(Test.class)))
            .as(row)
            .extracting(Method::getName)
            .contains(name.group(2));
      }
    }
  }
}

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

  private static String ours(String row) {
    Matcher cells = ROW.matcher(row);
    assertThat(cells.matches()).as(row).isTrue();
    return cells.group(3);
  }

  @Test
  void eachRowNamesATestOrAReason() throws IOException {
    assertThat(rows()).hasSizeGreaterThan(100).doesNotHaveDuplicates();
    for (String row : rows()) {
      if (!ours(row).startsWith(NOT_APPLICABLE)) {
        assertThat(ours(row)).as(row).matches(TESTS);
      }
    }
  }

  @Test
  void eachTestNamedExists() throws ReflectiveOperationException, IOException {
    for (String row : rows()) {
      if (!ours(row).startsWith(NOT_APPLICABLE)) {
        Matcher name = NAME.matcher(ours(row));
        while (name.find()) {
          assertThat(testsOf(name.group(1))).as(row).contains(name.group(2));
        }
      }
    }
  }

  /** The tests of a class of this package, or else of the modules' own. */
  private List<String> testsOf(String simpleName) throws ReflectiveOperationException {
    String here = getClass().getPackageName();
    Class<?> owner;
    try {
      owner = Class.forName(here + "." + simpleName);
    } catch (ClassNotFoundException e) {
      owner = Class.forName(here.substring(0, here.lastIndexOf('.')) + "." + simpleName);
    }
    return Arrays.stream(owner.getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(Test.class))
        .map(Method::getName)
        .toList();
  }
}

package io.tenon.processor.interpret;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.JavaFileObjects;
import io.tenon.processor.Compiled;
import io.tenon.processor.interpret.Interpreted.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Programs of every construct that is understood, {@code traced/*.java}: what the interpreter makes
 * of each class is what the class itself does when it is compiled, loaded and traced.
 */
final class TracedProgramsTest {
  private static final Path FOLDER = Path.of("src/test/resources/traced");

  @TestFactory
  Stream<DynamicContainer> interpretedIsWhatRuns() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().toList().stream()
          .map(
              file ->
                  DynamicContainer.dynamicContainer(
                      file.getFileName().toString(), programs("traced/" + file.getFileName())));
    }
  }

  private static Stream<DynamicTest> programs(String resource) {
    Interpreted interpreted = Interpreted.resources(resource);
    assertThat(interpreted.compilation().errors()).isEmpty();
    Compiled compiled = Compiled.of(List.of(JavaFileObjects.forResource(resource)));
    assertThat(interpreted.outcomes()).isNotEmpty();
    return interpreted.outcomes().entrySet().stream()
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.getKey(), () -> compare(compiled, each.getKey(), each.getValue())));
  }

  private static void compare(Compiled compiled, String name, Outcome outcome) {
    String expected = Running.trace(compiled.type(name)).text();
    assertThat(outcome.text()).isEqualTo(expected);
    assertThat(outcome.graph().nodes()).hasSizeGreaterThan(1);
  }
}

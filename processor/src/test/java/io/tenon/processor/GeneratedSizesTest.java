package io.tenon.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.JavaFileObjects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No generated method is long: HotSpot compiles none above 8,000 bytecodes, and long ones late. One
 * of more than 3,000 is a fault of the emitter.
 */
final class GeneratedSizesTest {
  private static final int MOST = 3_000;
  private static final Path ZOO = Path.of("../samples/zoo/src/main/java/io/tenon/samples/zoo");

  static Stream<String> sources() {
    return Stream.of("zoo", "networks", "deep");
  }

  @ParameterizedTest
  @MethodSource
  void sources(String set) throws IOException {
    Path folder = set.equals("zoo") ? ZOO : Path.of("src/test/resources", set);
    List<JavaFileObject> sources;
    try (Stream<Path> files = Files.list(folder)) {
      sources =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .sorted()
              .map(GeneratedSizesTest::read)
              .toList();
    }
    Compiled compiled = Compiled.of(sources);
    assertThat(compiled.compilation().errors()).isEmpty();
    Map<String, Integer> sizes = new TreeMap<>();
    compiled
        .generatedClasses()
        .forEach(
            (name, bytes) ->
                CodeSizes.of(bytes)
                    .forEach((method, size) -> sizes.put(name + "." + method, size)));
    assertThat(sizes.keySet()).anyMatch(name -> name.contains("_Forward.forward("));
    assertThat(sizes)
        .allSatisfy((method, size) -> assertThat(size).as(method).isLessThanOrEqualTo(MOST));
  }

  private static JavaFileObject read(Path file) {
    try {
      return JavaFileObjects.forResource(file.toUri().toURL());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

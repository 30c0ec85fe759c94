package io.tenon.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is generated for whole sets of networks. */
final class GeneratedSizesTest {
  /** HotSpot compiles no method above 8,000, and long ones late. */
  private static final int MOST_BYTECODES = 3_000;

  static Stream<Named<List<JavaFileObject>>> sets() {
    return Stream.of(
        Named.of("zoo", SourceFiles.zoo()),
        Named.of("networks", SourceFiles.resources("networks")),
        Named.of("deep", SourceFiles.resources("deep")));
  }

  @ParameterizedTest
  @MethodSource("sets")
  void noMethodIsLong(List<JavaFileObject> sources) {
    Map<String, Integer> sizes = new TreeMap<>();
    Compiled compiled = Compiled.of(sources);
    assertThat(compiled.compilation().errors()).isEmpty();
    compiled
        .generatedClasses()
        .forEach(
            (name, bytes) ->
                CodeSizes.of(bytes)
                    .forEach((method, size) -> sizes.put(name + "." + method, size)));
    assertThat(sizes.keySet()).anyMatch(name -> name.contains("_Forward.forward("));
    assertThat(sizes)
        .allSatisfy((method, size) -> assertThat(size).as(method).isBetween(1, MOST_BYTECODES));
  }

  /** Whatever order javac gets the files in, and however often it runs. */
  @Test
  void theTextIsTheSameEachTime() {
    List<JavaFileObject> sources = SourceFiles.zoo();
    Map<String, String> first = Compiled.of(sources).sources();
    Collections.reverse(sources);
    assertThat(Compiled.of(sources).sources()).isEqualTo(first).hasSizeGreaterThan(20);
    Collections.rotate(sources, 7);
    assertThat(Compiled.of(sources).sources()).isEqualTo(first);
  }

  @Test
  void sizesAreThoseOfTheClassFile() {
    byte[] bytes =
        Compiled.source(
                "A_Forward", "class A_Forward { int f(int x) { return x + 1; } long c = 5; }")
            .generatedClasses()
            .get("A_Forward");
    // aload_0 invokespecial aload_0 ldc2_w putfield return; iload_1 iconst_1 iadd ireturn
    assertThat(CodeSizes.of(bytes)).isEqualTo(Map.of("<init>()V", 12, "f(I)I", 4));
  }
}

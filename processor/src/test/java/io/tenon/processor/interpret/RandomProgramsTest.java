package io.tenon.processor.interpret;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.JavaFileObjects;
import io.tenon.processor.Compiled;
import io.tenon.processor.interpret.Interpreted.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;
import javax.tools.JavaFileObject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs that a seeded generator writes, or spoils. */
final class RandomProgramsTest {
  private static final List<String> TYPES =
      List.of("int", "long", "float", "double", "char", "short", "byte");

  /** Numbers of all types under all operators come out as javac's and the JVM's do. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void arithmeticIsJavas(long seed) {
    StringBuilder source = new StringBuilder(HEAD);
    SplittableRandom random = new SplittableRandom(seed);
    for (String type : TYPES) {
      String literal = random.nextInt(-9, 99) + "." + random.nextInt(9);
      source.append(String.format("    %s %s = (%s) %s;%n", type, type + "s", type, literal));
    }
    for (int i = 0; i < 150; i++) {
      String type = TYPES.get(random.nextInt(TYPES.size()));
      switch (random.nextInt(4)) {
        case 0 ->
            source.append(
                String.format("    %ss %s= %s;%n", type, operator(random), number(random, 3)));
        case 1 ->
            source.append(String.format("    %ss%s;%n", type, random.nextBoolean() ? "++" : "--"));
        case 2 -> source.append(String.format("    x = leakyRelu(x, %s);%n", number(random, 4)));
        default ->
            source.append(String.format("    %ss = (%s) (%s);%n", type, type, number(random, 4)));
      }
    }
    TYPES.forEach(type -> source.append("    x = leakyRelu(x, " + type + "s);\n"));
    List<JavaFileObject> files =
        List.of(JavaFileObjects.forSourceString("Net", source + "    return x;\n  }\n}\n"));
    Interpreted interpreted = Interpreted.of(files);
    assertThat(interpreted.compilation().errors()).as("seed %d: %s", seed, source).isEmpty();
    assertThat(interpreted.outcomes().get("Net").text())
        .as("seed %d: %s", seed, source)
        .isEqualTo(Running.trace(Compiled.of(files).type("Net")).text());
  }

  private static final String HEAD =
      """
      import static io.tenon.nn.Functional.*;
      import io.tenon.Tensor;
      class Net extends io.tenon.nn.NnModule {
        public Tensor forward(@io.tenon.annotation.Shape("N, 4") Tensor x) {
      """;

  private static String operator(SplittableRandom random) {
    return List.of("+", "-", "*").get(random.nextInt(3));
  }

  /** An expression of any numeric type; parentheses follow each operator, no divisor is zero. */
  private static String number(SplittableRandom random, int depth) {
    if (depth == 0 || random.nextInt(6) == 0) {
      return switch (random.nextInt(6)) {
        case 0 -> Integer.toString(random.nextInt(1000));
        case 1 -> random.nextInt(1000) + "L";
        case 2 -> random.nextInt(100) + ".5f";
        case 3 -> "0x7fffffff";
        default -> TYPES.get(random.nextInt(TYPES.size())) + "s";
      };
    }
    String a = number(random, depth - 1);
    String b = number(random, depth - 1);
    return switch (random.nextInt(10)) {
      case 0 -> "(" + condition(random, a, b) + " ? " + a + " : " + a + ")";
      case 1 -> "((" + TYPES.get(random.nextInt(TYPES.size())) + ") (" + a + "))";
      case 2 -> "(-(" + a + "))";
      case 3 -> "((long) (" + a + ") " + bitwise(random) + " (int) (" + b + "))";
      case 4 -> "((int) (" + a + ") " + bitwise(random) + " (long) (" + b + "))";
      case 5 -> "(~(int) (" + a + "))";
      case 6 -> "(" + a + " / (1.5f + (byte) (" + b + ")))";
      case 7 -> "((int) (" + a + ") % (((int) (" + b + ")) | 1))";
      default -> "(" + a + " " + operator(random) + " " + b + ")";
    };
  }

  private static String bitwise(SplittableRandom random) {
    return List.of("&", "|", "^", "<<", ">>", ">>>").get(random.nextInt(6));
  }

  private static String condition(SplittableRandom random, String a, String b) {
    String first = a + List.of(" < ", " <= ", " == ", " != ", " > ", " >= ").get(random.nextInt(6));
    String joined = List.of(" && ", " || ", " & ", " | ", " ^ ").get(random.nextInt(5));
    return "(" + first + b + joined + "!(" + b + " > 3))";
  }

  static Stream<String> sources() {
    return Stream.of(
        "Classes", "Functions", "Modules", "Numbers", "Records", "Statements", "Streams");
  }

  /** Whatever is spoiled, also what javac refuses: there is a graph or a halt, nothing else. */
  @ParameterizedTest
  @MethodSource("sources")
  void spoiledProgramsHaltOrAreTraced(String name) throws IOException {
    String source = Files.readString(Path.of("src/test/resources/traced/" + name + ".java"));
    int first = source.indexOf("class ");
    List<String> tokens = new ArrayList<>();
    Matcher token = Pattern.compile("\\w+|\"[^\"\\n]*\"|\\s+|.").matcher(source.substring(first));
    while (token.find()) {
      tokens.add(token.group());
    }
    int interpreted = 0;
    for (long seed = 1; seed <= 25; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      List<String> spoiled = new ArrayList<>(tokens);
      for (int i = random.nextInt(1, 4); i > 0; i--) {
        spoil(spoiled, random);
      }
      String text = source.substring(0, first) + String.join("", spoiled);
      Interpreted result =
          Interpreted.of(List.of(JavaFileObjects.forSourceString("traced." + name, text)));
      for (Outcome outcome : result.outcomes().values()) {
        assertThat(outcome.crash()).as("%s, seed %d: %s", name, seed, text).isNull();
      }
      interpreted += result.outcomes().isEmpty() ? 0 : 1;
    }
    assertThat(interpreted).as("programs that javac could parse").isGreaterThan(12);
  }

  private static boolean isName(String token) {
    return SourceVersion.isIdentifier(token) && !SourceVersion.isKeyword(token);
  }

  /** Puts one name or sign in another's place, so that most of what comes out still parses. */
  private static void spoil(List<String> tokens, SplittableRandom random) {
    while (true) {
      int at = random.nextInt(tokens.size());
      int with = random.nextInt(tokens.size());
      String old = tokens.get(at);
      String token = tokens.get(with);
      boolean words = isName(old) && isName(token);
      boolean values = old.matches("\\d+|\".*\"") && token.matches("\\w+|\".*\"");
      boolean signs = old.matches("[-+*/%<>&|^]") && token.matches("[-+*/%<>&|^]");
      if (!old.equals(token) && (words || values || signs)) {
        tokens.set(at, token);
        return;
      }
    }
  }
}

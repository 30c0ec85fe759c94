package io.tenon;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.tenon.graph.Graph;
import io.tenon.graph.Symbols;
import io.tenon.graph.Tracer;
import io.tenon.io.Checkpoints;
import io.tenon.io.Npy;
import io.tenon.io.SafeTensors;
import io.tenon.nn.BatchNorm2d;
import io.tenon.nn.Conv2d;
import io.tenon.nn.Functional;
import io.tenon.nn.LeakyReLU;
import io.tenon.nn.Linear;
import io.tenon.nn.Sequential;
import io.tenon.op.Pad;
import io.tenon.op.Padding;
import io.tenon.op.Pair;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages, files and fingerprints are the same whatever language the machine speaks. */
final class LocaleTest {
  @TempDir static Path folder;

  /** Arabic has digits of its own for {@code %d}, Turkish an i of its own for {@code I}. */
  @ParameterizedTest
  @ValueSource(strings = {"ar-EG", "tr-TR"})
  void textIsTheSame(String language) throws IOException {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.ROOT);
      List<String> expected = texts();
      Locale.setDefault(Locale.forLanguageTag(language));
      assertThat(String.format("%d", 12) + "FILL".toLowerCase()).isNotEqualTo("12fill");
      assertThat(texts()).isEqualTo(expected);
    } finally {
      Locale.setDefault(before);
    }
  }

  private static List<String> texts() throws IOException {
    List<String> texts = new ArrayList<>();
    Conv2d conv = new Conv2d(12, 34, 5, new Conv2d.Options().padding(2).paddingMode("circular"));
    Sequential net = new Sequential(conv, new BatchNorm2d(34), new LeakyReLU(1e-5));
    texts.add(net.toString());
    texts.add(graph(net).toString());
    texts.add(graph(net).fingerprint());
    Tensor x = Tensor.zeros(1, 12, 3, 10);
    texts.add(message(() -> new Conv2d(34, 12, 1).call(x)));
    texts.add(message(() -> new Conv2d(12, 34, 11).call(x)));
    texts.add(message(() -> new Linear(12, 34).call(x)));
    texts.add(message(() -> new BatchNorm2d(34).call(x)));
    texts.add(message(() -> Functional.maxPool2d(x, 11)));
    texts.add(message(() -> x.add(Tensor.zeros(11))));
    texts.add(message(() -> Functional.pad(x, Padding.of(Pair.of(10)), Pad.Mode.REFLECT, 0)));
    texts.add(message(() -> net.loadStateDict(Map.of("0.weight", Tensor.zeros(12)))));
    Path file = folder.resolve("x");
    SafeTensors.write(file, Map.of("w\u0012", Tensor.zeros(12)));
    texts.add(Files.readString(file, StandardCharsets.ISO_8859_1));
    Files.write(file, new byte[12]);
    texts.add(message(() -> SafeTensors.read(file)));
    Files.write(file, new byte[] {0, 1, 2, 3, 4, 5, 6, 7, 8});
    texts.add(message(() -> SafeTensors.read(file)));
    texts.add(message(() -> Checkpoints.load(file)));
    Npy.write(file, Tensor.zeros(12, 34));
    texts.add(Files.readString(file, StandardCharsets.ISO_8859_1));
    byte[] npy = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(npy, npy.length - 12));
    texts.add(message(() -> Npy.read(file)));
    return texts;
  }

  private static Graph graph(Sequential net) {
    Symbols symbols = Symbols.forTrace(0);
    try (Tracer tracer = Tracer.open(symbols)) {
      Shape shape = Shape.of(symbols.prime("N"), 12, 28, 28);
      Tensor result = net.call(tracer.input("x", shape, DType.FLOAT32));
      return tracer.finish(result, weight -> weight.getClass().getSimpleName());
    }
  }

  private static String message(ThrowingCallable call) {
    return Assertions.catchThrowable(call).getMessage();
  }

  @Test
  void nothingFormatsInTheDefaultLocale() {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.tenon");
    assertThat(classes.contain(Tensor.class)).isTrue();
    noClasses()
        .should()
        .callMethod(String.class, "format", String.class, Object[].class)
        .orShould()
        .callMethod(String.class, "formatted", Object[].class)
        .orShould()
        .callMethod(String.class, "toLowerCase")
        .orShould()
        .callMethod(String.class, "toUpperCase")
        .orShould()
        .callMethod(PrintStream.class, "printf", String.class, Object[].class)
        .because("the default locale may have other digits and other small letters: Locale.ROOT")
        .check(classes);
  }
}

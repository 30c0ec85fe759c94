package io.tenon.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tenon.Seeds;
import io.tenon.ShapeOnly;
import io.tenon.Tensor;
import io.tenon.io.SafeTensors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The same seed gives PyTorch's numbers: uniform ones to the bit, others within 1e-6. */
final class InitTest {
  private static final Map<String, Tensor> EXPECTED = read();

  private static Map<String, Tensor> read() {
    try {
      return SafeTensors.read(Path.of("src/test/resources/vectors/init.safetensors"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Stream<String> names() {
    return EXPECTED.keySet().stream().filter(name -> !name.matches("(mixed|seed) .*"));
  }

  @ParameterizedTest
  @MethodSource("names")
  void isPyTorchs(String name) {
    Tensor expected = EXPECTED.get(name);
    Seeds.manualSeed(42);
    Tensor tensor = Tensor.zeros(expected.shape().toArray());
    switch (name.split(" ")[0]) {
      case "normal" -> Init.normal_(tensor, 0.5, 2);
      case "uniform" -> Init.uniform_(tensor, -2, 3);
      case "trunc_normal" -> Init.truncNormal_(tensor, 0.1, 0.7, -1, 0.9);
      case "xavier_uniform" -> Init.xavierUniform_(tensor, 1.5);
      case "xavier_normal" -> Init.xavierNormal_(tensor, 1.5);
      case "kaiming_uniform" -> Init.kaimingUniform_(tensor, 0.3, Init.Mode.FAN_OUT, "leaky_relu");
      case "kaiming_normal" -> Init.kaimingNormal_(tensor, 0, Init.Mode.FAN_IN, "relu");
      case "orthogonal" -> Init.orthogonal_(tensor, name.endsWith("wide") ? 1.2 : 1);
      case "sparse" -> Init.sparse_(tensor, 0.3, 0.02);
      case "eye" -> Init.eye_(tensor);
      case "dirac" -> Init.dirac_(tensor, 2);
      default -> throw new IllegalArgumentException(name);
    }
    boolean exact = name.contains("uniform") || name.equals("eye") || name.equals("dirac");
    assertClose(tensor, expected, exact ? 0 : 1e-6);
  }

  private static void assertClose(Tensor actual, Tensor expected, double tolerance) {
    float[] values = actual.toArray();
    float[] wanted = expected.toArray();
    for (int i = 0; i < wanted.length; i++) {
      double scale = Math.max(1, Math.abs(wanted[i]));
      assertThat((double) values[i])
          .as("element %d", i)
          .isCloseTo(wanted[i], within(tolerance * scale));
    }
  }

  @Test
  void drawsOfSeveralKindsFollowEachOtherAsInPyTorch() {
    Seeds.manualSeed(7);
    assertClose(Init.normal_(Tensor.zeros(3), 0, 1), EXPECTED.get("mixed a"), 1e-6);
    assertClose(Init.uniform_(Tensor.zeros(4), 0, 1), EXPECTED.get("mixed b"), 0);
    assertClose(Init.normal_(Tensor.zeros(2), 0, 1), EXPECTED.get("mixed c"), 1e-6);
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "-1", "2147483648", "4294967301", "9223372036854775807"})
  void anySeedIsPyTorchs(long seed) {
    Seeds.manualSeed(seed);
    assertClose(Init.uniform_(Tensor.zeros(4), 0, 1), EXPECTED.get("seed " + seed), 0);
  }

  @ParameterizedTest
  @CsvSource({
    "linear, 1",
    "conv2d, 1",
    "sigmoid, 1",
    "tanh, 1.6666666666666667",
    "relu, 1.4142135623730951",
    "leaky_relu, 1.4141428569978354",
    "selu, 0.75"
  })
  void gains(String function, double gain) {
    assertThat(Init.calculateGain(function)).isEqualTo(gain);
  }

  @Test
  void wrongArgumentsAreRefused() {
    Tensor vector = Tensor.zeros(3);
    assertThatThrownBy(() -> Init.calculateGain("gelu"))
        .hasMessage("Unsupported nonlinearity gelu");
    assertThatThrownBy(() -> Init.xavierUniform_(vector, 1))
        .hasMessage(
            "Fan in and fan out can not be computed for tensor with fewer than 2 dimensions");
    assertThatThrownBy(() -> Init.eye_(vector))
        .hasMessageStartingWith("Only tensors with 2 dimensions are supported");
    assertThatThrownBy(() -> Init.dirac_(vector, 1))
        .hasMessage("Only tensors with 3, 4, or 5 dimensions are supported");
    assertThatThrownBy(() -> Init.dirac_(Tensor.zeros(3, 2, 2), 2))
        .hasMessage("dim 0 must be divisible by groups");
    assertThatThrownBy(() -> Init.orthogonal_(vector, 1))
        .hasMessage("Only tensors with 2 or more dimensions are supported");
    assertThatThrownBy(() -> Init.normal_(vector, 0, -1))
        .hasMessage("normal expects std >= 0.0, but found std -1.0");
  }

  @Test
  void shapeOnlyTensorsDrawNothing() {
    Seeds.manualSeed(1);
    double first = Seeds.uniform();
    Seeds.manualSeed(1);
    try (ShapeOnly scope = ShapeOnly.open()) {
      Init.normal_(Tensor.zeros(40, 40), 0, 1);
      Init.orthogonal_(Tensor.zeros(4, 4), 1);
      Init.sparse_(Tensor.zeros(4, 4), 0.5, 1);
      Init.truncNormal_(Tensor.zeros(4, 4), 0, 1, -2, 2);
    }
    assertThat(Seeds.uniform()).isEqualTo(first);
  }
}

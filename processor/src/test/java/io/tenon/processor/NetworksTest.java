package io.tenon.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import io.tenon.Seeds;
import io.tenon.Tensor;
import io.tenon.kernel.Kernels;
import io.tenon.nn.Init;
import io.tenon.nn.NnModule;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Networks that are compiled whole: their generated sources are the golden ones, and compute what
 * eager mode computes.
 */
final class NetworksTest {
  private static final double TOLERANCE = 1e-5; // of the largest element

  @AfterEach
  void bestKernels() {
    Kernels.use(Kernels.best());
  }

  @ParameterizedTest
  @CsvSource({
    "LeNet",
    "Residual",
    "Perceptron",
    "Pictures",
    "Bordered",
    "Elements",
    "Grouped",
    "Joined",
    "Raised",
    "Enhanced",
    "Shuffled",
    "Tiled",
    "Patches",
    "Encoder",
    "Decoder",
    "Recurrent",
    "Directions",
    "Heads"
  })
  void generatedSourcesAreGolden(String name) {
    List<Executable> checks = new ArrayList<>();
    Compiled.networks(name)
        .cleanly()
        .sources()
        .forEach((file, text) -> checks.add(() -> Golden.check(file + ".java", text)));
    assertThat(checks).hasSizeGreaterThan(1);
    assertAll(checks);
  }

  @ParameterizedTest
  @CsvSource({
    "LeNet",
    "Residual",
    "Perceptron",
    "Pictures",
    "Bordered",
    "Elements",
    "Grouped",
    "Joined",
    "Raised",
    "Shuffled",
    "Tiled",
    "Patches",
    "Encoder",
    "Decoder",
    "Recurrent",
    "Directions",
    "Heads"
  })
  void generatedSourcesAreTheSameAgain(String name) {
    assertThat(Compiled.networks(name).sources()).isEqualTo(Compiled.networks(name).sources());
  }

  @ParameterizedTest
  @CsvSource({
    "LeNet, '3, 32, 32', 10",
    "LeNet, '3, 32, 32', 37",
    "Residual, '3, 30, 34', 3",
    "Residual, '3, 30, 34', 16",
    "Perceptron, '12', 4",
    "Perceptron, '12', 21",
    "Pictures, '3, 21, 19',",
    "Means, '3, 12, 11',",
    "Bordered, '3, 26, 20',",
    "Elements, '20',",
    "Grouped, '3, 33, 29', 10",
    "Grouped, '3, 33, 29', 19",
    "Joined, '3, 10, 8', 5",
    "Joined, '3, 10, 8', 20",
    "Kinds, '3, 11, 10', 5",
    "Kinds, '3, 11, 10', 37",
    "Raised, '3, 1, 3', 18",
    "Enhanced, '3, 5, 4', 5",
    "Signals, '2, 31', 5",
    "Signals, '2, 31', 33",
    "Segments, '3, 24, 20', 2",
    "Segments, '3, 24, 20', 21",
    "Shuffled, '3, 12, 10', 5",
    "Tiled, '3, 36, 32', 5",
    "Patches, '3, 12, 12', 7",
    "LastStates, '9, 5', 3"
  })
  void generatedComputesWhatEagerDoes(String name, String sizes, Integer argument) {
    Seeds.manualSeed(7);
    Object[] args = argument == null ? new Object[0] : new Object[] {argument};
    NnModule net = Compiled.networks(name).cleanly().create("networks." + name, args);
    randomize(net);
    for (Kernels kernels : List.of(Kernels.scalar(), Kernels.best())) {
      Kernels.use(kernels);
      boolean large = name.equals("Tiled"); // its 32 million multiply-adds a sample take long
      for (int batch : large ? new int[] {1, 3} : new int[] {1, 3, 17, 300}) {
        Tensor x = Init.uniform_(Tensor.zeros(shape(batch, sizes)), -1, 1);
        Tensor expected = net.eager(x);
        Tensor result = net.call(x);
        assertThat(net.whyEager()).isNull();
        assertThat(result.shape()).isEqualTo(expected.shape());
        assertClose(result.toArray(), expected.toArray());
        assertClose(net.callInto(x, Tensor.zeros(expected.shape().toArray())).toArray(), result);
      }
    }
  }

  private static void assertClose(float[] result, Tensor expected) {
    assertClose(result, expected.toArray());
  }

  private static void assertClose(float[] result, float[] expected) {
    float largest = 0;
    for (float value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    int worst = 0;
    for (int i = 0; i < result.length; i++) {
      boolean worse =
          !(Math.abs(result[i] - expected[i]) <= Math.abs(result[worst] - expected[worst]));
      worst = worse ? i : worst;
    }
    assertThat((double) Math.abs(result[worst] - expected[worst]))
        .as("element %d: %s and %s", worst, result[worst], expected[worst])
        .isLessThanOrEqualTo(TOLERANCE * largest);
  }

  private static int[] shape(int batch, String sizes) {
    String[] parts = sizes.split(", ");
    int[] shape = new int[parts.length + 1];
    shape[0] = batch;
    for (int d = 0; d < parts.length; d++) {
      shape[d + 1] = Integer.parseInt(parts[d]);
    }
    return shape;
  }

  /** Weights and statistics that let no factor, summand or order go unnoticed. */
  private static void randomize(NnModule net) {
    net.namedParameters()
        .forEach(
            (path, weight) -> {
              if (weight.dim() == 1) {
                Init.uniform_(weight, 0.5, 1.5);
              }
            });
    net.namedBuffers()
        .forEach(
            (path, buffer) -> {
              if (path.endsWith("running_mean")) {
                Init.uniform_(buffer, -0.5, 0.5);
              } else if (path.endsWith("running_var")) {
                Init.uniform_(buffer, 0.5, 2);
              }
            });
  }
}

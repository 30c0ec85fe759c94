package io.tenon.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenon.Parameter;
import io.tenon.Seeds;
import io.tenon.Tensor;
import io.tenon.compiled.Threads;
import io.tenon.kernel.Kernels;
import io.tenon.nn.Init;
import io.tenon.nn.NnModule;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is computed together with a product or in one pass computes what eager mode does. */
final class FusedTest {
  private static final double TOLERANCE = 1e-5; // of the largest element

  private static final Compiled COMPILED = Compiled.networks("Fused").cleanly();

  @AfterEach
  void oneThreadOnTheBestKernels() {
    Kernels.use(Kernels.best());
    Threads.setNumThreads(1);
  }

  private static NnModule create(String name, Integer argument) {
    Seeds.manualSeed(5);
    Object[] args = argument == null ? new Object[0] : new Object[] {argument};
    NnModule net = COMPILED.create("networks.Fused$" + name, args);
    net.namedBuffers()
        .forEach(
            (path, buffer) -> {
              if (!path.endsWith("num_batches_tracked")) {
                Init.uniform_(buffer, 0.5, 1.5);
              }
            });
    return net;
  }

  private static Tensor random(String sizes, int batch) {
    int[] shape =
        Arrays.stream(sizes.split(", "))
            .mapToInt(size -> size.equals("N") ? batch : Integer.parseInt(size))
            .toArray();
    return Init.uniform_(Tensor.zeros(shape), -1, 1);
  }

  private static void requireSame(NnModule net, Tensor... inputs) {
    Tensor[] more = Arrays.copyOfRange(inputs, 1, inputs.length);
    Tensor result = net.call(inputs[0], more);
    assertThat(net.whyEager()).isNull();
    Tensors.assertClose(result, net.eager(inputs[0], more), TOLERANCE);
  }

  @ParameterizedTest
  @CsvSource({
    "Scaled, 'N, 3, 6, 5', 7",
    "Scaled, 'N, 3, 6, 5', 20",
    "Layers, 'N, 3, 12, 10',",
    "Gates, 'N, 20',",
    "Halves, 'N, 5, 12',",
    "Weighed, 'N, 3, 9, 7', 19",
    "Weighed, 'N, 3, 9, 7', 32",
    "Strips, 'N, 3, 13, 11',",
    "Shortcuts, 'N, 3, 6, 5',",
    "Tokens, 'N, 70, 24',",
    "Prepared, 'N, 3, 22, 20',",
    "Features, 'N, 12',",
    "Tokens, 'N, 1, 24',",
    "Rows, 'N, 5, 12; N, 24; N, 7', 7",
    "Rows, 'N, 5, 12; N, 24; N, 20', 20",
  })
  void generatedComputesWhatEagerDoes(String name, String shapes, Integer argument) {
    NnModule net = create(name, argument);
    for (Kernels kernels : List.of(Kernels.scalar(), Kernels.best())) {
      Kernels.use(kernels);
      for (int batch : new int[] {1, 3, 17}) {
        Threads.setNumThreads(batch == 3 ? 1 : 2);
        requireSame(
            net,
            Arrays.stream(shapes.split("; ")).map(s -> random(s, batch)).toArray(Tensor[]::new));
      }
    }
  }

  @Test
  void aScaleThatChangesOrIsReplacedIsSeen() throws ReflectiveOperationException {
    NnModule net = create("Scaled", 7);
    Tensor x = random("N, 3, 6, 5", 2);
    requireSame(net, x);
    float before = net.call(x).get(0, 0);
    net.namedParameters().get("features").fill_(3);
    requireSame(net, x);
    assertThat(net.call(x).get(0, 0)).isNotEqualTo(before);
    var gamma = net.getClass().getDeclaredField("gamma");
    gamma.setAccessible(true); // NOPMD: a plain assignment, as the class itself would make it
    gamma.set(net, new Parameter(random("20, 1, 1", 1)));
    requireSame(net, x);
  }

  @Test
  void weightsAreNotDividedByZero() {
    NnModule net = create("Scaled", 7);
    Tensor x = random("N, 3, 6, 5", 2);
    net.namedParameters().get("one").fill_(0);
    net.call(x);
    assertThat(net.whyEager()).contains("'one' has a 0, and something is divided by it");
    net.namedParameters().get("one").fill_(2);
    requireSame(net, x);
  }

  @Test
  void whatIsDoneToAnInputIsSeenWhenItChanges() {
    NnModule net = create("Prepared", null);
    Tensor x = random("N, 3, 22, 20", 2);
    requireSame(net, x);
    net.namedBuffers().get("mean").fill_(-2);
    net.namedBuffers().get("bn2.running_mean").fill_(1);
    requireSame(net, x);
    net.namedBuffers().get("std").fill_(0);
    net.call(x);
    assertThat(net.whyEager()).contains("'std' has a 0, and something is divided by it");
  }
}

package io.tenon.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenon.Seeds;
import io.tenon.Tensor;
import io.tenon.kernel.Kernels;
import io.tenon.nn.Init;
import io.tenon.nn.NnModule;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Networks of sequences, whose length comes with the input: attention and recurrence. */
final class SequencesTest {
  private static final double TOLERANCE = 1e-5; // of the largest element

  @AfterEach
  void fastKernelsAgain() {
    Kernels.use(Kernels.best());
  }

  /** The inputs of a network for sequences of this many and of this length. */
  private interface Given {
    Tensor[] of(int samples, int length);
  }

  private static void check(String name, Given given, Object... args) {
    Seeds.manualSeed(5);
    NnModule net = Compiled.networks(name).cleanly().create("networks." + name, args);
    net.namedParameters()
        .forEach(
            (path, weight) -> {
              if (weight.dim() == 1) {
                Init.uniform_(weight, 0.3, 1.2);
              }
            });
    for (Kernels kernels : List.of(Kernels.scalar(), Kernels.best())) {
      Kernels.use(kernels);
      for (int samples : new int[] {1, 3, 17}) {
        for (int length : new int[] {1, 2, 7, 33, 130}) {
          Tensor[] all = given.of(samples, length);
          Tensor[] more = java.util.Arrays.copyOfRange(all, 1, all.length);
          Tensor result = more.length == 0 ? net.call(all[0]) : net.call(all[0], more);
          assertThat(net.whyEager()).isNull();
          Tensor eager = more.length == 0 ? net.eager(all[0]) : net.eager(all[0], more);
          Tensors.assertClose(result, eager, TOLERANCE);
        }
      }
    }
  }

  private static Tensor ids(int below, int... sizes) {
    Random random = new Random(9);
    Tensor ids =
        Tensor.of(new long[java.util.Arrays.stream(sizes).reduce(1, (a, b) -> a * b)], sizes);
    for (int i = 0; i < ids.numel(); i++) {
      ids.longs()[i] = random.nextInt(below);
    }
    return ids;
  }

  /** All but the first token of every fourth sample may be padding. */
  private static Tensor padding(int samples, int length) {
    Tensor padding = ids(3, samples, length);
    for (int i = 0; i < padding.numel(); i++) {
      padding.longs()[i] = i % length == 0 || i / length % 4 == 3 ? 0 : padding.longs()[i] / 2;
    }
    return padding;
  }

  @Test
  void encoderWithPadding() {
    check("Encoder", (N, T) -> new Tensor[] {ids(50, N, T), ids(130, N, T), padding(N, T)}, 5);
  }

  @Test
  void causalDecoderWithTiedHead() {
    check(
        "Decoder",
        (N, T) -> new Tensor[] {ids(50, N, T), Init.uniform_(Tensor.zeros(T, T), -2, 2)});
  }

  @Test
  void recurrentClassifier() {
    check("Recurrent", (N, T) -> new Tensor[] {ids(50, N, T)}, 6);
    check("Recurrent", (N, T) -> new Tensor[] {ids(50, N, T)}, 40);
  }

  @Test
  void layersInBothDirections() {
    check("Directions", (N, T) -> new Tensor[] {Init.uniform_(Tensor.zeros(N, T, 5), -1, 1)});
  }

  @Test
  void headsDividedByHand() {
    check("Heads", (N, T) -> new Tensor[] {Init.uniform_(Tensor.zeros(N, T, 48), -1, 1)});
  }

  @Test
  void anIdThatIsNoRowIsToldByTheOperation() {
    NnModule net = Compiled.networks("Recurrent").create("networks.Recurrent", 6);
    Tensor ids = Tensor.of(new long[] {1, 2, 3, 49, 50, 0}, 2, 3);
    assertThatThrownBy(() -> net.call(ids))
        .hasMessage("embedding: id 50 at position 4 is out of range: there are 50");
    assertThatThrownBy(() -> net.eager(ids))
        .hasMessage("embedding: id 50 at position 4 is out of range: there are 50");
    assertThat(net.whyEager()).isNull();
  }
}

package io.tenon.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenon.Seeds;
import io.tenon.Tensor;
import io.tenon.kernel.Kernels;
import io.tenon.nn.Init;
import io.tenon.nn.NnModule;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Operations that broadcast, reorder and take parts: generated code computes what eager does. */
final class ShapesTest {
  private static final double TOLERANCE = 1e-5; // of the largest element

  private static final Compiled COMPILED = Compiled.networks("Broadcast", "Reordered").cleanly();

  @AfterEach
  void bestKernels() {
    Kernels.use(Kernels.best());
  }

  @ParameterizedTest
  @CsvSource({
    "Broadcast$Squeezed, 'N, 3, 6, 5',",
    "Broadcast$Maps, 'N, 3, 6, 5',",
    "Broadcast$Planes, 'N, 3, 6, 5',",
    "Broadcast$Sequences, 'N, T, 6; N, 1, 24',",
    "Broadcast$Rows, 'N, 6; 6',",
    "Broadcast$Positions, 'N, T, 6; T, 6',",
    "Broadcast$Wide, 'N, 3, 6, 5', 7",
    "Broadcast$Wide, 'N, 3, 6, 5', 32",
    "Broadcast$Merged, 'N, T, 6',",
    "Broadcast$Itself, 'N, T, 6',",
    "Reordered$Ends, 'N, T, 6',",
    "Reordered$Last, 'N, T, 6',",
    "Reordered$Given, 'N, T, 6',",
    "Reordered$Features, 'N, T, 6',",
    "Reordered$Heads, 'N, T, 6',",
    "Reordered$Patches, 'N, 3, 6, 8',",
    "Reordered$Odd, 'N, 3, 6, 8',",
    "Reordered$Dealt, 'N, 3, 6, 8',",
    "Reordered$Single, 'N, 6',",
    "Reordered$Permuted, 'N, 3, 6, 8',",
    "Reordered$Narrowed, 'N, 3, 6, 8',",
    "Reordered$Steps, 'N, T, 6',",
    "Reordered$Tokens, 'N, 3, 6, 8',",
    "Reordered$Counted, 'N, T, 6',",
    "Reordered$Means, 'N, T, 6; N, T',",
    "Reordered$Pooled, 'N, 3, 6, 8',"
  })
  void generatedComputesWhatEagerDoes(String name, String shapes, Integer argument) {
    Seeds.manualSeed(5);
    Object[] args = argument == null ? new Object[0] : new Object[] {argument};
    NnModule net = COMPILED.create("networks." + name, args);
    for (Kernels kernels : List.of(Kernels.scalar(), Kernels.best())) {
      Kernels.use(kernels);
      for (int N : new int[] {1, 3, 17}) {
        for (int T : shapes.contains("T") ? new int[] {1, 2, 7} : new int[] {1}) {
          Tensor[] inputs =
              Arrays.stream(shapes.split("; ")).map(s -> random(s, N, T)).toArray(Tensor[]::new);
          Tensor[] more = Arrays.copyOfRange(inputs, 1, inputs.length);
          Tensor result = net.call(inputs[0], more);
          assertThat(net.whyEager()).isNull();
          Tensors.assertClose(result, net.eager(inputs[0], more), TOLERANCE);
        }
      }
    }
  }

  @Test
  void positionsThatAreMoreThanThereAreEndTheCall() {
    NnModule net = COMPILED.create("networks.Reordered$Counted");
    Tensor x = Tensor.zeros(2, 10, 6);
    assertThatThrownBy(() -> net.call(x))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("embedding: position 9 is out of range: there are 9");
    assertThat(net.call(Tensor.zeros(2, 9, 6)).shape()).hasToString("[2, 9, 20]");
    assertThat(net.whyEager()).isNull();
  }

  private static Tensor random(String sizes, int N, int T) {
    int[] shape =
        Arrays.stream(sizes.split(", "))
            .mapToInt(size -> size.equals("N") ? N : size.equals("T") ? T : Integer.parseInt(size))
            .toArray();
    return Init.uniform_(Tensor.zeros(shape), -1, 1);
  }
}

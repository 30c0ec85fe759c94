package io.tenon.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenon.DType;
import io.tenon.Seeds;
import io.tenon.ShapeError;
import io.tenon.Tensor;
import io.tenon.kernel.Kernels;
import io.tenon.nn.Init;
import io.tenon.nn.NnModule;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Networks that are compiled for training mode, too: each mode computes what eager mode does. */
final class ModesTest {
  private static final double TOLERANCE = 1e-5; // of the largest element

  @AfterEach
  void bestKernels() {
    Kernels.use(Kernels.best());
  }

  /** Two networks of one class with the same weights. */
  private static NnModule[] twins(Compiled compiled, String name, Object... args) {
    NnModule[] twins = new NnModule[2];
    for (int i = 0; i < 2; i++) {
      Seeds.manualSeed(11);
      twins[i] = compiled.create(name, args);
      twins[i]
          .namedParameters()
          .forEach((path, weight) -> Init.uniform_(weight, path.endsWith("bias") ? -1 : -0.5f, 1));
    }
    return twins;
  }

  /** Requires that the same calls with the same seed give the same, results and buffers alike. */
  private static void requireSame(NnModule generated, NnModule eager, Tensor x, int seed) {
    Seeds.manualSeed(seed);
    Tensor expected = eager.eager(x);
    double next = Seeds.uniform();
    Seeds.manualSeed(seed);
    Tensor result = generated.call(x);
    assertThat(Seeds.uniform()).as("the next random number").isEqualTo(next);
    Tensors.assertClose(result, expected, TOLERANCE);
    Map<String, Tensor> buffers = eager.namedBuffers();
    generated
        .namedBuffers()
        .forEach(
            (path, buffer) -> {
              if (buffer.dtype() == DType.INT64) {
                assertThat(buffer.toLongArray()).isEqualTo(buffers.get(path).toLongArray());
              } else {
                Tensors.assertClose(buffer, buffers.get(path), TOLERANCE);
              }
            });
  }

  @ParameterizedTest
  @CsvSource({"Noisy, '3, 10, 10', 7"})
  void generatedTrainsAsEagerDoes(String name, String sizes, Integer argument) {
    Object[] args = argument == null ? new Object[0] : new Object[] {argument};
    Compiled compiled = Compiled.networks(name).cleanly();
    for (Kernels kernels : List.of(Kernels.scalar(), Kernels.best())) {
      Kernels.use(kernels);
      NnModule[] twins = twins(compiled, "networks." + name, args);
      for (int batch : new int[] {2, 3, 17, 300}) {
        Tensor x = Init.uniform_(Tensor.zeros(shape(batch, sizes)), -1, 1);
        for (NnModule net : twins) {
          net.train();
        }
        requireSame(twins[0], twins[1], x, batch);
        requireSame(twins[0], twins[1], x, batch + 1);
        assertThat(twins[0].whyEager()).isNull();
        for (NnModule net : twins) {
          net.eval();
        }
        requireSame(twins[0], twins[1], x, batch);
        assertThat(twins[0].whyEager()).isNull();
      }
    }
  }

  private static int[] shape(int batch, String sizes) {
    int[] shape = new int[sizes.split(", ").length + 1];
    shape[0] = batch;
    for (int d = 1; d < shape.length; d++) {
      shape[d] = Integer.parseInt(sizes.split(", ")[d - 1]);
    }
    return shape;
  }

  @Test
  void oneValueForEachChannelIsAnErrorThatChangesNothing() {
    NnModule net = Compiled.networks("Noisy").cleanly().create("networks.Noisy", 3);
    net.train();
    Map<String, Tensor> before = copies(net);
    Seeds.manualSeed(1);
    double next = Seeds.uniform();
    Seeds.manualSeed(1);
    assertThatThrownBy(() -> net.call(Tensor.ones(1, 3, 10, 10)))
        .isInstanceOf(ShapeError.class)
        .hasMessageContaining(
            "batch_norm: Expected more than 1 value per channel when training, got input size [1, 24]");
    assertThat(net.whyEager()).isNull();
    assertThat(Seeds.uniform()).isEqualTo(next);
    copies(net).forEach((path, buffer) -> assertThat(same(buffer, before.get(path))).isTrue());
  }

  private static Map<String, Tensor> copies(NnModule net) {
    Map<String, Tensor> copies = new LinkedHashMap<>();
    net.namedBuffers().forEach((path, buffer) -> copies.put(path, buffer.copy()));
    return copies;
  }

  private static boolean same(Tensor a, Tensor b) {
    return a.dtype() == DType.INT64
        ? Arrays.equals(a.toLongArray(), b.toLongArray())
        : Arrays.equals(a.toArray(), b.toArray());
  }
}

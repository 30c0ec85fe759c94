package io.tenon.samples.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenon.DType;
import io.tenon.Seeds;
import io.tenon.Tensor;
import io.tenon.compiled.Threads;
import io.tenon.kernel.Kernels;
import io.tenon.nn.BatchNorm2d;
import io.tenon.nn.Init;
import io.tenon.nn.NnModule;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Networks in training mode, with statistics of the batch and noise: generated forwards give what
 * eager ones do, and leave the same buffers.
 */
final class ZooTrainingTest {
  private static final double TOLERANCE = 1e-5; // of the largest element
  private static final int N = 8;

  @AfterEach
  void bestKernelsOnOneThread() {
    Kernels.use(Kernels.best());
    Threads.setNumThreads(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ResNet18", "ShallowMobileNetV2", "DenseNet121"})
  void generatedTrainsAsEagerDoes(String network) throws Exception {
    assertThat(ReducedZoo.get().messages(network)).isEmpty();
    for (Kernels kernels : List.of(Kernels.scalar(), Kernels.best())) {
      Kernels.use(kernels);
      NnModule generated = seeded(network);
      NnModule eager = seeded(network);
      for (int call = 0; call < 3; call++) {
        boolean training = call < 2;
        generated.train(training);
        eager.train(training);
        Threads.setNumThreads(call + 1);
        Tensor x = ZooNetwork.RES_NET18.draw(N, true).get(0);
        Seeds.manualSeed(call);
        Tensor expected = eager.eager(x);
        Seeds.manualSeed(call);
        assertClose("result", generated.call(x), expected);
        assertThat(generated.whyEager()).isNull();
        assertBuffers(generated, eager);
      }
    }
  }

  /** With biases, without which a convolution of normalised maps has means of zero: just noise. */
  private static NnModule seeded(String network) throws Exception {
    Seeds.manualSeed(7);
    NnModule net = ReducedZoo.get().create(network);
    for (NnModule module : net.modules()) {
      if (module instanceof BatchNorm2d norm) {
        Init.uniform_(norm.bias, 0, 0.2);
      }
    }
    return net;
  }

  private static void assertBuffers(NnModule generated, NnModule eager) {
    Map<String, Tensor> expected = eager.namedBuffers();
    assertThat(expected).isNotEmpty();
    generated
        .namedBuffers()
        .forEach(
            (path, buffer) -> {
              if (buffer.dtype() == DType.INT64) {
                assertThat(buffer.toLongArray()).isEqualTo(expected.get(path).toLongArray());
              } else {
                assertClose(path, buffer, expected.get(path));
              }
            });
  }

  private static void assertClose(String what, Tensor result, Tensor expected) {
    assertThat(result.shape()).isEqualTo(expected.shape());
    float[] values = result.toArray();
    float[] wanted = expected.toArray();
    float largest = 0;
    for (float each : wanted) {
      largest = Math.max(largest, Math.abs(each));
    }
    for (int i = 0; i < values.length; i++) {
      assertThat((double) Math.abs(values[i] - wanted[i]))
          .as("%s, element %d: %s and %s", what, i, values[i], wanted[i])
          .isLessThanOrEqualTo(TOLERANCE * largest);
    }
  }
}

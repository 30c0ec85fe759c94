package io.tenon.samples.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenon.Seeds;
import io.tenon.Tensor;
import io.tenon.compiled.Step;
import io.tenon.compiled.Threads;
import io.tenon.kernel.Kernels;
import io.tenon.nn.BatchNorm2d;
import io.tenon.nn.Conv2d;
import io.tenon.nn.Init;
import io.tenon.nn.NnModule;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the networks compute: generated what eager does, and both what PyTorch's do. */
final class ZooForwardTest {
  private static final double GENERATED = 1e-5; // of the largest element
  private static final double PYTORCH = 1e-4; // of the largest element, or of 1

  @AfterEach
  void bestKernelsOnOneThread() {
    Kernels.use(Kernels.best());
    Threads.setNumThreads(1);
  }

  @ParameterizedTest
  @EnumSource
  void generatedComputesWhatEagerDoes(ZooNetwork network) throws Exception {
    assertThat(ReducedZoo.get().messages(network.className)).isEmpty();
    NnModule net = seeded(network.className);
    for (Kernels kernels : List.of(Kernels.scalar(), Kernels.best())) {
      Kernels.use(kernels);
      for (int N : network.isCheap() ? new int[] {1, 3, 17} : new int[] {1, 3}) {
        List<Tensor> inputs = network.draw(N, true);
        Tensor expected = net.eager(inputs.get(0), ZooNetwork.more(inputs));
        Tensor result = net.call(inputs.get(0), ZooNetwork.more(inputs));
        assertThat(net.whyEager()).isNull();
        assertThat(result.shape()).isEqualTo(expected.shape());
        assertClose(result.toArray(), expected.toArray(), GENERATED * largest(expected.toArray()));
        if (N < 3) {
          assertTeamsCompute(result, net, inputs);
        }
      }
    }
  }

  /** Several threads in one sample: the same sums, in the same order. */
  private static void assertTeamsCompute(Tensor expected, NnModule net, List<Tensor> inputs) {
    for (int threads = 2; threads <= 3; threads++) {
      Threads.setNumThreads(threads);
      Tensor result = net.call(inputs.get(0), ZooNetwork.more(inputs));
      assertThat(result.toArray()).as("on %d threads", threads).isEqualTo(expected.toArray());
    }
    Threads.setNumThreads(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"MLP", "LE_NET5", "RES_NET18", "RES_NET50", "DENSE_NET121"})
  void computesAtFullSizeWhatItsStepsSay(ZooNetwork network) {
    NnModule net = network.create();
    Tensor x = network.draw(1, false).get(0);
    float[] expected = net.eager(x).toArray();
    assertClose(net.call(x).toArray(), expected, GENERATED * largest(expected));
    assertThat(net.whyEager()).isNull();
    List<Step> steps = net.compiledSteps();
    assertThat(steps.stream().mapToLong(Step::parameters).sum()).isEqualTo(network.parameters);
    double giga = steps.stream().mapToLong(Step::multiplyAdds).sum() / 1e9;
    assertThat(String.format(Locale.ROOT, "%.3f", giga)).isEqualTo(network.gigaMultiplyAdds);
  }

  @Test
  void otherWidthsRunEagerly() {
    NnModule net = MobileNetV2.ofWidth(0.35, 10).eval();
    Tensor x = Init.uniform_(Tensor.zeros(1, 3, 224, 224), -1, 1);
    assertThat(net.call(x).toArray()).isEqualTo(net.eager(x).toArray());
    assertThat(net.whyEager()).isNotNull();
  }

  @Test
  void mapsOfUNetsNeedNotBeHalved() {
    for (NnModule net : List.of(new UNetBilinear(2), new UNetTransposed(2))) {
      Tensor x = Init.uniform_(Tensor.zeros(1, 3, 37, 50), -1, 1);
      assertThat(net.eval().eager(x).shape()).hasToString("[1, 2, 37, 50]");
    }
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "RES_NET18",
        "MOBILE_NET_V2",
        "SQUEEZE_NET",
        "DENSE_NET121",
        "UNET_BILINEAR",
        "UNET_TRANSPOSED",
        "GRU_CLASSIFIER",
        "LSTM_CLASSIFIER",
        "ENCODER_CLASSIFIER",
        "GPT2",
        "VIT_B16"
      })
  void computesWhatPyTorchsDoes(ZooNetwork network) throws Exception {
    NnModule net = seeded(network.className);
    assertComputes(logits(network.className + ".logits.txt"), net, network.draw(2, true));
  }

  @Test
  void resNet18ComputesAtFullSizeWhatTorchvisionsDoes() throws Exception {
    Seeds.manualSeed(7);
    NnModule net = varied(new ResNet18(1000).eval());
    assertComputes(logits("ResNet18-full.logits.txt"), net, ZooNetwork.RES_NET18.draw(2, false));
  }

  private static void assertComputes(float[] logits, NnModule net, List<Tensor> inputs) {
    Tensor x = inputs.get(0);
    Tensor[] more = ZooNetwork.more(inputs);
    double tolerance = PYTORCH * Math.min(1, largest(logits));
    assertClose(some(net.eager(x, more)), logits, tolerance);
    assertClose(some(net.call(x, more)), logits, tolerance);
    assertThat(net.whyEager()).isNull();
  }

  /** As many elements as make_files.py wrote down. */
  private static float[] some(Tensor result) {
    int step = 1 + result.numel() / 500;
    float[] some = new float[(result.numel() + step - 1) / step];
    for (int i = 0; i < some.length; i++) {
      some[i] = result.floats()[result.offset() + i * step];
    }
    return some;
  }

  /** The network as make_files.py makes it: weights drawn by seed, none of them constant. */
  private static NnModule seeded(String name) throws Exception {
    Seeds.manualSeed(7);
    return varied(ReducedZoo.get().create(name));
  }

  /** Draws again what would go unnoticed. */
  private static NnModule varied(NnModule net) {
    Seeds.manualSeed(8);
    for (NnModule module : net.modules()) {
      if (module instanceof Conv2d conv && conv.weight.size(1) == 1) {
        Init.kaimingUniform_(conv.weight, 0, Init.Mode.FAN_IN, "leaky_relu");
      } else if (module instanceof BatchNorm2d norm) {
        Init.uniform_(norm.runningMean, -0.5, 0.5);
        Init.uniform_(norm.runningVar, 0.5, 2);
      }
    }
    for (Tensor weight : net.parameters()) {
      float first = weight.floats()[weight.offset()];
      if (isAll(first, weight.toArray())) {
        Init.uniform_(weight, first - 0.5, first + 0.5);
      }
    }
    return net;
  }

  private static boolean isAll(float value, float[] values) {
    boolean all = true;
    for (int i = 0; i < values.length && all; i++) {
      all = values[i] == value;
    }
    return all;
  }

  private static float[] logits(String file) throws IOException {
    List<String> lines = ZooCountsTest.lines(file);
    float[] logits = new float[lines.size()];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = Float.parseFloat(lines.get(i));
    }
    return logits;
  }

  private static float largest(float[] values) {
    float largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  private static void assertClose(float[] result, float[] expected, double tolerance) {
    assertThat(result).hasSameSizeAs(expected);
    for (int i = 0; i < result.length; i++) {
      assertThat((double) Math.abs(result[i] - expected[i]))
          .as("element %d: %s and %s", i, result[i], expected[i])
          .isLessThanOrEqualTo(tolerance);
    }
  }
}

package io.tenon.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenon.DType;
import io.tenon.Seeds;
import io.tenon.ShapeError;
import io.tenon.Tensor;
import io.tenon.compiled.Threads;
import io.tenon.io.SafeTensors;
import io.tenon.kernel.Kernels;
import io.tenon.nn.BatchNorm2d;
import io.tenon.nn.Init;
import io.tenon.nn.NnModule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks that are compiled for training mode, too: each mode computes what eager mode does. */
final class ModesTest {
  private static final double TOLERANCE = 1e-5; // of the largest element

  @AfterEach
  void bestKernelsAndOneThread() {
    Kernels.use(Kernels.best());
    Threads.setNumThreads(1);
  }

  /** Two networks of one class with the same weights. */
  private static NnModule[] twins(Compiled compiled, String name, Object... args) {
    NnModule[] twins = new NnModule[2];
    for (int i = 0; i < 2; i++) {
      Seeds.manualSeed(11);
      twins[i] = compiled.create(name, args);
      for (NnModule module : twins[i].modules()) {
        boolean norm = module.toString().contains("Norm");
        module
            .parameters(false)
            .forEach(each -> Init.uniform_(each, norm ? 0.5f : -0.3f, norm ? 1.5f : 0.3f));
      }
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
        .forEach((path, buffer) -> requireSameBuffer(buffer, buffers.get(path)));
  }

  @ParameterizedTest
  @CsvSource({
    "Noisy, '3, 10, 10', 2, 7",
    "Noisy, '3, 10, 10', 3, 17",
    "Statistics, '3, 8, 10', 6,",
    "ResidualBatches, '3, 30, 34', 2, 5",
    "Sentences, '6, 8', 1, 3"
  })
  void generatedTrainsAsEagerDoes(String name, String sizes, int fewest, Integer argument) {
    Object[] args = argument == null ? new Object[0] : new Object[] {argument};
    Compiled compiled = Compiled.networks(sources(name)).cleanly();
    for (Kernels kernels : List.of(Kernels.scalar(), Kernels.best())) {
      Kernels.use(kernels);
      NnModule[] twins = twins(compiled, "networks." + name, args);
      for (int batch : new int[] {fewest, fewest + 1, 17, 300}) {
        Tensor x = Init.uniform_(Tensor.zeros(shape(batch, sizes)), -1, 1);
        for (NnModule net : twins) {
          net.train();
        }
        requireSame(twins[0], twins[1], x, batch);
        Threads.setNumThreads(3);
        requireSame(twins[0], twins[1], x, batch + 1);
        Threads.setNumThreads(1);
        assertThat(twins[0].whyEager()).isNull();
        for (NnModule net : twins) {
          net.eval();
        }
        requireSame(twins[0], twins[1], x, batch);
        assertThat(twins[0].whyEager()).isNull();
      }
    }
  }

  /** What a network extends is compiled with it. */
  private static String[] sources(String name) {
    return name.equals("ResidualBatches") ? new String[] {"Residual", name} : new String[] {name};
  }

  private static int[] shape(int batch, String sizes) {
    int[] shape = new int[sizes.split(", ").length + 1];
    shape[0] = batch;
    for (int d = 1; d < shape.length; d++) {
      shape[d] = Integer.parseInt(sizes.split(", ")[d - 1]);
    }
    return shape;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void generatedIsPyTorchs(boolean simd) throws IOException {
    Kernels.use(simd ? Kernels.best() : Kernels.scalar());
    Map<String, Tensor> vectors =
        SafeTensors.read(Path.of("src/test/resources/modes/statistics.safetensors"));
    NnModule net = Compiled.networks("Statistics").cleanly().create("networks.Statistics");
    Map<String, Tensor> state = new LinkedHashMap<>();
    net.stateDict().keySet().forEach(key -> state.put(key, vectors.get("state." + key)));
    net.loadStateDict(state);
    for (int call = 0; call < 4; call++) {
      net.train(call < 3);
      Tensor result = net.call(vectors.get("x." + call));
      assertThat(net.whyEager()).isNull();
      Tensors.assertClose(result, vectors.get("y." + call), TOLERANCE);
      Map<String, Tensor> buffers = net.namedBuffers();
      assertThat(buffers).hasSize(15);
      for (Map.Entry<String, Tensor> buffer : buffers.entrySet()) {
        requireSameBuffer(buffer.getValue(), vectors.get("after." + call + "." + buffer.getKey()));
      }
    }
  }

  private static void requireSameBuffer(Tensor buffer, Tensor expected) {
    if (buffer.dtype() == DType.INT64) {
      assertThat(buffer.toLongArray()).isEqualTo(expected.toLongArray());
    } else {
      Tensors.assertClose(buffer, expected, TOLERANCE);
    }
  }

  @Test
  void switchingModesKeepsBothBindings() {
    NnModule net = Compiled.networks("Noisy").cleanly().create("networks.Noisy", 3);
    Tensor x = Init.uniform_(Tensor.zeros(4, 3, 10, 10), -1, 1);
    Tensor before = net.eval().call(x);
    net.train();
    net.call(x);
    net.call(x);
    assertThat(net.whyEager()).isNull();
    Tensor after = net.eval().call(x);
    assertThat(after.toArray()).isNotEqualTo(before.toArray());
    Tensors.assertClose(after, net.eager(x), TOLERANCE);
    assertThat(net.whyEager()).isNull();
  }

  @Test
  void frozenStatisticsAreAThirdGraph() {
    NnModule net = Compiled.networks("Noisy").cleanly().create("networks.Noisy", 3);
    Tensor x = Init.uniform_(Tensor.zeros(4, 3, 10, 10), -1, 1);
    net.train();
    net.namedModules().get("bn2").eval();
    Seeds.manualSeed(4);
    Tensor expected = net.eager(x);
    Tensor frozen = net.namedBuffers().get("bn2.running_mean").copy();
    Seeds.manualSeed(4);
    assertThat(net.call(x).toArray()).isEqualTo(expected.toArray());
    assertThat(net.whyEager())
        .isEqualTo(
            "it does not compute what was compiled from its source: a submodule, setting or"
                + " constructor argument differs, or it is in training mode, but 'bn2' in evaluation"
                + " mode; what is compiled is eval() and train() of the whole network");
    assertThat(net.namedBuffers().get("bn2.running_mean").toArray()).isEqualTo(frozen.toArray());
    net.train();
    net.call(x);
    assertThat(net.whyEager()).isNull();
  }

  @Test
  void whereNothingDependsOnTheModeOneClassServesBoth() {
    Compiled compiled =
        Compiled.source(
                "networks.Alike",
                """
                package networks;

                import io.tenon.Tensor;
                import io.tenon.annotation.Compile;
                import io.tenon.annotation.Shape;
                import io.tenon.annotation.Submodule;
                import io.tenon.nn.Dropout;
                import io.tenon.nn.Linear;
                import io.tenon.nn.NnModule;

                @Compile(training = true)
                public class Alike extends NnModule {
                  @Submodule Linear fc = new Linear(8, 8);
                  @Submodule Dropout none = new Dropout(0);

                  @Override
                  public Tensor forward(@Shape("N, 8") Tensor x) {
                    return none.call(fc.call(x));
                  }
                }
                """)
            .cleanly();
    assertThat(compiled.sources()).containsOnlyKeys("Alike_Forward", "Alike_Registration");
    NnModule net = compiled.create("networks.Alike");
    Tensors.assertSame(net.train(), Tensor.ones(3, 8));
    assertThat(net.whyEager()).isNull();
  }

  @Test
  void whatIsNotAskedForRunsEagerlyAndSaysHow() {
    NnModule net = Compiled.networks("Residual").cleanly().create("networks.Residual", 3);
    net.train();
    assertThat(net.whyEager())
        .endsWith(
            "or it is in training mode; what is compiled is eval() (train() is, too, with"
                + " @Compile(training = true))");
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

  @Test
  void noiseIsAnotherInEachCall() {
    NnModule net = Compiled.networks("Sentences").cleanly().create("networks.Sentences", 3);
    net.train();
    Tensor x = Tensor.ones(2, 5, 8);
    assertThat(net.call(x).toArray()).isNotEqualTo(net.call(x).toArray());
    assertThat(net.whyEager()).isNull();
  }

  @Test
  void anEmptyBatchIsCountedAndChangesNothingElse() {
    NnModule[] twins =
        twins(
            Compiled.networks(sources("ResidualBatches")).cleanly(), "networks.ResidualBatches", 3);
    for (NnModule net : twins) {
      net.train();
    }
    requireSame(twins[0], twins[1], Tensor.zeros(0, 3, 30, 34), 1);
    assertThat(twins[0].whyEager()).isNull();
    assertThat(twins[0].namedBuffers().get("bn.num_batches_tracked").toLongArray())
        .containsExactly(1);
    assertThat(twins[0].namedBuffers().get("bn.running_mean").toArray()).containsOnly(0);
  }

  @Test
  void loadedAndReplacedBuffersAreTheOnesThatMove() {
    NnModule[] twins = twins(Compiled.networks("Noisy").cleanly(), "networks.Noisy", 3);
    Tensor x = Init.uniform_(Tensor.zeros(4, 3, 10, 10), -1, 1);
    for (NnModule net : twins) {
      net.train();
    }
    requireSame(twins[0], twins[1], x, 1);
    for (NnModule net : twins) {
      Map<String, Tensor> state = new LinkedHashMap<>();
      net.stateDict().forEach((key, value) -> state.put(key, value.copy()));
      net.namedBuffers().get("bn1.running_var").fill_(7);
      net.loadStateDict(state);
      ((BatchNorm2d) net.namedModules().get("bn2")).runningMean = Tensor.full(2, 32);
    }
    requireSame(twins[0], twins[1], x, 2);
    assertThat(twins[0].whyEager()).isNull();
  }

  @Test
  void statisticsThatAreReadElsewhereStayEager() {
    Compiled compiled =
        Compiled.source(
            "networks.Peeking",
            """
            package networks;

            import io.tenon.Tensor;
            import io.tenon.annotation.Compile;
            import io.tenon.annotation.Shape;
            import io.tenon.annotation.Submodule;
            import io.tenon.nn.BatchNorm1d;
            import io.tenon.nn.NnModule;

            @Compile(training = true)
            public class Peeking extends NnModule {
              @Submodule BatchNorm1d norm = new BatchNorm1d(8);

              @Override
              public Tensor forward(@Shape("N, 8") Tensor x) {
                return norm.call(x).add(norm.runningMean);
              }
            }
            """);
    assertThat(compiled.compilation().warnings())
        .extracting(warning -> warning.getMessage(null).lines().findFirst().orElseThrow())
        .containsExactly(
            "[TN026] Peeking.forward stays eager in training mode: add of running statistics that"
                + " change in training is not compiled yet, in 'norm.call(x).add(norm.runningMean)'");
    assertThat(compiled.sources()).containsOnlyKeys("Peeking_Forward", "Peeking_Registration");
    NnModule[] twins = twins(compiled, "networks.Peeking");
    Tensor x = Init.uniform_(Tensor.zeros(4, 8), -1, 1);
    for (NnModule net : twins) {
      net.train();
    }
    requireSame(twins[0], twins[1], x, 1);
    assertThat(twins[0].whyEager()).contains("it is in training mode");
  }
}

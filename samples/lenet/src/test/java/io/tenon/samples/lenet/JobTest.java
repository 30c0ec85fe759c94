package io.tenon.samples.lenet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.tenon.Tensor;
import io.tenon.compiled.Threads;
import io.tenon.io.SafeTensors;
import io.tenon.kernel.Kernels;
import io.tenon.nn.NnModule;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The main job, on the real images: PyTorch's accuracy, and its logits within 1e-4. */
final class JobTest {
  private static final Path DATA = Path.of("data");

  @AfterEach
  void defaults() {
    Kernels.use(Kernels.best());
    Threads.setNumThreads(1);
  }

  @ParameterizedTest(name = "{0}, {1}, batch {2}, {3} threads")
  @CsvSource({
    "eager, scalar, 64, 1",
    "eager, simd, 64, 1",
    "generated, scalar, 1, 1",
    "generated, scalar, 64, 1",
    "generated, scalar, 64, 2",
    "generated, simd, 1, 1",
    "generated, simd, 1, 2",
    "generated, simd, 64, 1",
    "generated, simd, 64, 2",
    "generated, simd, 1000, 2"
  })
  void classifiesAsPyTorchDoes(String engine, String twin, int batch, int threads)
      throws IOException {
    if (twin.equals("simd")) {
      assumeFalse(Kernels.best() == Kernels.scalar(), Kernels.reason());
    }
    Kernels.use(twin.equals("simd") ? Kernels.best() : Kernels.scalar());
    Threads.setNumThreads(threads);
    NnModule network = new LeNet(Samples.CLASSES);
    network.loadStateDict(SafeTensors.read(DATA.resolve("lenet-fashion.safetensors")));
    network.eval();
    assertThat(network.whyEager()).isNull();
    boolean eager = engine.equals("eager");
    Classification found =
        Classification.of(samples(), batch, eager ? network::eager : network::call, done -> {});
    Tensor logits = SafeTensors.read(DATA.resolve("expected-logits.safetensors")).get("logits");
    assertThat(found.correct()).isEqualTo(908);
    assertThat(found.largestDifference(logits)).isLessThan(1e-4f);
  }

  private static Samples samples() {
    return new Samples(
        IdxFile.read(DATA.resolve("test-1000-images-idx3-ubyte.gz"), "images", 3),
        IdxFile.read(DATA.resolve("test-1000-labels-idx1-ubyte.gz"), "labels", 1));
  }

  @Test
  void printsWhatThereIsToKnow() {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exit = Main.execute(new PrintWriter(out), new PrintWriter(err), "--no-timing");
    assertThat(err.toString()).isEmpty();
    assertThat(exit).isZero();
    assertThat(out.toString())
        .startsWith(
            """
            LeNet(
              (conv1): Conv2d(3, 6, kernel_size=(5, 5), stride=(1, 1))
              (conv2): Conv2d(6, 16, kernel_size=(5, 5), stride=(1, 1))
              (fc1): Linear(in_features=400, out_features=120, bias=True)
              (fc2): Linear(in_features=120, out_features=84, bias=True)
              (fc3): Linear(in_features=84, out_features=10, bias=True)
            )

            step             in            out           parameters   multiply-adds
            conv1ReluMaxPool [3, 32, 32] → [6, 14, 14]          456         352,800
            conv2ReluMaxPool [6, 14, 14] → [16, 5, 5]         2,416         240,000
            fc1Relu          [400]       → [120]             48,120          48,000
            fc2Relu          [120]       → [84]              10,164          10,080
            fc3              [84]        → [10]                 850             840
            total                                            62,006         651,720

            accuracy 908/1000 (90.8 %)
            logits differ by at most\
            """)
        .contains("kernels " + Kernels.active().name())
        .contains("LeNet_Forward.java");
  }

  @Test
  void eagerSaysSo() {
    StringWriter out = new StringWriter();
    int exit =
        Main.execute(
            new PrintWriter(out), new PrintWriter(new StringWriter()), "--no-timing", "--eager");
    assertThat(exit).isZero();
    assertThat(out.toString()).contains("as --eager asks").contains("accuracy 908/1000");
  }

  @Test
  void timesAreMeasuredForBothEngines() {
    LeNet network = new LeNet(Samples.CLASSES);
    network.eval();
    Timing.Result time = Timing.of(network, samples(), 1);
    assertThat(time.eager()).isPositive();
    assertThat(time.generated()).isPositive();
  }
}

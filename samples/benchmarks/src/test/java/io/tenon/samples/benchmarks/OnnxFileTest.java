package io.tenon.samples.benchmarks;

import static io.tenon.op.Pad.Mode.CONSTANT;
import static io.tenon.op.Pad.Mode.REFLECT;
import static io.tenon.op.Pad.Mode.REPLICATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenon.Seeds;
import io.tenon.Tensor;
import io.tenon.nn.BatchNorm1d;
import io.tenon.nn.BatchNorm2d;
import io.tenon.nn.Conv2d;
import io.tenon.nn.ConvTranspose2d;
import io.tenon.nn.Embedding;
import io.tenon.nn.Functional;
import io.tenon.nn.GroupNorm;
import io.tenon.nn.Init;
import io.tenon.nn.LayerNorm;
import io.tenon.nn.Linear;
import io.tenon.nn.LogSoftmax;
import io.tenon.nn.NnModule;
import io.tenon.nn.PReLU;
import io.tenon.nn.PixelShuffle;
import io.tenon.nn.Sequential;
import io.tenon.nn.Softmax;
import io.tenon.nn.Unflatten;
import io.tenon.onnx.OnnxFile;
import io.tenon.op.Padding;
import io.tenon.op.Pair;
import io.tenon.samples.lenet.LeNet;
import io.tenon.samples.zoo.MobileNetV2;
import io.tenon.samples.zoo.ResNet18;
import io.tenon.samples.zoo.SqueezeNet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written computes in ONNX Runtime what the network computes eagerly. */
final class OnnxFileTest {
  private static final double TOLERANCE = 1e-5; // of the largest element

  @TempDir Path folder;

  /** A network of functions alone. */
  private static final class Lambda extends NnModule {
    private final UnaryOperator<Tensor> function;

    Lambda(UnaryOperator<Tensor> function) {
      this.function = function;
    }

    @Override
    public Tensor forward(Tensor x) {
      return function.apply(x);
    }
  }

  /** A network, the shape it is written for, and the sizes it is called with. */
  record Model(NnModule net, String shape, int... sizes) {}

  private static Named<Model> of(
      String name, UnaryOperator<Tensor> function, String shape, int... sizes) {
    return of(name, new Lambda(function), shape, sizes);
  }

  private static Named<Model> of(String name, NnModule net, String shape, int... sizes) {
    return Named.of(name, new Model(net, shape, sizes));
  }

  static Stream<Named<Model>> maps() {
    Seeds.manualSeed(3);
    Conv2d.Options stepped = Conv2d.options().stride(2).padding(1);
    Conv2d.Options dilated = Conv2d.options().dilation(2).bias(false);
    String shape = "N, 6, 13, 11";
    int[] sizes = {2, 6, 13, 11};
    return Stream.of(
        of("conv2d", new Conv2d(6, 5, 3, stepped), shape, sizes),
        of("dilated", new Conv2d(6, 5, new Pair(3, 2), dilated), shape, sizes),
        of("groups", new Conv2d(6, 4, 3, Conv2d.options().groups(2)), shape, sizes),
        of("depthwise", new Conv2d(6, 6, 3, Conv2d.options().groups(6).padding(1)), shape, sizes),
        of("batch_norm", new Sequential(new BatchNorm2d(6), new Conv2d(6, 3, 1)), shape, sizes),
        of("batch_norm of rows", new BatchNorm1d(5), "N, 5", 3, 5),
        of("max_pool2d", x -> Functional.maxPool2d(x, 3, 2, 1), shape, sizes),
        of(
            "max_pool2d, ceil_mode",
            x ->
                Functional.maxPool2d(
                    x, new Pair(3, 2), new Pair(2, 2), Pair.of(0), new Pair(2, 1), true),
            shape,
            sizes),
        of("avg_pool2d", x -> Functional.avgPool2d(x, 3), shape, sizes),
        of(
            "avg_pool2d without padding",
            x -> Functional.avgPool2d(x, Pair.of(3), Pair.of(2), Pair.of(1), false, false),
            shape,
            sizes),
        of(
            "avg_pool2d with padding",
            x -> Functional.avgPool2d(x, Pair.of(3), Pair.of(2), Pair.of(1), false, true),
            shape,
            sizes),
        of("adaptive, one", x -> Functional.adaptiveAvgPool2d(x, 1), shape, sizes),
        of("adaptive, uneven", x -> Functional.adaptiveAvgPool2d(x, new Pair(5, 7)), shape, sizes),
        of(
            "conv_transpose2d",
            new ConvTranspose2d(
                6, 4, 3, ConvTranspose2d.options().stride(2).padding(1).outputPadding(1).groups(2)),
            shape,
            sizes),
        of("pad", x -> Functional.pad(x, new Padding(1, 0, 2, 3), CONSTANT, 1.5f), shape, sizes),
        of(
            "pad, reflect",
            x -> Functional.pad(x, new Padding(1, 0, 2, 3), REFLECT, 0),
            shape,
            sizes),
        of(
            "pad, replicate",
            x -> Functional.pad(x, new Padding(1, 0, 2, 3), REPLICATE, 0),
            shape,
            sizes),
        of("pixel_shuffle", new PixelShuffle(2), "N, 8, 3, 5", 2, 8, 3, 5),
        of("prelu", new PReLU(6, 0.3), shape, sizes),
        of("prelu, one weight", new PReLU(), shape, sizes));
  }

  static Stream<Named<Model>> elements() {
    String shape = "N, T, 7";
    int[] sizes = {2, 3, 7};
    return Stream.of(
        of("relu", Functional::relu, shape, sizes),
        of("relu6", x -> Functional.relu6(x.mul(5)), shape, sizes),
        of("leaky_relu", x -> Functional.leakyRelu(x, 0.2), shape, sizes),
        of("elu", x -> Functional.elu(x, 0.7), shape, sizes),
        of("selu", Functional::selu, shape, sizes),
        of("gelu", Functional::gelu, shape, sizes),
        of("gelu, tanh", x -> Functional.gelu(x, "tanh"), shape, sizes),
        of("silu", Functional::silu, shape, sizes),
        of("sigmoid", Functional::sigmoid, shape, sizes),
        of("tanh", Functional::tanh, shape, sizes),
        of("hardswish", x -> Functional.hardswish(x.mul(2)), shape, sizes),
        of("hardsigmoid", x -> Functional.hardsigmoid(x.mul(2)), shape, sizes),
        of("hardtanh", x -> Functional.hardtanh(x, -0.5, 0.7), shape, sizes),
        of("softplus", x -> Functional.softplus(x, 1, 20), shape, sizes),
        of("softplus, beta", x -> Functional.softplus(x, 1.5, 20), shape, sizes),
        of("mish", Functional::mish, shape, sizes),
        of("numbers", x -> x.add(1.5f).sub(0.25f).mul(3).div(7), shape, sizes),
        of("tensors", x -> x.add(x.mul(2)).sub(x.div(x.add(4))).mul(x), shape, sizes),
        of("broadcast", x -> x.add(x.select(1, 0).view(-1, 1, 7)), shape, sizes),
        of("the input", x -> x, shape, sizes));
  }

  static Stream<Named<Model>> rows() {
    Seeds.manualSeed(4);
    String shape = "N, T, 8";
    int[] sizes = {2, 3, 8};
    return Stream.of(
        of("linear", new Linear(8, 5), shape, sizes),
        of("linear of rows", new Linear(8, 5), "N, 8", 3, 8),
        of("linear without bias", new Linear(8, 5, false), shape, sizes),
        of("linear of rows without bias", new Linear(8, 5, false), "N, 8", 3, 8),
        of("layer_norm", new LayerNorm(8), shape, sizes),
        of("layer_norm of two", new LayerNorm(new int[] {3, 8}, 0.1, false), "N, 3, 8", 2, 3, 8),
        of("softmax", new Softmax(-1), shape, sizes),
        of("softmax of the middle", new Softmax(1), shape, sizes),
        of("log_softmax", new LogSoftmax(1), "N, 8", 3, 8),
        of("embedding", new Embedding(10, 4), "int64 N, T", 2, 5),
        of("view", x -> x.view(x.size(0), x.size(1), 2, 4).flatten(2), shape, sizes),
        of("flatten", x -> x.flatten(0, 1), shape, sizes),
        of("unflatten", new Unflatten(2, 4, 2), shape, sizes),
        of("transpose", x -> x.transpose(0, 2), shape, sizes),
        of("select", x -> x.select(1, -1), shape, sizes),
        of("cat", x -> Functional.cat(List.of(x, x.mul(2), x), 2), shape, sizes));
  }

  static Stream<Named<Model>> networks() {
    Seeds.manualSeed(5);
    return Stream.of(
        of("LeNet", new LeNet(10), "N, 3, 32, 32", 3, 3, 32, 32),
        of("ResNet18", new ResNet18(10), "N, 3, H, W", 1, 3, 40, 48),
        of("MobileNetV2", new MobileNetV2(10), "N, 3, 64, 64", 1, 3, 64, 64),
        of("SqueezeNet", new SqueezeNet(10), "1, 3, 64, 64", 1, 3, 64, 64));
  }

  @ParameterizedTest
  @MethodSource({"maps", "elements", "rows", "networks"})
  void computesWhatEagerDoes(Model model) throws Exception {
    check(model.net(), input(model.shape(), model.sizes()), model.shape());
  }

  /** Writes, reads and compares. */
  private void check(NnModule net, Tensor x, String... shapes) throws Exception {
    drawStatistics(net);
    Path file = folder.resolve("net.onnx");
    OnnxFile.write(file, net.eval(), shapes);
    Tensor expected = net.eager(x);
    OrtEngine engine = new OrtEngine(file, 1, expected.shape().toArray(), x);
    engine.run();
    assertClose(engine.result(), expected.toArray());
  }

  static Tensor input(String shape, int... sizes) {
    if (!shape.startsWith("int64")) {
      return Init.uniform_(Tensor.zeros(sizes), -2, 2);
    }
    long[] ids = new long[sizes[0] * sizes[1]];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = i * 7 % 10;
    }
    return Tensor.of(ids, sizes);
  }

  private static void drawStatistics(NnModule net) {
    for (NnModule module : net.modules()) {
      if (module instanceof BatchNorm2d norm) {
        Init.uniform_(norm.weight, 0.5, 1.5);
        Init.uniform_(norm.bias, -0.5, 0.5);
        Init.uniform_(norm.runningMean, -0.5, 0.5);
        Init.uniform_(norm.runningVar, 0.5, 2);
      }
    }
  }

  static void assertClose(float[] result, float[] expected) {
    float largest = 0;
    for (float value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertThat(result).hasSameSizeAs(expected);
    for (int i = 0; i < result.length; i++) {
      assertThat((double) Math.abs(result[i] - expected[i]))
          .as("element %d: %s and %s", i, result[i], expected[i])
          .isLessThanOrEqualTo(TOLERANCE * largest);
    }
  }

  @Test
  void theSameNetworkGivesTheSameBytes() throws Exception {
    LeNet net = new LeNet(10);
    OnnxFile.write(folder.resolve("a.onnx"), net.eval(), "N, 3, 32, 32");
    OnnxFile.write(folder.resolve("b.onnx"), net, "N, 3, 32, 32");
    byte[] bytes = Files.readAllBytes(folder.resolve("a.onnx"));
    assertThat(Files.readAllBytes(folder.resolve("b.onnx"))).isEqualTo(bytes);
  }

  @Test
  void whatCantBeWrittenIsSaidAndNothingIsChanged() throws Exception {
    Path file = folder.resolve("net.onnx");
    Files.writeString(file, "before");
    NnModule net = new Sequential(new Linear(4, 4), new GroupNorm(2, 4));
    assertThatThrownBy(() -> OnnxFile.write(file, net, "N, 4"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Fix: call eval() first");
    net.eval();
    assertThatThrownBy(() -> OnnxFile.write(file, net, "N, 4"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("onnx: group_norm(")
        .hasMessageEndingWith("has no translation to ONNX yet, in '1'");
    assertThatThrownBy(() -> OnnxFile.write(file, net, "N; 4"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'N; 4' in the shape 'N; 4' is neither a size nor a name");
    assertThatThrownBy(() -> OnnxFile.write(file, net))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected the shape of each input");
    assertThat(Files.readString(file)).isEqualTo("before");
  }
}

package io.tenon.samples.benchmarks;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenon.DType;
import io.tenon.Seeds;
import io.tenon.Tensor;
import io.tenon.nn.Functional;
import io.tenon.nn.GRU;
import io.tenon.nn.LSTM;
import io.tenon.nn.MultiheadAttention;
import io.tenon.nn.NnModule;
import io.tenon.nn.RNN;
import io.tenon.nn.RecurrentOptions;
import io.tenon.nn.Sequential;
import io.tenon.nn.TransformerEncoderLayer;
import io.tenon.nn.TransformerOptions;
import io.tenon.onnx.OnnxFile;
import io.tenon.samples.zoo.EncoderClassifier;
import io.tenon.samples.zoo.GruClassifier;
import io.tenon.samples.zoo.LstmClassifier;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Recurrent layers and attention in ONNX Runtime, held to eager. */
final class OnnxSequenceTest {
  @TempDir Path folder;

  /** A network around one layer, whose other inputs are made of the first. */
  private static final class Around extends NnModule {
    private final Function<Tensor, Tensor> function;

    Around(NnModule layer, Function<Tensor, Tensor> function) {
      this.function = function;
      registerModule("layer", layer);
    }

    @Override
    public Tensor forward(Tensor x) {
      return function.apply(x);
    }
  }

  static Stream<Named<NnModule>> layers() {
    Seeds.manualSeed(6);
    RecurrentOptions two = new RecurrentOptions().numLayers(2).bidirectional(true);
    RecurrentOptions first = new RecurrentOptions().batchFirst(true);
    LSTM lstm = new LSTM(8, 5, two);
    GRU gru = new GRU(8, 5, first);
    LSTM states = new LSTM(8, 5);
    MultiheadAttention attention =
        new MultiheadAttention(8, 2, MultiheadAttention.options().batchFirst(true));
    MultiheadAttention.CallOptions causal = MultiheadAttention.callOptions().isCausal(true);
    return Stream.of(
        Named.of("rnn", new RNN(8, 5)),
        Named.of("rnn, relu", new RNN(8, 5, "relu", first)),
        Named.of("rnn without bias", new RNN(8, 5, new RecurrentOptions().bias(false))),
        Named.of("gru", new GRU(8, 5)),
        Named.of("gru, both directions", new GRU(8, 5, two)),
        Named.of("lstm", states),
        Named.of("lstm, both directions", lstm),
        Named.of("lstm's states", new Around(lstm, x -> lstm.call(x, null, null).c())),
        Named.of(
            "gru from a state",
            new Around(gru, x -> gru.call(x, x.select(1, 0).narrow(1, 2, 5).unsqueeze(0)).h())),
        Named.of("attention", new Around(attention, x -> attention.call(x, x.mul(2), x).output())),
        Named.of(
            "attention's weights", new Around(attention, x -> attention.call(x, x, x).weights())),
        Named.of(
            "attention, causal",
            new Around(attention, x -> attention.call(x, x, x, causal).output())),
        Named.of(
            "attention, masks of integers",
            new Around(
                attention,
                x ->
                    attention
                        .call(
                            x,
                            x,
                            x,
                            MultiheadAttention.callOptions().keyPaddingMask(x.select(2, 0).gt(1.5)))
                        .output())),
        Named.of(
            "attention, masks of floats",
            new Around(
                attention,
                x ->
                    attention
                        .call(
                            x,
                            x,
                            x,
                            MultiheadAttention.callOptions().keyPaddingMask(x.select(2, 0)))
                        .output())),
        Named.of(
            "encoder layer",
            new TransformerEncoderLayer(
                8,
                2,
                new TransformerOptions().dimFeedforward(16).activation("gelu").batchFirst(true))),
        Named.of(
            "encoder layer, norm first",
            new TransformerEncoderLayer(
                8, 2, new TransformerOptions().dimFeedforward(16).normFirst(true))));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void computesWhatEagerDoes(NnModule layer) throws Exception {
    Tensor x = OnnxFileTest.input("N, T, 8", 3, 4, 8);
    check(layer, new String[] {"N, T, 8"}, x);
    check(layer, new String[] {"3, 4, 8"}, x);
  }

  static Stream<Named<Function<Tensor, Tensor>>> functions() {
    return Stream.of(
        Named.of("permute", x -> x.permute(2, 0, 1)),
        Named.of("expand", x -> x.unsqueeze(0).expand(2, -1, -1, -1)),
        Named.of("narrow", x -> x.narrow(1, 1, 2)),
        Named.of("narrow from the end", x -> x.narrow(2, -3, 3)),
        Named.of("narrow before the end", x -> x.narrow(2, -3, 2)),
        Named.of("sum", x -> x.sum(1)),
        Named.of("mean", x -> x.mean(0, 2)),
        Named.of("gt", x -> x.gt(0.5).to(DType.FLOAT32)),
        Named.of("ne", x -> x.to(DType.INT64).ne(1).to(DType.FLOAT32)),
        Named.of("arange", x -> x.add(Functional.arange(x.size(2)).to(DType.FLOAT32))),
        Named.of("sizes from the input", x -> x.view(1, x.size(1), x.size(0), 8)),
        Named.of(
            "dot product attention",
            x -> Functional.scaledDotProductAttention(x, x.mul(2), x, null, true)),
        Named.of(
            "dot product attention, mask",
            x ->
                Functional.scaledDotProductAttention(
                    x, x, x, x.select(2, 0).gt(0).unsqueeze(1), false)));
  }

  @ParameterizedTest
  @MethodSource("functions")
  void computesWhatAFunctionDoes(Function<Tensor, Tensor> function) throws Exception {
    Tensor x = OnnxFileTest.input("N, T, 8", 3, 4, 8);
    check(new Around(new Sequential(), function), new String[] {"N, T, 8"}, x);
  }

  @Test
  void networksOfTextsComputeWhatEagerDoes() throws Exception {
    Seeds.manualSeed(7);
    Tensor tokens = OnnxFileTest.input("int64", 2, 6);
    Tensor padding = Tensor.of(new long[] {0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0}, 2, 6);
    check(new EncoderClassifier(3), new String[] {"int64 N, T", "int64 N, T"}, tokens, padding);
    check(new GruClassifier(3), new String[] {"int64 N, T"}, tokens);
    check(new LstmClassifier(3), new String[] {"int64 N, T"}, tokens);
  }

  private void check(NnModule net, String[] shapes, Tensor... xs) throws Exception {
    Path file = folder.resolve("net.onnx");
    OnnxFile.write(file, net.eval(), shapes);
    Tensor expected = TenonEngine.called(net, xs);
    OrtEngine engine = new OrtEngine(file, 1, expected.shape().toArray(), xs);
    engine.run();
    OnnxFileTest.assertClose(engine.result(), expected.toArray());
  }

  @Test
  void whatDependsOnASizeOtherwiseThanAsAFactorIsRefused() {
    NnModule net = new Around(new Sequential(), x -> x.view(-1).narrow(0, 0, x.size(0) + 1));
    assertThatThrownBy(() -> OnnxFile.write(folder.resolve("net.onnx"), net.eval(), "N, 4"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("depends on N in a way that a file can't say");
  }
}

package io.tenon.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.tenon.DType;
import io.tenon.Seeds;
import io.tenon.Tensor;
import io.tenon.io.SafeTensors;
import io.tenon.kernel.Kernels;
import io.tenon.op.Pair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each layer computes, prints and remembers what PyTorch's does, on both kernels. */
final class PyTorchVectorsTest {
  private static final Path FOLDER = Path.of("src/test/resources/vectors");
  private static final double TOLERANCE = 1e-5; // of the largest element

  private static Stream<JsonObject> cases(String kind) throws IOException {
    String text = Files.readString(FOLDER.resolve("cases.json"));
    JsonObject all = JsonParser.parseString(text).getAsJsonObject();
    return StreamSupport.stream(all.getAsJsonArray(kind).spliterator(), false)
        .map(JsonElement::getAsJsonObject);
  }

  private static Map<String, Tensor> vectors(JsonObject described) throws IOException {
    return SafeTensors.read(FOLDER.resolve(described.get("file").getAsString()));
  }

  static Stream<Arguments> layers() throws IOException {
    List<Kernels> twins = Stream.of(Kernels.scalar(), Kernels.best()).distinct().toList();
    return cases("layers")
        .flatMap(
            layer ->
                twins.stream()
                    .map(twin -> Arguments.of(layer.get("name").getAsString(), twin, layer)));
  }

  @AfterEach
  void bestKernels() {
    Kernels.use(Kernels.best());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("layers")
  void isPyTorchs(String name, Kernels kernels, JsonObject described) throws IOException {
    Kernels.use(kernels);
    Map<String, Tensor> vectors = vectors(described);
    NnModule layer = LayerOf.described(described);
    assertThat(layer).hasToString(described.get("repr").getAsString());
    Map<String, Tensor> state = named("state.", vectors);
    assertThat(layer.stateDict().keySet()).containsExactlyElementsOf(state.keySet());
    layer.loadStateDict(state);
    layer.train(described.get("training").getAsBoolean());
    List<Tensor> outputs = CallOf.outputs(layer, vectors, described.getAsJsonObject("call"));
    if (outputs.size() == 1) {
      assertClose("output", outputs.get(0), vectors.get("output"));
    } else {
      assertThat(vectors).doesNotContainKey("output." + outputs.size());
      for (int i = 0; i < outputs.size(); i++) {
        assertClose("output." + i, outputs.get(i), vectors.get("output." + i));
      }
    }
    Map<String, Tensor> buffers = layer.namedBuffers();
    named("after.", vectors).forEach((key, after) -> assertClose(key, buffers.get(key), after));
  }

  private static Map<String, Tensor> named(String prefix, Map<String, Tensor> tensors) {
    Map<String, Tensor> found = new LinkedHashMap<>();
    tensors.forEach(
        (name, tensor) -> {
          if (name.startsWith(prefix)) {
            found.put(name.substring(prefix.length()), tensor);
          }
        });
    return found;
  }

  private static void assertClose(String what, Tensor actual, Tensor expected) {
    assertThat(actual.shape()).as(what).isEqualTo(expected.shape());
    assertThat(actual.dtype()).as(what).isEqualTo(expected.dtype());
    if (expected.dtype() == DType.INT64) {
      assertThat(actual.toLongArray()).as(what).isEqualTo(expected.toLongArray());
      return;
    }
    float[] values = actual.toArray();
    float[] wanted = expected.toArray();
    float largest = 0;
    for (float value : wanted) {
      largest = Math.max(largest, Math.abs(value));
    }
    for (int i = 0; i < wanted.length; i++) {
      assertThat((double) values[i])
          .as("%s, element %d", what, i)
          .isCloseTo(wanted[i], within(TOLERANCE * largest));
    }
  }

  /** A case that were left out would be a test that can't fail. */
  @Test
  void allCasesAreThere() throws IOException {
    assertThat(cases("layers").map(layer -> layer.get("name").getAsString()))
        .hasSize(162)
        .doesNotHaveDuplicates();
  }

  static Stream<Arguments> initialWeights() throws IOException {
    return cases("initial_weights").map(seed -> Arguments.of(seed.get("name").getAsString(), seed));
  }

  @Test
  void allInitialWeightsAreThere() throws IOException {
    assertThat(cases("initial_weights").map(seed -> seed.get("name").getAsString()))
        .hasSize(18)
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("initialWeights")
  void theSameSeedGivesTheSameWeights(String name, JsonObject seed) throws IOException {
    Seeds.manualSeed(seed.get("seed").getAsLong());
    Map<String, Tensor> expected = named("state.", vectors(seed));
    Map<String, Tensor> state = seeded(name).stateDict();
    assertThat(state.keySet()).containsExactlyElementsOf(expected.keySet());
    expected.forEach(
        (key, tensor) -> {
          if (name.startsWith("seed42_embedding")) { // normal numbers
            assertThat(state.get(key).toArray())
                .as(key)
                .containsExactly(tensor.toArray(), Offset.offset(1e-6f));
          } else {
            assertThat(state.get(key).toArray()).as(key).isEqualTo(tensor.toArray());
          }
        });
  }

  private static NnModule seeded(String name) {
    return switch (name) {
      case "seed42_linear" -> new Linear(10, 7);
      case "seed42_embedding" -> new Embedding(12, 8);
      case "seed42_embedding_small" -> new Embedding(3, 4);
      case "seed42_embedding_padding" -> new Embedding(7, 5, 2);
      case "seed42_conv1d" -> new Conv1d(3, 4, 3);
      case "seed42_conv2d" -> new Conv2d(3, 6, 5);
      case "seed42_conv2d_groups" -> new Conv2d(4, 6, new Pair(2, 3), Conv2d.options().groups(2));
      case "seed42_conv_transpose2d" ->
          new ConvTranspose2d(4, 6, 3, ConvTranspose2d.options().groups(2));
      case "seed42_rnn" -> new RNN(3, 5);
      case "seed42_gru" -> new GRU(3, 5);
      case "seed42_encoder_layer" ->
          new TransformerEncoderLayer(6, 2, new TransformerOptions().dimFeedforward(8));
      case "seed42_lstm" -> new LSTM(5, 7);
      case "seed42_mha" -> new MultiheadAttention(16, 4);
      case "seed42_mha_separate" ->
          new MultiheadAttention(6, 2, MultiheadAttention.options().kdim(5).vdim(4));
      case "seed42_gru_bi" ->
          new GRU(3, 4, new RecurrentOptions().numLayers(2).bidirectional(true));
      case "seed42_decoder_layer" ->
          new TransformerDecoderLayer(6, 2, new TransformerOptions().dimFeedforward(8));
      case "seed42_encoder" -> {
        TransformerOptions options = new TransformerOptions().dimFeedforward(8);
        Map<String, NnModule> layers = new LinkedHashMap<>();
        layers.put(
            "encoder", new TransformerEncoder(new TransformerEncoderLayer(6, 2, options), 2));
        layers.put("head", new Linear(6, 3));
        yield new Sequential(layers);
      }
      case "seed42_lenet" -> {
        Map<String, NnModule> layers = new LinkedHashMap<>();
        layers.put("conv1", new Conv2d(3, 6, 5));
        layers.put("conv2", new Conv2d(6, 16, 5));
        layers.put("fc1", new Linear(400, 120));
        layers.put("fc2", new Linear(120, 84));
        layers.put("fc3", new Linear(84, 10));
        yield new Sequential(layers);
      }
      default -> throw new IllegalArgumentException(name);
    };
  }
}

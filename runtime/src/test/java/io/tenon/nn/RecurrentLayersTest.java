package io.tenon.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tenon.Seeds;
import io.tenon.ShapeError;
import io.tenon.Tensor;
import io.tenon.kernel.Kernels;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What PyTorch's vectors leave open: initial states, inputs without a batch, orders, messages. */
final class RecurrentLayersTest {
  private static final int STEPS = 7;
  private static final int SAMPLES = 3;
  private static final int FEATURES = 5;
  private static final int HIDDEN = 18; // a block of sums and a part of one

  /** Output, h, and for an LSTM c. */
  private interface Call {
    List<Tensor> of(RNNBase layer, Tensor x, List<Tensor> states);
  }

  private record Kind(
      String name, Function<RecurrentOptions, RNNBase> make, int states, Call call) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static final List<Kind> KINDS =
      List.of(
          new Kind("RNN", o -> new RNN(FEATURES, HIDDEN, o), 1, RecurrentLayersTest::callRnn),
          new Kind(
              "RNN relu",
              o -> new RNN(FEATURES, HIDDEN, "relu", o),
              1,
              RecurrentLayersTest::callRnn),
          new Kind(
              "LSTM",
              o -> new LSTM(FEATURES, HIDDEN, o),
              2,
              (layer, x, states) -> {
                LSTM.Output all = ((LSTM) layer).call(x, states.get(0), states.get(1));
                return List.of(all.output(), all.h(), all.c());
              }),
          new Kind(
              "GRU",
              o -> new GRU(FEATURES, HIDDEN, o),
              1,
              (layer, x, states) -> {
                GRU.Output all = ((GRU) layer).call(x, states.get(0));
                return List.of(all.output(), all.h());
              }));

  private static List<Tensor> callRnn(RNNBase layer, Tensor x, List<Tensor> states) {
    RNN.Output all = ((RNN) layer).call(x, states.get(0));
    return List.of(all.output(), all.h());
  }

  static Stream<Arguments> layers() {
    List<Kernels> twins = Stream.of(Kernels.scalar(), Kernels.best()).distinct().toList();
    return KINDS.stream()
        .flatMap(kind -> Stream.of(true, false).map(bias -> Arguments.of(kind, bias)))
        .flatMap(
            row ->
                twins.stream().map(twin -> Arguments.of(row.get()[0], row.get()[1], twin.name())));
  }

  @BeforeEach
  void seed() {
    Seeds.manualSeed(20);
  }

  @AfterEach
  void bestKernels() {
    Kernels.use(Kernels.best());
  }

  private static Tensor random(int... sizes) {
    return Init.uniform_(Tensor.zeros(sizes), -2, 2);
  }

  private static void assertClose(Tensor actual, Tensor expected) {
    assertThat(actual.shape()).isEqualTo(expected.shape());
    float[] values = actual.toArray();
    float[] wanted = expected.toArray();
    for (int i = 0; i < wanted.length; i++) {
      assertThat(values[i]).as("element %d", i).isCloseTo(wanted[i], within(1e-6f));
    }
  }

  private static Tensor steps(Tensor x, int from, int to) {
    int step = x.size(1) * x.size(2);
    float[] part = new float[(to - from) * step];
    System.arraycopy(x.toArray(), from * step, part, 0, part.length);
    return Tensor.of(part, to - from, x.size(1), x.size(2));
  }

  @ParameterizedTest(name = "{0}, bias={1}, {2}")
  @MethodSource("layers")
  void theStatesCarryASequenceOn(Kind kind, boolean bias, String kernels) {
    Kernels.use(kernels.equals("scalar") ? Kernels.scalar() : Kernels.best());
    RNNBase layer = kind.make().apply(new RecurrentOptions().numLayers(2).bias(bias));
    Tensor x = random(STEPS, SAMPLES, FEATURES);
    List<Tensor> none = kind.states() == 2 ? Arrays.asList(null, null) : nothing();
    List<Tensor> whole = kind.call().of(layer, x, none);
    List<Tensor> head = kind.call().of(layer, steps(x, 0, 3), none);
    List<Tensor> tail = kind.call().of(layer, steps(x, 3, STEPS), head.subList(1, head.size()));
    assertClose(Functional.cat(List.of(head.get(0), tail.get(0)), 0), whole.get(0));
    for (int state = 1; state <= kind.states(); state++) {
      assertClose(tail.get(state), whole.get(state));
    }
    assertThat(layer.call(x).toArray()).isEqualTo(whole.get(0).toArray());
    assertClose(whole.get(1).select(0, -1), whole.get(0).select(0, -1));
  }

  private static List<Tensor> nothing() {
    return Collections.singletonList(null);
  }

  @ParameterizedTest(name = "{0}, bias={1}, {2}")
  @MethodSource("layers")
  void aBatchIsItsSamplesInAnyOrderOfDimensions(Kind kind, boolean bias, String kernels) {
    Kernels.use(kernels.equals("scalar") ? Kernels.scalar() : Kernels.best());
    RecurrentOptions options = new RecurrentOptions().numLayers(2).bias(bias).bidirectional(true);
    RNNBase timeFirst = kind.make().apply(options);
    RNNBase batchFirst = kind.make().apply(options.batchFirst(true));
    batchFirst.loadStateDict(timeFirst.stateDict());
    Tensor x = random(STEPS, SAMPLES, FEATURES);
    List<Tensor> states =
        Stream.generate(() -> random(4, SAMPLES, HIDDEN)).limit(kind.states()).toList();
    List<Tensor> expected = kind.call().of(timeFirst, x, states);
    List<Tensor> swapped = kind.call().of(batchFirst, x.transpose(0, 1), states);
    assertThat(swapped.get(0).transpose(0, 1).toArray()).isEqualTo(expected.get(0).toArray());
    for (int state = 1; state <= kind.states(); state++) { // [layers, N, H] in both orders
      assertThat(swapped.get(state).toArray()).isEqualTo(expected.get(state).toArray());
    }
    for (int n = 0; n < SAMPLES; n++) {
      int sample = n;
      List<Tensor> own = states.stream().map(state -> state.select(1, sample)).toList();
      List<Tensor> alone = kind.call().of(batchFirst, x.select(1, n), own);
      for (int i = 0; i < expected.size(); i++) {
        assertClose(alone.get(i), expected.get(i).select(1, n));
      }
    }
  }

  @Test
  void dropoutStandsBetweenLayersInTrainingAlone() {
    RecurrentOptions options = new RecurrentOptions().numLayers(2).dropout(1);
    GRU gru = new GRU(FEATURES, HIDDEN, options);
    assertThat(gru).hasToString("GRU(5, 18, num_layers=2, dropout=1.0)");
    Tensor x = random(STEPS, SAMPLES, FEATURES);
    Tensor other = random(STEPS, SAMPLES, FEATURES);
    assertThat(gru.call(x).toArray()).isEqualTo(gru.call(other).toArray());
    gru.eval();
    assertThat(gru.call(x).toArray()).isNotEqualTo(gru.call(other).toArray());
  }

  static Stream<Arguments> wrongCalls() {
    LSTM lstm = new LSTM(5, 4, new RecurrentOptions().numLayers(2).batchFirst(true));
    Tensor x = Tensor.zeros(3, 6, 5);
    Tensor state = Tensor.zeros(2, 3, 4);
    return Stream.of(
        row(
            () -> lstm.call(Tensor.zeros(3, 6, 7)),
            "LSTM: input has 7 features, but input_size is 5 (input [3, 6, 7])"),
        row(
            () -> lstm.call(Tensor.zeros(1, 3, 6, 5)),
            "LSTM: Expected input to be 2-D or 3-D but received 4-D tensor"),
        row(
            () -> lstm.call(Tensor.zeros(3, 0, 5)),
            "LSTM: Expected sequence length to be larger than 0 in RNN"),
        row(
            () -> lstm.call(x, Tensor.zeros(3, 2, 4), state),
            "LSTM: Expected hidden size [2, 3, 4], got [3, 2, 4]"),
        row(
            () -> lstm.call(Tensor.zeros(6, 5), state, state),
            "LSTM: for an input without a batch, states have 2 dimensions, but got [2, 3, 4]"));
  }

  private static Arguments row(ThrowingCallable call, String message) {
    return Arguments.of(message, call);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongCalls")
  void shapesThatDoNotFitAreNamed(String message, ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(ShapeError.class).hasMessageContaining(message);
  }

  @Test
  void argumentsThatDoNotFitAreRefusedInPyTorchsWords() {
    assertThatThrownBy(() -> new RecurrentOptions().dropout(1.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "dropout should be a number in range [0, 1] representing the probability of an element"
                + " being zeroed");
    assertThatThrownBy(() -> new RNN(5, 4, "gelu", new RecurrentOptions()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Unknown nonlinearity 'gelu': expected tanh or relu");
    assertThatThrownBy(() -> new LSTM(5, 4, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("num_layers must be greater than zero");
    assertThatThrownBy(() -> new GRU(5, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("hidden_size must be greater than zero");
    LSTM lstm = new LSTM(5, 4);
    assertThatThrownBy(() -> lstm.call(Tensor.zeros(6, 3, 5), Tensor.zeros(1, 3, 4), null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("both initial states or none");
  }
}

package io.tenon.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tenon.Seeds;
import io.tenon.ShapeError;
import io.tenon.Tensor;
import java.util.Arrays;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What PyTorch's vectors leave open about attention: kinds of masks, dropout, messages. */
final class AttentionTest {
  private static final int STEPS = 5;

  @BeforeEach
  void seed() {
    Seeds.manualSeed(21);
  }

  private static Tensor random(int... sizes) {
    return Init.uniform_(Tensor.zeros(sizes), -2, 2);
  }

  private static Tensor causal() {
    long[] forbidden = new long[STEPS * STEPS];
    for (int i = 0; i < forbidden.length; i++) {
      forbidden[i] = i % STEPS > i / STEPS ? 1 : 0;
    }
    return Tensor.of(forbidden, STEPS, STEPS);
  }

  private static Tensor additive(Tensor forbidden) {
    Tensor mask = Tensor.zeros(forbidden.shape().toArray());
    for (int i = 0; i < mask.numel(); i++) {
      mask.floats()[i] = forbidden.longs()[i] == 0 ? 0 : Float.NEGATIVE_INFINITY;
    }
    return mask;
  }

  private static MultiheadAttention attention(double dropout) {
    return new MultiheadAttention(
        12, 3, MultiheadAttention.options().batchFirst(true).dropout(dropout));
  }

  @Test
  void masksOfIntegersOfInfinitiesAndCausalAttentionAreTheSame() {
    MultiheadAttention attention = attention(0);
    Tensor x = random(2, STEPS, 12);
    MultiheadAttention.Output causal =
        attention.call(x, x, x, MultiheadAttention.callOptions().isCausal(true));
    for (Tensor mask : new Tensor[] {causal(), additive(causal())}) {
      MultiheadAttention.Output masked =
          attention.call(x, x, x, MultiheadAttention.callOptions().attnMask(mask));
      assertThat(masked.output().toArray()).isEqualTo(causal.output().toArray());
      assertThat(masked.weights().toArray()).isEqualTo(causal.weights().toArray());
    }
    for (int l = 0; l < STEPS; l++) {
      float sum = 0;
      for (int s = 0; s < STEPS; s++) {
        float weight = causal.weights().get(1, l, s);
        assertThat(weight > 0).as("query %d, key %d", l, s).isEqualTo(s <= l);
        sum += weight;
      }
      assertThat(sum).isCloseTo(1, within(1e-6f));
    }
    Tensor padding = Tensor.of(new long[] {0, 0, 0, 1, 1, 0, 1, 0, 0, 0}, 2, STEPS);
    MultiheadAttention.Output padded =
        attention.call(x, x, x, MultiheadAttention.callOptions().keyPaddingMask(padding));
    MultiheadAttention.Output added =
        attention.call(x, x, x, MultiheadAttention.callOptions().keyPaddingMask(additive(padding)));
    assertThat(padded.weights().toArray()).isEqualTo(added.weights().toArray());
    assertThat(padded.weights().get(1, 2, 1)).isZero();
  }

  @Test
  void aCausalLayerSeesNothingOfWhatComes() {
    TransformerEncoderLayer layer =
        new TransformerEncoderLayer(12, 3, new TransformerOptions().dimFeedforward(16));
    layer.eval();
    Tensor x = random(STEPS, 2, 12);
    Tensor other = x.copy();
    other.set(5, STEPS - 1, 0, 3);
    Tensor before = layer.call(x, null, null, true);
    Tensor after = layer.call(other, null, null, true);
    for (int t = 0; t < STEPS; t++) {
      boolean same = Arrays.equals(before.select(0, t).toArray(), after.select(0, t).toArray());
      assertThat(same).as("step %d", t).isEqualTo(t < STEPS - 1);
    }
    assertThat(layer.call(x).select(0, 0).toArray())
        .isNotEqualTo(layer.call(other).select(0, 0).toArray());
  }

  @Test
  void aStackHasCopiesOfItsLayer() {
    TransformerEncoderLayer layer =
        new TransformerEncoderLayer(12, 3, new TransformerOptions().dimFeedforward(16));
    layer.eval();
    float first = layer.linear1.weight.get(0, 0);
    TransformerEncoder stack = new TransformerEncoder(layer, 2);
    layer.linear1.weight.set(first + 1, 0, 0);
    stack.namedParameters().get("layers.1.linear1.weight").set(first + 2, 0, 0);
    assertThat(stack.stateDict().get("layers.0.linear1.weight").get(0, 0)).isEqualTo(first);
    assertThat(stack.modules()).hasSize(2 + 2 * layer.modules().size());
    assertThat(stack.children().get(0).children().get(1).training()).isFalse();
    layer.linear1.bias = null;
    assertThatThrownBy(() -> new TransformerEncoder(layer, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("TransformerEncoderLayer can't be copied");
  }

  @Test
  void dropoutTakesWeightsInTrainingAlone() {
    MultiheadAttention attention = attention(0.5);
    Tensor x = random(2, STEPS, 12);
    attention.eval();
    float[] whole = attention.call(x, x, x).weights().toArray();
    assertThat(whole).isEqualTo(attention.call(x, x, x).weights().toArray());
    attention.train();
    MultiheadAttention.CallOptions perHead =
        MultiheadAttention.callOptions().averageAttnWeights(false);
    Tensor dropped = attention.call(x, x, x, perHead).weights();
    assertThat(dropped.shape().toArray()).containsExactly(2, 3, STEPS, STEPS);
    assertThat(dropped.toArray()).contains(0f);
  }

  static Stream<Arguments> wrongCalls() {
    MultiheadAttention attention = attention(0);
    Tensor x = Tensor.zeros(2, STEPS, 12);
    return Stream.of(
        row(
            () -> attention.call(Tensor.zeros(2, STEPS, 10), x, x),
            "MultiheadAttention: was expecting embedding dimension of 12, but got 10 (query [2, 5, 10])"),
        row(
            () -> attention.call(x, x, Tensor.zeros(2, 4, 12)),
            "MultiheadAttention: key shape [2, 5, 12] does not match value shape [2, 4, 12]"),
        row(
            () -> attention.call(x, Tensor.zeros(3, 4, 12), Tensor.zeros(3, 4, 12)),
            "attention: queries have 2 samples, but keys have 3 (queries [2, 5, 12], keys [3, 4, 12])"),
        row(
            () -> attention.call(x, Tensor.zeros(4, 12), Tensor.zeros(4, 12)),
            "MultiheadAttention: For batched (3-D) `query`, expected `key` and `value` to be 3-D but"
                + " found 2-D and 2-D tensors respectively"),
        row(
            () -> attention.call(Tensor.zeros(12), x, x),
            "MultiheadAttention: query should be unbatched 2D or batched 3D tensor but received 1-D"
                + " query tensor"),
        row(
            () -> attention.call(x, x, x, masks().attnMask(Tensor.zeros(5, 4))),
            "attention: The shape of the 2D attn_mask is [5, 4], but should be [5, 5]"),
        row(
            () -> attention.call(x, x, x, masks().attnMask(Tensor.zeros(2, 5, 5))),
            "attention: The shape of the 3D attn_mask is [2, 5, 5], but should be [6, 5, 5]"),
        row(
            () -> attention.call(x, x, x, masks().attnMask(Tensor.zeros(5))),
            "expected `attn_mask` to be `None`, 2-D or 3-D but found 1-D tensor instead"),
        row(
            () -> attention.call(x, x, x, masks().keyPaddingMask(Tensor.zeros(5, 2))),
            "attention: expecting key_padding_mask shape of [2, 5], but got [5, 2]"),
        row(
            () -> attention.call(x, x, x, masks().keyPaddingMask(Tensor.zeros(5))),
            "expected `key_padding_mask` to be `None` or 2-D but found 1-D tensor instead"));
  }

  private static MultiheadAttention.CallOptions masks() {
    return MultiheadAttention.callOptions();
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
  void argumentsThatDoNotFitAreRefused() {
    assertThatThrownBy(() -> new MultiheadAttention(10, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("embed_dim must be divisible by num_heads");
    assertThatThrownBy(() -> new TransformerOptions().activation("tanh"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("activation should be relu/gelu, not tanh");
    MultiheadAttention attention = attention(0);
    assertThatThrownBy(() -> attention.call(Tensor.zeros(2, STEPS, 12)))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("call(x, x, x).output()");
  }
}

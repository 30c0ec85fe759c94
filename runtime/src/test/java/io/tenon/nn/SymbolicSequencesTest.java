package io.tenon.nn;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenon.DType;
import io.tenon.Shape;
import io.tenon.Tensor;
import io.tenon.graph.Symbols;
import io.tenon.graph.Tracer;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Batches, lengths and hidden sizes that are unknown when a network is compiled go through
 * recurrent and attention layers: no layer loops over one, branches on one or counts N·T·E
 * elements.
 */
final class SymbolicSequencesTest {
  private static String trace(
      Function<Symbols, NnModule> make, BiFunction<NnModule, Tensor[], Tensor> call) {
    String[] texts = new String[2];
    for (int i = 0; i < 2; i++) {
      Symbols symbols = Symbols.forTrace(i);
      try (Tracer tracer = Tracer.open(symbols)) {
        int samples = symbols.prime("N");
        Tensor[] inputs =
            IntStream.range(0, 2)
                .mapToObj(
                    n ->
                        tracer.input(
                            n == 0 ? "x" : "memory",
                            Shape.of(samples, symbols.prime(n == 0 ? "T" : "S"), 64),
                            DType.FLOAT32))
                .toArray(Tensor[]::new);
        NnModule layer = make.apply(symbols);
        Map<Object, String> names = new IdentityHashMap<>();
        layer.namedParameters().forEach((name, parameter) -> names.put(parameter, name));
        texts[i] = tracer.finish(call.apply(layer, inputs), names::get).text();
      }
    }
    assertThat(texts[1]).isEqualTo(texts[0]);
    return texts[0];
  }

  @Test
  void theCellStateOfAnLstm() {
    RecurrentOptions both = new RecurrentOptions().bidirectional(true).batchFirst(true);
    String text =
        trace(
            symbols -> new LSTM(64, symbols.prime("H"), both),
            (layer, in) -> ((LSTM) layer).call(in[0], null, null).c());
    assertThat(text)
        .isEqualTo(
            """
            %0 = input x -> [N, T, 64]
            %1 = input memory -> [N, S, 64]
            %2 = lstm(%0, weight_ih_l0[4·H, 64], weight_hh_l0[4·H, H], bias_ih_l0[4·H], bias_hh_l0[4·H], bias=true, initial=false, reverse=false) -> [N, 2, T, H]
            %3 = select(%2, dim=1, index=0) -> [N, T, H]
            %4 = select(%2, dim=2, index=-1) -> [N, 2, H]
            %5 = select(%4, dim=1, index=0) -> [N, H]
            %6 = select(%4, dim=1, index=1) -> [N, H]
            %7 = view(%5, [1, N, H]) -> [1, N, H]
            %8 = view(%6, [1, N, H]) -> [1, N, H]
            %9 = lstm(%0, weight_ih_l0_reverse[4·H, 64], weight_hh_l0_reverse[4·H, H], bias_ih_l0_reverse[4·H], bias_hh_l0_reverse[4·H], bias=true, initial=false, reverse=true) -> [N, 2, T, H]
            %10 = select(%9, dim=1, index=0) -> [N, T, H]
            %11 = select(%9, dim=2, index=0) -> [N, 2, H]
            %12 = select(%11, dim=1, index=0) -> [N, H]
            %13 = select(%11, dim=1, index=1) -> [N, H]
            %14 = view(%12, [1, N, H]) -> [1, N, H]
            %15 = view(%13, [1, N, H]) -> [1, N, H]
            %16 = cat(%3, %10, dim=2) -> [N, T, 2·H]
            %17 = cat(%7, %14, dim=0) -> [2, N, H]
            %18 = cat(%8, %15, dim=0) -> [2, N, H]
            return %18
            """);
  }

  @Test
  void aGruWhoseSequencesHaveTimeFirst() {
    String text = trace(symbols -> new GRU(64, 32), (layer, in) -> layer.call(in[0]));
    assertThat(text)
        .isEqualTo(
            """
            %0 = input x -> [N, T, 64]
            %1 = input memory -> [N, S, 64]
            %2 = transpose(%0, dim0=0, dim1=1) -> [T, N, 64]
            %3 = gru(%2, weight_ih_l0[96, 64], weight_hh_l0[96, 32], bias_ih_l0[96], bias_hh_l0[96], bias=true, initial=false, reverse=false) -> [T, N, 32]
            %4 = transpose(%3, dim0=0, dim1=1) -> [N, T, 32]
            return %4
            """);
  }

  @Test
  void theWeightsOfAttentionToAnotherSequence() {
    MultiheadAttention.Options options = MultiheadAttention.options().batchFirst(true);
    String text =
        trace(
            symbols -> new MultiheadAttention(64, 8, options),
            (layer, in) -> ((MultiheadAttention) layer).call(in[0], in[1], in[1]).weights());
    assertThat(text)
        .isEqualTo(
            """
            %0 = input x -> [N, T, 64]
            %1 = input memory -> [N, S, 64]
            %2 = in_projection(%0, in_proj_weight[192, 64], in_proj_bias[192], part=0 of 3) -> [N, T, 64]
            %3 = in_projection(%1, in_proj_weight[192, 64], in_proj_bias[192], part=1 of 3) -> [N, S, 64]
            %4 = attention_weights(%2, %3, heads=8, causal=false, mask=false, padding=false) -> [N, 8, T, S]
            %5 = in_projection(%1, in_proj_weight[192, 64], in_proj_bias[192], part=2 of 3) -> [N, S, 64]
            %6 = attention_values(%4, %5) -> [N, T, 64]
            %7 = linear(%6, out_proj.weight[64, 64], out_proj.bias[64]) -> [N, T, 64]  # out_proj
            %8 = head_mean(%4) -> [N, T, S]
            return %8
            """);
  }

  @Test
  void aCausalEncoderLayer() {
    TransformerOptions options = new TransformerOptions().batchFirst(true).dropout(0);
    String text =
        trace(
            symbols -> new TransformerEncoderLayer(64, 8, options),
            (layer, in) -> ((TransformerEncoderLayer) layer).call(in[0], null, null, true));
    assertThat(text)
        .isEqualTo(
            """
            %0 = input x -> [N, T, 64]
            %1 = input memory -> [N, S, 64]
            %2 = in_projection(%0, self_attn.in_proj_weight[192, 64], self_attn.in_proj_bias[192], part=0 of 3) -> [N, T, 64]  # self_attn
            %3 = in_projection(%0, self_attn.in_proj_weight[192, 64], self_attn.in_proj_bias[192], part=1 of 3) -> [N, T, 64]  # self_attn
            %4 = attention_weights(%2, %3, heads=8, causal=true, mask=false, padding=false) -> [N, 8, T, T]
            %5 = in_projection(%0, self_attn.in_proj_weight[192, 64], self_attn.in_proj_bias[192], part=2 of 3) -> [N, T, 64]  # self_attn
            %6 = attention_values(%4, %5) -> [N, T, 64]
            %7 = linear(%6, self_attn.out_proj.weight[64, 64], self_attn.out_proj.bias[64]) -> [N, T, 64]  # self_attn.out_proj
            %8 = add(%0, %7) -> [N, T, 64]
            %9 = layer_norm(%8, norm1.weight[64], norm1.bias[64], normalized_shape=[64], eps=1.0E-5) -> [N, T, 64]  # norm1
            %10 = linear(%9, linear1.weight[2048, 64], linear1.bias[2048]) -> [N, T, 2048]  # linear1
            %11 = relu(%10) -> [N, T, 2048]
            %12 = linear(%11, linear2.weight[64, 2048], linear2.bias[64]) -> [N, T, 64]  # linear2
            %13 = add(%9, %12) -> [N, T, 64]
            %14 = layer_norm(%13, norm2.weight[64], norm2.bias[64], normalized_shape=[64], eps=1.0E-5) -> [N, T, 64]  # norm2
            return %14
            """);
  }
}

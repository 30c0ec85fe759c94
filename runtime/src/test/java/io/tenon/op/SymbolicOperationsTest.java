package io.tenon.op;

import static io.tenon.nn.Functional.arange;
import static io.tenon.nn.Functional.scaledDotProductAttention;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenon.DType;
import io.tenon.Shape;
import io.tenon.ShapeError;
import io.tenon.Tensor;
import io.tenon.graph.Symbols;
import io.tenon.graph.Tracer;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A tensor's operations where batch and length are unknown: both traces read the same. */
final class SymbolicOperationsTest {
  private static String trace(DType dtype, UnaryOperator<Tensor> forward, int... features) {
    String[] texts = new String[2];
    for (int i = 0; i < 2; i++) {
      Symbols symbols = Symbols.forTrace(i);
      try (Tracer tracer = Tracer.open(symbols)) {
        int[] sizes = new int[2 + features.length];
        sizes[0] = symbols.prime("N");
        sizes[1] = symbols.prime("T");
        System.arraycopy(features, 0, sizes, 2, features.length);
        Tensor x = tracer.input("x", Shape.of(sizes), dtype);
        texts[i] = tracer.finish(forward.apply(x), path -> null).text();
      }
    }
    assertThat(texts[1]).isEqualTo(texts[0]);
    return texts[0];
  }

  @Test
  void positionsOfEachSequence() {
    assertThat(trace(DType.INT64, x -> arange(x.size(1)).unsqueeze(0).expand(x.size(0), -1)))
        .isEqualTo(
            """
            %0 = input x -> [N, T]
            %1 = arange(start=0, end=T) -> [T]
            %2 = view(%1, [1, T]) -> [1, T]
            %3 = expand(%2, [N, T]) -> [N, T]
            return %3
            """);
  }

  @Test
  void causalAttentionOfOneProjection() {
    assertThat(
            trace(
                DType.FLOAT32,
                x -> {
                  List<Tensor> qkv =
                      x.split(64, 2).stream()
                          .map(each -> each.view(x.size(0), x.size(1), 4, 16).transpose(1, 2))
                          .toList();
                  Tensor y =
                      scaledDotProductAttention(qkv.get(0), qkv.get(1), qkv.get(2), null, true);
                  return y.permute(0, 2, 1, 3).contiguous().view(x.size(0), x.size(1), 64);
                },
                192))
        .isEqualTo(
            """
            %0 = input x -> [N, T, 192]
            %1 = narrow(%0, dim=2, start=0, length=64) -> [N, T, 64]
            %2 = narrow(%0, dim=2, start=64, length=64) -> [N, T, 64]
            %3 = narrow(%0, dim=2, start=128, length=64) -> [N, T, 64]
            %4 = view(%1, [N, T, 4, 16]) -> [N, T, 4, 16]
            %5 = transpose(%4, dim0=1, dim1=2) -> [N, 4, T, 16]
            %6 = view(%2, [N, T, 4, 16]) -> [N, T, 4, 16]
            %7 = transpose(%6, dim0=1, dim1=2) -> [N, 4, T, 16]
            %8 = view(%3, [N, T, 4, 16]) -> [N, T, 4, 16]
            %9 = transpose(%8, dim0=1, dim1=2) -> [N, 4, T, 16]
            %10 = scaled_dot_product_attention(%5, %7, %9, is_causal=true, mask=false) -> [N, 4, T, 16]
            %11 = permute(%10, dims=[0, 2, 1, 3]) -> [N, T, 4, 16]
            %12 = view(%11, [N, T, 64]) -> [N, T, 64]
            return %12
            """);
  }

  @Test
  void theMeanOverWhatIsNoPadding() {
    assertThat(
            trace(
                DType.INT64,
                x -> {
                  Tensor kept = x.ne(0).to(DType.FLOAT32).unsqueeze(-1);
                  return kept.mul(kept).sum(1).div(kept.sum(1));
                }))
        .isEqualTo(
            """
            %0 = input x -> [N, T]
            %1 = ne(%0, 0.0) -> [N, T]
            %2 = to(%1, torch.float32) -> [N, T]
            %3 = view(%2, [N, T, 1]) -> [N, T, 1]
            %4 = mul(%3, %3) -> [N, T, 1]
            %5 = sum(%4, dims=[1], keepdim=false) -> [N, 1]
            %6 = sum(%3, dims=[1], keepdim=false) -> [N, 1]
            %7 = div(%5, %6) -> [N, 1]
            return %7
            """);
  }

  @Test
  void partsOfALength() {
    assertThat(trace(DType.FLOAT32, x -> x.narrow(1, -1, 1).expand(-1, x.size(1), -1), 8))
        .isEqualTo(
            """
            %0 = input x -> [N, T, 8]
            %1 = narrow(%0, dim=1, start=-1, length=1) -> [N, 1, 8]
            %2 = expand(%1, [N, T, 8]) -> [N, T, 8]
            return %2
            """);
  }

  @Test
  void moreThanAnIntIsNamed() {
    assertThatThrownBy(() -> trace(DType.FLOAT32, x -> x.view(-1), 64))
        .isInstanceOf(ShapeError.class)
        .hasMessage("a tensor of shape [N, T, 64] has more than 2,147,483,647 elements");
  }
}

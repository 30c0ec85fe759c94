package io.tenon.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenon.DType;
import io.tenon.ShapeError;
import io.tenon.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Transpose, select and cat move each element where its index says, floats and integers alike. */
final class RearrangementsTest {
  private static final long SEED = 31;

  private interface Index {
    int[] from(int[] at);
  }

  /** A tensor whose elements are all different. */
  private static Tensor counted(boolean floats, int... sizes) {
    int count = Arrays.stream(sizes).reduce(1, (a, b) -> a * b);
    if (!floats) {
      return Tensor.of(IntStream.range(0, count).asLongStream().toArray(), sizes);
    }
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = i;
    }
    return Tensor.of(values, sizes);
  }

  private static double at(Tensor tensor, int[] index) {
    int position = tensor.offset();
    int step = 1;
    for (int d = index.length - 1; d >= 0; d--) {
      position += index[d] * step;
      step *= tensor.size(d);
    }
    return tensor.dtype() == DType.FLOAT32 ? tensor.floats()[position] : tensor.longs()[position];
  }

  private static void assertMoved(String what, Tensor result, Tensor source, Index index) {
    int[] at = new int[result.dim()];
    for (int i = 0; i < result.numel(); i++) {
      assertThat(at(result, at))
          .as("%s, element %s", what, Arrays.toString(at))
          .isEqualTo(at(source, index.from(at.clone())));
      for (int d = at.length - 1; d >= 0 && ++at[d] == result.size(d); d--) {
        at[d] = 0;
      }
    }
  }

  @Test
  void elementsAreWhereTheirIndexSays() {
    Random random = new Random(SEED);
    for (int run = 0; run < 200; run++) {
      int rank = 1 + random.nextInt(4);
      int[] sizes = IntStream.range(0, rank).map(d -> 1 + random.nextInt(4)).toArray();
      Tensor x = counted(run % 2 == 0, sizes);
      int a = random.nextInt(rank);
      int b = random.nextInt(rank);
      String what = "seed " + SEED + ", run " + run + ", " + x.shape() + ", " + a + ", " + b;

      int[] swapped = sizes.clone();
      swapped[a] = sizes[b];
      swapped[b] = sizes[a];
      Tensor transposed = x.transpose(a, b - rank);
      assertThat(transposed.shape().toArray()).as(what).isEqualTo(swapped);
      assertMoved(
          what,
          transposed,
          x,
          at -> {
            int kept = at[a];
            at[a] = at[b];
            at[b] = kept;
            return at;
          });

      int index = random.nextInt(2 * sizes[a]) - sizes[a];
      Tensor selected = x.select(a, index);
      assertThat(selected.dim()).as(what).isEqualTo(rank - 1);
      int chosen = index < 0 ? index + sizes[a] : index;
      assertMoved(what, selected, x, at -> inserted(at, a, chosen));

      int[] longer = sizes.clone();
      longer[a] = 1 + random.nextInt(4);
      Tensor second = counted(run % 2 == 0, longer);
      Tensor joined = Ops.cat(List.of(x, second, x), a - rank);
      assertThat(joined.size(a)).as(what).isEqualTo(2 * sizes[a] + longer[a]);
      for (int i = 0; i < joined.size(a); i++) {
        boolean inSecond = i >= sizes[a] && i < sizes[a] + longer[a];
        int from = inSecond ? i - sizes[a] : i < sizes[a] ? i : i - sizes[a] - longer[a];
        Tensor part = (inSecond ? second : x).select(a, from);
        assertMoved(what, joined.select(a, i), part, at -> at);
      }
    }
  }

  private static int[] inserted(int[] at, int dim, int index) {
    int[] longer = new int[at.length + 1];
    for (int d = 0; d < longer.length; d++) {
      longer[d] = d < dim ? at[d] : d == dim ? index : at[d - 1];
    }
    return longer;
  }

  @Test
  void whatDoesNotFitIsNamed() {
    Tensor x = Tensor.zeros(2, 3, 4);
    assertThatThrownBy(() -> x.transpose(0, 3))
        .isInstanceOf(ShapeError.class)
        .hasMessageContaining("expected to be in range of [-3, 2], but got 3");
    assertThatThrownBy(() -> x.select(1, 3))
        .isInstanceOf(ShapeError.class)
        .hasMessageContaining(
            "select: index 3 is out of range for dimension 1 of size 3 (input [2, 3, 4])");
    assertThatThrownBy(() -> x.select(1, -4)).isInstanceOf(ShapeError.class);
    assertThatThrownBy(() -> Ops.cat(List.of(x, Tensor.zeros(2, 3, 5)), 1))
        .isInstanceOf(ShapeError.class)
        .hasMessageContaining(
            "cat: sizes must match except in dimension 1, but dimension 2 has sizes 4 and 5"
                + " ([2, 3, 4] and [2, 3, 5])");
    assertThatThrownBy(() -> Ops.cat(List.of(x, Tensor.zeros(2, 3)), 1))
        .isInstanceOf(ShapeError.class)
        .hasMessageContaining("cat: tensors must have the same number of dimensions");
    assertThatThrownBy(() -> Ops.cat(List.of(x, Tensor.of(new long[24], 2, 3, 4)), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cat: expected tensors of one type, but got torch.float32 and torch.int64");
    assertThatThrownBy(() -> Ops.cat(List.of(), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("non-empty");
  }
}

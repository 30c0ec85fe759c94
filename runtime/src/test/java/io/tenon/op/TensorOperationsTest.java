package io.tenon.op;

import static io.tenon.nn.Functional.arange;
import static io.tenon.nn.Functional.pad;
import static io.tenon.nn.Functional.scaledDotProductAttention;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tenon.DType;
import io.tenon.ShapeError;
import io.tenon.Tensor;
import io.tenon.io.SafeTensors;
import io.tenon.kernel.Kernels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A tensor's operations compute what PyTorch's do, and say what does not fit. */
final class TensorOperationsTest {
  private static final Path FILE = Path.of("src/test/resources/operations/operations.safetensors");
  private static final double TOLERANCE = 1e-5; // of the largest element

  private static final Map<String, Function<List<Tensor>, List<Tensor>>> CASES =
      new LinkedHashMap<>();

  private static void one(String name, Function<Tensor, Tensor> operation) {
    CASES.put(name, in -> List.of(operation.apply(in.get(0))));
  }

  private static void many(String name, Function<Tensor, List<Tensor>> operation) {
    CASES.put(name, in -> operation.apply(in.get(0)));
  }

  private static void attention(String name, boolean causal) {
    CASES.put(
        name,
        in -> {
          Tensor mask = in.size() > 3 ? in.get(3) : null;
          return List.of(scaledDotProductAttention(in.get(0), in.get(1), in.get(2), mask, causal));
        });
  }

  static {
    one("permute", x -> x.permute(2, 0, 1));
    one("permute_negative", x -> x.permute(0, -1, -2));
    one("permute_inner_stays", x -> x.permute(1, 0, 2));
    one("permute_integers", x -> x.permute(1, 0));
    one("expand", x -> x.expand(2, -1, 4));
    one("expand_in_front", x -> x.expand(5, -1, 3, -1));
    one("expand_scalar", x -> x.expand(2, 3));
    one("expand_integers", x -> x.expand(2, 2, 5));
    one("narrow", x -> x.narrow(1, 1, 2));
    one("narrow_from_the_end", x -> x.narrow(2, -3, 2));
    one("narrow_to_nothing", x -> x.narrow(0, 2, 0));
    one("narrow_integers", x -> x.narrow(1, 0, 3));
    many("chunk", x -> x.chunk(2, -1));
    many("chunk_smaller_last", x -> x.chunk(2, 1));
    many("chunk_fewer", x -> x.chunk(4, 1));
    many("split", x -> x.split(3, 2));
    many("split_sizes", x -> x.split(new int[] {1, 0, 2}, 1));
    one("unsqueeze", x -> x.unsqueeze(1));
    one("unsqueeze_last", x -> x.unsqueeze(-1));
    one("squeeze", x -> x.squeeze(2));
    one("squeeze_not_one", x -> x.squeeze(1));
    one("squeeze_all", x -> x.squeeze());
    one("sum", x -> x.sum());
    one("sum_middle", x -> x.sum(1));
    one("sum_two", x -> x.sum(0, -1));
    one("sum_kept", x -> x.sum(new int[] {0, 2}, true));
    one("sum_integers", x -> x.sum(1, true));
    one("mean", x -> x.mean());
    one("mean_last", x -> x.mean(-1));
    one("mean_first_kept", x -> x.mean(0, true));
    one("mean_two", x -> x.mean(2, 1));
    CASES.put("arange", in -> List.of(arange(5)));
    CASES.put("arange_from", in -> List.of(arange(-2, 3)));
    CASES.put("arange_empty", in -> List.of(arange(4, 4)));
    one("eq", x -> x.eq(1.5));
    one("ne", x -> x.ne(1.5));
    one("lt", x -> x.lt(1.5));
    one("le", x -> x.le(1.5));
    one("gt", x -> x.gt(1.5));
    one("ge", x -> x.ge(1.5));
    one("eq_integers", x -> x.eq(1));
    one("ne_integers", x -> x.ne(1));
    one("lt_integers", x -> x.lt(1));
    one("le_integers", x -> x.le(1));
    one("gt_integers", x -> x.gt(1));
    one("ge_integers", x -> x.ge(1));
    one("not", x -> x.logicalNot());
    one("to_integers", x -> x.to(DType.INT64));
    one("to_floats", x -> x.to(DType.FLOAT32));
    attention("attention", false);
    attention("attention_causal", true);
    attention("attention_float_mask", false);
    attention("attention_allowed_keys", false);
    attention("attention_mask_of_heads", false);
    attention("attention_one_head", false);
    attention("attention_wide", false);
    one("pad", x -> pad(x, 1, 2, 0, 3));
    one("pad_nothing", x -> pad(x, 0, 0, 0, 0));
  }

  static Stream<Arguments> cases() {
    List<Kernels> twins = Stream.of(Kernels.scalar(), Kernels.best()).distinct().toList();
    return CASES.keySet().stream()
        .flatMap(name -> twins.stream().map(twin -> Arguments.of(name, twin)));
  }

  @AfterEach
  void bestKernels() {
    Kernels.use(Kernels.best());
  }

  private static List<Tensor> tensors(Map<String, Tensor> all, String prefix) {
    List<Tensor> found = new ArrayList<>();
    for (int k = 0; all.containsKey(prefix + k); k++) {
      found.add(all.get(prefix + k));
    }
    return found;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void isPyTorchs(String name, Kernels kernels) throws IOException {
    Kernels.use(kernels);
    Map<String, Tensor> all = SafeTensors.read(FILE);
    List<Tensor> results = CASES.get(name).apply(tensors(all, name + "/in."));
    List<Tensor> expected = tensors(all, name + "/out.");
    assertThat(results).isNotEmpty().hasSameSizeAs(expected);
    for (int k = 0; k < expected.size(); k++) {
      assertClose(results.get(k), expected.get(k));
    }
  }

  private static void assertClose(Tensor result, Tensor expected) {
    assertThat(result.shape()).isEqualTo(expected.shape());
    assertThat(result.dtype()).isEqualTo(expected.dtype());
    if (expected.dtype() == DType.INT64) {
      assertThat(result.toLongArray()).isEqualTo(expected.toLongArray());
      return;
    }
    float[] wanted = expected.toArray();
    float[] values = result.toArray();
    float largest = 0;
    for (float value : wanted) {
      largest = Math.max(largest, Math.abs(value));
    }
    for (int i = 0; i < wanted.length; i++) {
      assertThat((double) values[i]).isCloseTo(wanted[i], within(TOLERANCE * largest));
    }
  }

  /** A case that were left out would be a test that can't fail. */
  @Test
  void allCasesAreThere() throws IOException {
    Stream<String> names =
        SafeTensors.read(FILE).keySet().stream().map(key -> key.split("/")[0]).distinct();
    assertThat(names).containsExactlyInAnyOrderElementsOf(CASES.keySet());
  }

  @Test
  void whatDoesNotFitIsNamed() {
    Tensor x = Tensor.zeros(2, 3, 4);
    assertError(
        () -> x.permute(0, 1),
        "permute: number of dimensions in the tensor input does not match the length of the desired"
            + " ordering of dimensions i.e. input.dim() = 3 is not equal to len(dims) = 2 (input"
            + " [2, 3, 4])");
    assertError(() -> x.permute(0, 1, -2), "permute: duplicate dims are not allowed: [0, 1, -2]");
    assertError(
        () -> x.expand(2, 5, 4),
        "expand: The expanded size of the tensor (5) must match the existing size (3) at"
            + " non-singleton dimension 1. Target sizes: [2, 5, 4]. Tensor sizes: [2, 3, 4]");
    assertError(
        () -> x.expand(3, 4),
        "expand: the number of sizes provided (2) must be greater or equal to the number of"
            + " dimensions in the tensor (3): [2, 3, 4] to [3, 4]");
    assertError(
        () -> x.expand(-1, 2, 3, 4),
        "expand: The expanded size of the tensor (-1) isn't allowed in a leading, non-existing"
            + " dimension 0");
    assertError(
        () -> x.expand(2, -2, 4),
        "expand: The expanded size of the tensor (-2) must match the existing size (3)");
    assertError(
        () -> x.narrow(1, 2, 2),
        "narrow: start (2) + length (2) exceeds dimension size (3) of dimension 1 (input [2, 3,"
            + " 4])");
    assertError(
        () -> x.narrow(1, 4, 0),
        "narrow: start out of range (expected to be in range of [-3, 3], but got 4)");
    assertError(() -> x.narrow(1, 0, -1), "narrow: length must be non-negative, but got -1");
    assertError(
        () -> x.split(new int[] {1, 1}, 1),
        "split_with_sizes expects split_sizes to sum exactly to 3 (input tensor's size at dimension"
            + " 1), but got split_sizes=[1, 1]");
    assertError(() -> x.split(0, 1), "split expects split_size be positive, but got split_size=0");
    assertError(() -> x.chunk(0, 1), "chunk expects `chunks` to be greater than 0, got: 0");
    assertError(() -> x.mean(0, -3), "mean: dim 0 appears multiple times in the list of dims");
    assertError(
        () -> arange(3).mean(),
        "mean: could not infer output dtype. Input dtype must be either a floating point or complex"
            + " dtype. Got: torch.int64\n  Fix: to(DType.FLOAT32) first");
    assertError(
        () -> arange(5, 3),
        "arange: upper bound and lower bound inconsistent with step sign: from 5 to 3");
    assertError(
        () -> x.unsqueeze(4),
        "Dimension out of range (expected to be in range of [-4, 3], but got 4)");
    assertError(
        () -> scaledDotProductAttention(x, x, Tensor.zeros(2, 4, 4)),
        "scaled_dot_product_attention: query [*, L, d], key [*, S, d] and value [*, S, e] don't"
            + " fit: [2, 3, 4], [2, 3, 4] and [2, 4, 4]\n  Fix: transpose(1, 2)");
    assertError(
        () -> scaledDotProductAttention(x, x, x, Tensor.zeros(2, 3), false),
        "scaled_dot_product_attention: a mask of [2, 3] can't be broadcast to [*, L, S] = [2, 3,"
            + " 3]");
    assertError(
        () -> scaledDotProductAttention(x, x, x, Tensor.zeros(3, 3), true),
        "scaled_dot_product_attention: Explicit attn_mask should not be set when is_causal=True");
    assertThatThrownBy(() -> x.view(2, 12).squeeze(2)).isInstanceOf(ShapeError.class);
  }

  private static void assertError(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void countsTheMultiplyAddsOfAttention() {
    ScaledDotProductAttention op = new ScaledDotProductAttention(false, false);
    List<io.tenon.Shape> shapes =
        Stream.of(new int[] {2, 3, 5, 8}, new int[] {2, 3, 7, 8}, new int[] {2, 3, 7, 6})
            .map(io.tenon.Shape::of)
            .toList();
    assertThat(op.multiplyAdds(shapes, op.shape(shapes))).isEqualTo(2 * 3 * 5 * 7 * (8 + 6));
  }

  @Test
  void integersAreComparedExactly() {
    long large = 1L << 53;
    Tensor x = Tensor.of(new long[] {large - 1, large, large + 1}, 3);
    assertThat(x.eq(large).toLongArray()).containsExactly(0, 1, 0);
    assertThat(x.gt(large).toLongArray()).containsExactly(0, 0, 1);
    assertThat(x.lt(0.5).toLongArray()).containsExactly(0, 0, 0);
    assertThat(x.eq(Double.NaN).toLongArray()).containsExactly(0, 0, 0);
  }
}

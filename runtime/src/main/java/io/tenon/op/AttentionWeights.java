package io.tenon.op;

import io.tenon.DType;
import io.tenon.Shape;
import io.tenon.ShapeError;
import io.tenon.SizeNames;
import io.tenon.Tensor;
import io.tenon.kernel.Attention;
import io.tenon.kernel.Kernels;
import java.util.List;
import java.util.Locale;

/**
 * How much each query attends to each key: softmax(q·kᵀ / √d + mask) for each of the heads, d = E /
 * heads features of the E each (Vaswani et al., 2017). Inputs: q [N, L, E], k [N, S, E], then with
 * {@code mask} one of [L, S] or [N·heads, L, S], then with {@code padding} one of [N, S]; result
 * [N, heads, L, S]. A mask of floats is added; one of integers, which stands for PyTorch's bool,
 * forbids attention where it is not 0.
 *
 * <p>The heads lie where the projections leave them, side by side in the features: nothing is
 * permuted.
 *
 * @param causal whether query l attends to keys 0 to l alone
 */
public record AttentionWeights(int heads, boolean causal, boolean mask, boolean padding)
    implements Op {
  @Override
  public String name() {
    return "attention_weights";
  }

  @Override
  public String attributes() {
    return "heads=" + heads + ", causal=" + causal + ", mask=" + mask + ", padding=" + padding;
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape q = inputs.get(0);
    Shape k = inputs.get(1);
    if (q.rank() != 3 || k.rank() != 3) {
      throw new ShapeError(
          "attention: expected queries and keys of 3 dimensions [N, L, E], but got "
              + q
              + " and "
              + k);
    }
    requireSame("samples", q, k, 0);
    requireSame("features", q, k, 2);
    if (q.size(2) % heads != 0) {
      throw new ShapeError(
          String.format(
              Locale.ROOT,
              "attention: %s features can't be divided among %d heads",
              SizeNames.of(q.size(2)),
              heads));
    }
    int next = 2;
    if (mask) {
      requireMask(inputs.get(next++), q, k);
    }
    if (padding) {
      Shape expected = Shape.of(k.size(0), k.size(1));
      if (!inputs.get(next).equals(expected)) {
        throw new ShapeError(
            "attention: expecting key_padding_mask shape of "
                + expected
                + ", but got "
                + inputs.get(next));
      }
    }
    return Shape.of(q.size(0), heads, q.size(1), k.size(1));
  }

  private static void requireSame(String what, Shape q, Shape k, int dim) {
    if (q.size(dim) != k.size(dim)) {
      throw new ShapeError(
          String.format(
              Locale.ROOT,
              "attention: queries have %s %s, but keys have %s (queries %s, keys %s)",
              SizeNames.of(q.size(dim)),
              what,
              SizeNames.of(k.size(dim)),
              q,
              k));
    }
  }

  private void requireMask(Shape actual, Shape q, Shape k) {
    Shape expected =
        actual.rank() == 3
            ? Shape.of(Math.multiplyExact(q.size(0), heads), q.size(1), k.size(1))
            : Shape.of(q.size(1), k.size(1));
    if (!actual.equals(expected)) {
      throw new ShapeError(
          "attention: The shape of the "
              + (actual.rank() == 3 ? "3D" : "2D")
              + " attn_mask is "
              + actual
              + ", but should be "
              + expected,
          "a mask is [L, S], or [N · heads, L, S]");
    }
  }

  /** Masks may be of any type. */
  @Override
  public DType dtype(List<DType> inputs) {
    return Op.super.dtype(inputs.subList(0, 2));
  }

  @Override
  public long multiplyAdds(List<Shape> inputs, Shape result) {
    return result.product() / heads * inputs.get(0).size(2);
  }

  @Override
  public void evaluate(List<Tensor> inputs, Tensor result) {
    Tensor attnMask = mask ? inputs.get(2) : null;
    Tensor keyPadding = padding ? inputs.get(inputs.size() - 1) : null;
    Attention.weights(
        Kernels.active(), causal, inputs.get(0), inputs.get(1), attnMask, keyPadding, result);
  }
}

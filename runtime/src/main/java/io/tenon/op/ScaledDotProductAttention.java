package io.tenon.op;

import io.tenon.DType;
import io.tenon.Shape;
import io.tenon.ShapeError;
import io.tenon.Tensor;
import io.tenon.kernel.DotProductAttention;
import io.tenon.kernel.Kernels;
import java.util.List;

/**
 * {@code scaled_dot_product_attention}: softmax(q·kᵀ / √d + mask) · v for each head (Vaswani et
 * al., 2017). Inputs: q [*, L, d], k [*, S, d], v [*, S, e] with the same dimensions in front, such
 * as [N, heads], and with {@code mask} one that broadcasts to [*, L, S]; result [*, L, e]. A mask
 * of floats is added; one of integers, which stands for PyTorch's bool, <em>allows</em> attention
 * where it is not 0: the opposite of {@link AttentionWeights}, as in PyTorch. A query that may
 * attend to nothing gets zeros.
 *
 * @param causal whether query l attends to keys 0 to l alone
 */
public record ScaledDotProductAttention(boolean causal, boolean mask) implements Op {
  @Override
  public String name() {
    return "scaled_dot_product_attention";
  }

  @Override
  public String attributes() {
    return "is_causal=" + causal + ", mask=" + mask;
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape q = inputs.get(0);
    Shape k = inputs.get(1);
    Shape v = inputs.get(2);
    boolean fits =
        q.rank() >= 2
            && q.rank() == k.rank()
            && k.rank() == v.rank()
            && q.size(-1) == k.size(-1)
            && k.size(-2) == v.size(-2);
    for (int d = 0; fits && d < q.rank() - 2; d++) {
      fits = q.size(d) == k.size(d) && k.size(d) == v.size(d);
    }
    if (!fits) {
      throw new ShapeError(
          name()
              + ": query [*, L, d], key [*, S, d] and value [*, S, e] don't fit: "
              + q
              + ", "
              + k
              + " and "
              + v,
          "transpose(1, 2) makes [N, heads, L, d] of [N, L, heads, d]");
    }
    Shape scores = q.with(-1, k.size(-2));
    if (mask && causal) {
      throw new IllegalArgumentException(
          name() + ": Explicit attn_mask should not be set when is_causal=True");
    }
    if (mask && !isBroadcast(inputs.get(3), scores)) {
      throw new ShapeError(
          name() + ": a mask of " + inputs.get(3) + " can't be broadcast to [*, L, S] = " + scores);
    }
    return q.with(-1, v.size(-1));
  }

  private static boolean isBroadcast(Shape mask, Shape scores) {
    boolean fits = mask.rank() <= scores.rank();
    for (int d = 1; fits && d <= mask.rank(); d++) {
      fits = mask.size(-d) == 1 || mask.size(-d) == scores.size(-d);
    }
    return fits;
  }

  /** A mask may be of any type. */
  @Override
  public DType dtype(List<DType> inputs) {
    return Op.super.dtype(inputs.subList(0, 3));
  }

  @Override
  public long multiplyAdds(List<Shape> inputs, Shape result) {
    Shape q = inputs.get(0);
    Shape v = inputs.get(2);
    return q.with(-1, v.size(-2)).product() * (q.size(-1) + v.size(-1));
  }

  @Override
  public void evaluate(List<Tensor> inputs, Tensor result) {
    Tensor whole = null;
    if (mask) {
      Shape scores = inputs.get(0).shape().with(-1, inputs.get(1).size(-2));
      Tensor given = inputs.get(3);
      whole = Tensor.zeros(scores, given.dtype());
      Expand.of(given.shape(), scores.toArray()).evaluate(List.of(given), whole);
    }
    DotProductAttention.run(
        Kernels.active(), causal, inputs.get(0), inputs.get(1), inputs.get(2), whole, result);
  }
}

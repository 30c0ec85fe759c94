package io.tenon.kernel;

import io.tenon.DType;
import io.tenon.Tensor;
import java.util.Arrays;

/**
 * Attention of queries [*, L, d] to keys [*, S, d] and values [*, S, e] as eager mode does it: head
 * by head, its scores [L, S] for all queries at once, then the values as they weigh them.
 */
public final class DotProductAttention {
  private DotProductAttention() {}

  /**
   * Fills {@code y} [*, L, e]; shapes have been checked by {@link
   * io.tenon.op.ScaledDotProductAttention}.
   *
   * @param mask [*, L, S], or null: floats are added, integers that are 0 forbid
   */
  public static void run(
      Kernels kernels, boolean causal, Tensor q, Tensor k, Tensor v, Tensor mask, Tensor y) {
    int queries = q.size(-2);
    int keys = k.size(-2);
    int width = q.size(-1);
    int features = v.size(-1);
    if (keys == 0) {
      y.fill_(0);
      return;
    }
    float scale = (float) (1 / Math.sqrt(width));
    float[] scores = new float[queries * keys];
    float[] columns = new float[features * keys];
    int heads = q.shape().elements(0, q.dim() - 2);
    for (int head = 0; head < heads; head++) {
      int kAt = k.offset() + head * keys * width;
      int qAt = q.offset() + head * queries * width;
      RowProducts.run(
          kernels,
          k.floats(),
          kAt,
          null,
          0,
          keys,
          width,
          q.floats(),
          qAt,
          width,
          queries,
          scores,
          0,
          keys);
      for (int i = 0; i < scores.length; i++) {
        scores[i] *= scale;
      }
      for (int l = 0; l < queries; l++) {
        int row = l * keys;
        if (mask != null) {
          mask(mask, (head * queries + l) * keys, keys, scores, row);
        }
        if (causal && l + 1 < keys) {
          Arrays.fill(scores, row + l + 1, row + keys, Float.NEGATIVE_INFINITY);
        }
        if (mask != null && isForbidden(scores, row, keys)) {
          Arrays.fill(scores, row, row + keys, 0); // a softmax of nothing would be NaN
        } else {
          RowNorms.softmax(kernels, false, scores, row, 1, keys, 1, scores, row);
        }
      }
      transpose(v.floats(), v.offset() + head * keys * features, keys, features, columns);
      int yAt = y.offset() + head * queries * features;
      RowProducts.run(
          kernels,
          columns,
          0,
          null,
          0,
          features,
          keys,
          scores,
          0,
          keys,
          queries,
          y.floats(),
          yAt,
          features);
    }
  }

  /** Adds a mask of floats; where one of integers is 0, there is no attention. */
  private static void mask(Tensor mask, int from, int count, float[] scores, int at) {
    boolean floats = mask.dtype() == DType.FLOAT32;
    for (int i = 0; i < count; i++) {
      int each = mask.offset() + from + i;
      if (floats) {
        scores[at + i] += mask.floats()[each];
      } else if (mask.longs()[each] == 0) {
        scores[at + i] = Float.NEGATIVE_INFINITY;
      }
    }
  }

  private static boolean isForbidden(float[] scores, int at, int count) {
    boolean all = true;
    for (int i = 0; i < count && all; i++) {
      all = scores[at + i] == Float.NEGATIVE_INFINITY;
    }
    return all;
  }

  private static void transpose(float[] x, int at, int rows, int columns, float[] y) {
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        y[column * rows + row] = x[at + row * columns + column];
      }
    }
  }
}

package io.tenon.kernel;

import io.tenon.DType;
import io.tenon.Tensor;
import java.util.Arrays;

/**
 * Attention as eager mode does it: for each sample and head, the keys and then the values are
 * packed, and all queries go through the tile at once.
 */
public final class Attention {
  private Attention() {}

  /** Fills {@code y}; shapes have been checked by {@link io.tenon.op.AttentionWeights}. */
  public static void weights(
      Kernels kernels,
      boolean causal,
      Tensor q,
      Tensor k,
      Tensor mask,
      Tensor keyPadding,
      Tensor y) {
    int heads = y.size(1);
    int queries = y.size(2);
    int keys = y.size(3);
    int features = q.size(2);
    int width = features / heads;
    float scale = (float) (1 / Math.sqrt(width));
    float[] scores = y.floats();
    float[] packed = new float[keys * width];
    for (int n = 0; n < y.size(0); n++) {
      for (int head = 0; head < heads; head++) {
        int from = k.offset() + n * keys * features + head * width;
        for (int s = 0; s < keys; s++) {
          for (int j = 0; j < width; j++) {
            packed[s * width + j] = k.floats()[from + s * features + j] * scale;
          }
        }
        int qAt = q.offset() + n * queries * features + head * width;
        int index = n * heads + head;
        int at = y.offset() + index * queries * keys;
        RowProducts.run(
            kernels,
            packed,
            0,
            null,
            0,
            keys,
            width,
            q.floats(),
            qAt,
            features,
            queries,
            scores,
            at,
            keys);
        if (mask != null) {
          int maskAt = mask.dim() == 3 ? index * queries * keys : 0;
          forbid(mask, maskAt, queries * keys, scores, at);
        }
        for (int l = 0; l < queries; l++) {
          int row = at + l * keys;
          if (keyPadding != null) {
            forbid(keyPadding, n * keys, keys, scores, row);
          }
          if (causal && l + 1 < keys) {
            Arrays.fill(scores, row + l + 1, row + keys, Float.NEGATIVE_INFINITY);
          }
        }
      }
    }
    RowNorms.softmax(
        kernels,
        false,
        scores,
        y.offset(),
        y.numel() / Math.max(keys, 1),
        keys,
        1,
        scores,
        y.offset());
  }

  /** Adds a mask of floats; where one of integers is not 0, there is no attention. */
  private static void forbid(Tensor mask, int from, int count, float[] scores, int at) {
    if (mask.dtype() == DType.FLOAT32) {
      for (int i = 0; i < count; i++) {
        scores[at + i] += mask.floats()[mask.offset() + from + i];
      }
      return;
    }
    for (int i = 0; i < count; i++) {
      if (mask.longs()[mask.offset() + from + i] != 0) {
        scores[at + i] = Float.NEGATIVE_INFINITY;
      }
    }
  }

  /** Fills {@code y}; shapes have been checked by {@link io.tenon.op.AttentionValues}. */
  public static void values(Kernels kernels, Tensor weights, Tensor v, Tensor y) {
    int heads = weights.size(1);
    int queries = weights.size(2);
    int keys = weights.size(3);
    int features = v.size(2);
    int width = features / heads;
    float[] packed = new float[width * keys];
    for (int n = 0; n < y.size(0); n++) {
      for (int head = 0; head < heads; head++) {
        int from = v.offset() + n * keys * features + head * width;
        for (int s = 0; s < keys; s++) {
          for (int j = 0; j < width; j++) {
            packed[j * keys + s] = v.floats()[from + s * features + j];
          }
        }
        int xAt = weights.offset() + (n * heads + head) * queries * keys;
        int yAt = y.offset() + n * queries * features + head * width;
        RowProducts.run(
            kernels,
            packed,
            0,
            null,
            0,
            width,
            keys,
            weights.floats(),
            xAt,
            keys,
            queries,
            y.floats(),
            yAt,
            features);
      }
    }
  }
}

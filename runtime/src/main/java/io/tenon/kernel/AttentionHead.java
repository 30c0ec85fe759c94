package io.tenon.kernel;

import java.util.Arrays;

/**
 * Attention of one head for one sample, without the matrix of all scores: those of {@link #QUERIES}
 * queries at a time, which stay in the cache between the two products and softmax. Queries, keys,
 * values and results are columns of wider rows, where the projections leave them: nothing is
 * permuted. Called by generated code.
 */
public final class AttentionHead {
  /** How many queries' scores are held at a time: a multiple of the tiles' 6 positions. */
  public static final int QUERIES = 24;

  private static final int ROWS = 16;

  private AttentionHead() {}

  /**
   * Turns keys, {@code keys} rows of {@code width} features that lie {@code kStep} apart, into the
   * columns of a matrix [width, keys], times {@code scale}: so lanes are keys.
   */
  public static void packKeys(
      int keys,
      int width,
      float scale,
      float[] k,
      int kAt,
      int kStep,
      float[] packed,
      int packedAt) {
    int s = 0;
    for (; s + ROWS <= keys; s += ROWS) { // the cache lines of 16 keys are read again and again
      for (int j = 0; j < width; j++) {
        int from = kAt + s * kStep + j;
        int to = packedAt + j * keys + s;
        for (int i = 0; i < ROWS; i++) {
          packed[to + i] = k[from + i * kStep] * scale;
        }
      }
    }
    for (; s < keys; s++) {
      for (int j = 0; j < width; j++) {
        packed[packedAt + j * keys + s] = k[kAt + s * kStep + j] * scale;
      }
    }
  }

  /**
   * What queries [queries, width] take of values [keys, features]: softmax(q · packed + mask) · v.
   *
   * @param packed from {@link #packKeys}
   * @param scores scratch, {@link #QUERIES} · keys floats
   * @param causal whether query l attends to keys 0 to l alone; scores behind are not computed
   * @param mask [queries, keys], added to the scores; null for none
   * @param padding [keys], added to the scores of each query; null for none
   */
  public static void attend(
      Kernels kernels,
      int queries,
      int keys,
      int width,
      float[] q,
      int qAt,
      int qStep,
      float[] packed,
      int packedAt,
      int features,
      float[] v,
      int vAt,
      int vStep,
      boolean causal,
      float[] mask,
      int maskAt,
      float[] padding,
      int paddingAt,
      float[] scores,
      int scoresAt,
      float[] y,
      int yAt,
      int yStep) {
    for (int first = 0; first < queries; first += QUERIES) {
      int count = Math.min(QUERIES, queries - first);
      int seen = causal ? Math.min(keys, first + count) : keys;
      int from = qAt + first * qStep;
      int to = yAt + first * yStep;
      kernels.product(
          q, from, qStep, count, width, packed, packedAt, keys, seen, scores, scoresAt, keys);
      for (int l = 0; l < count; l++) {
        int row = scoresAt + l * keys;
        if (mask != null) {
          int at = maskAt + (first + l) * keys;
          kernels.add(mask, at, scores, row, scores, row, seen, Epilogue.NONE);
        }
        if (padding != null) {
          kernels.add(padding, paddingAt, scores, row, scores, row, seen, Epilogue.NONE);
        }
        if (causal && first + l + 1 < seen) {
          Arrays.fill(scores, row + first + l + 1, row + seen, Float.NEGATIVE_INFINITY);
        }
      }
      weigh(kernels, count, keys, seen, features, scores, scoresAt, v, vAt, vStep, y, to, yStep);
    }
  }

  /** The values as softmax of the scores weighs them. */
  private static void weigh(
      Kernels kernels,
      int count,
      int keys,
      int seen,
      int features,
      float[] scores,
      int scoresAt,
      float[] v,
      int vAt,
      int vStep,
      float[] y,
      int yAt,
      int yStep) {
    for (int l = 0; l < count; l++) {
      int row = scoresAt + l * keys;
      float largest = kernels.max(scores, row, seen);
      float sum = kernels.expSum(scores, row, seen, largest, scores, row);
      kernels.scale(scores, row, seen, 1 / sum, scores, row);
    }
    kernels.product(scores, scoresAt, keys, count, seen, v, vAt, vStep, features, y, yAt, yStep);
  }

  /**
   * A mask of integers, which forbids where it is not 0, as one of floats that is added.
   *
   * @param forbidden from element {@code forbiddenAt} on
   */
  public static void additive(
      int count, long[] forbidden, int forbiddenAt, float[] mask, int maskAt) {
    for (int i = 0; i < count; i++) {
      mask[maskAt + i] = forbidden[forbiddenAt + i] != 0 ? Float.NEGATIVE_INFINITY : 0;
    }
  }
}

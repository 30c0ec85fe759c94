package io.tenon.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Attention of one head against its formula, over blocks of queries, masks and widths. */
class AttentionHeadTest {
  private static final int[] LENGTHS = {1, 2, 7, 16, 23, 24, 25, 33, 50};

  @ParameterizedTest
  @EnumSource
  void aHeadIsItsFormula(Twin twin) {
    Kernels kernels = twin.kernels();
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      int queries = LENGTHS[random.nextInt(9)];
      int keys = LENGTHS[random.nextInt(9)];
      int width = 1 + random.nextInt(40);
      int features = random.nextBoolean() ? width : 1 + random.nextInt(40);
      int step = Math.max(width, features) + random.nextInt(5);
      boolean causal = random.nextBoolean();
      float[] q = numbers(random, 3 + queries * step);
      float[] k = numbers(random, 4 + keys * step);
      float[] v = numbers(random, 5 + keys * step);
      float[] mask = random.nextBoolean() ? numbers(random, 2 + queries * keys) : null;
      float[] padding = random.nextBoolean() ? new float[1 + keys] : null;
      if (padding != null) {
        long[] forbidden = new long[1 + keys];
        for (int s = 1; s < keys; s++) {
          forbidden[1 + s] = random.nextInt(3) - 1;
        }
        AttentionHead.additive(keys, forbidden, 1, padding, 1);
      }
      float scale = 0.3f;
      float[] packed = new float[width * keys];
      float[] scores = new float[AttentionHead.QUERIES * keys];
      float[] y = new float[2 + queries * step + step];
      AttentionHead.packKeys(keys, width, scale, k, 4, step, packed, 0);
      AttentionHead.attend(
          kernels, queries, keys, width, q, 3, step, packed, 0, features, v, 5, step, causal, mask,
          2, padding, 1, scores, 0, y, 2, step);
      for (int l = 0; l < queries; l++) {
        double[] weights = new double[keys];
        double sum = 0;
        for (int s = 0; s < keys; s++) {
          double score = 0;
          for (int j = 0; j < width; j++) {
            score += (double) q[3 + l * step + j] * k[4 + s * step + j] * scale;
          }
          score += mask == null ? 0 : mask[2 + l * keys + s];
          score += padding == null ? 0 : padding[1 + s];
          weights[s] = causal && s > l ? 0 : Math.exp(score);
          sum += weights[s];
        }
        for (int j = 0; j < step; j++) {
          double expected = 0;
          for (int s = 0; s < keys && j < features; s++) {
            expected += weights[s] / sum * v[5 + s * step + j];
          }
          assertThat((double) y[2 + l * step + j])
              .as("query %d, feature %d, seed %d", l, j, seed)
              .isCloseTo(expected, within(2e-6));
        }
      }
    }
  }

  private static float[] numbers(Random random, int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = 2 * random.nextFloat() - 1;
    }
    return numbers;
  }
}

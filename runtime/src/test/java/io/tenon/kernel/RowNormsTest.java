package io.tenon.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Normalisations against their formulas in double precision. */
class RowNormsTest {
  private static final float NAN = Float.NaN;
  private static final float INF = Float.POSITIVE_INFINITY;

  @ParameterizedTest
  @EnumSource
  void layerNormIsItsFormula(Twin twin) {
    Kernels kernels = twin.kernels();
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      int rows = random.nextInt(4);
      int width = 1 + random.nextInt(150);
      float[] weight = random.nextBoolean() ? numbers(random, width) : null;
      float[] bias = random.nextBoolean() ? numbers(random, width) : null;
      float[] x = numbers(random, 2 + rows * width);
      boolean inPlace = random.nextBoolean();
      float[] given = x.clone();
      float[] y = inPlace ? x : new float[2 + rows * width];
      RowNorms.layerNorm(kernels, x, 2, rows, width, weight, bias, 1e-5f, y, 2);
      for (int row = 0; row < rows; row++) {
        double mean = 0;
        for (int i = 0; i < width; i++) {
          mean += (double) given[2 + row * width + i] / width;
        }
        double variance = 0;
        for (int i = 0; i < width; i++) {
          variance += Math.pow(given[2 + row * width + i] - mean, 2) / width;
        }
        for (int i = 0; i < width; i++) {
          double expected = (given[2 + row * width + i] - mean) / Math.sqrt(variance + 1e-5f);
          expected = expected * (weight == null ? 1 : weight[i]) + (bias == null ? 0 : bias[i]);
          assertThat((double) y[2 + row * width + i])
              .as("width %d, seed %d", width, seed)
              .isCloseTo(expected, within(1e-4 * Math.max(1, Math.abs(expected))));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void softmaxIsItsFormula(Twin twin) {
    Kernels kernels = twin.kernels();
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      boolean log = random.nextBoolean();
      int outer = random.nextInt(4);
      int size = 1 + random.nextInt(40);
      int inner = 1 + random.nextInt(3);
      float[] x = numbers(random, 2 + outer * size * inner);
      boolean inPlace = random.nextBoolean();
      float[] given = x.clone();
      float[] y = inPlace ? x : new float[x.length];
      RowNorms.softmax(kernels, log, x, 2, outer, size, inner, y, 2);
      for (int o = 0; o < outer; o++) {
        for (int i = 0; i < inner; i++) {
          double sum = 0;
          for (int s = 0; s < size; s++) {
            sum += Math.exp(given[2 + (o * size + s) * inner + i]);
          }
          for (int s = 0; s < size; s++) {
            int at = 2 + (o * size + s) * inner + i;
            double expected = Math.exp(given[at]) / sum;
            expected = log ? Math.log(expected) : expected;
            assertThat((double) y[at])
                .as("log %s, in place %s, size %d, seed %d", log, inPlace, size, seed)
                .isCloseTo(expected, within(1e-6 * Math.max(1, Math.abs(expected))));
          }
        }
      }
    }
  }

  /** What PyTorch 1.13 prints for these rows. */
  @ParameterizedTest
  @EnumSource
  void softmaxOfOddNumbersAsInPyTorch(Twin twin) {
    Kernels kernels = twin.kernels();
    float[][] rows = {{1000, 1000}, {-1000, 0}, {-INF, 0}, {INF, 0}, {NAN, 0}, {-INF, -INF}};
    float[][] softmax = {{.5f, .5f}, {0, 1}, {0, 1}, {NAN, NAN}, {NAN, NAN}, {NAN, NAN}};
    float log2 = 0.6931472f;
    float[][] logSoftmax = {
      {-log2, -log2}, {-1000, 0}, {-INF, 0}, {NAN, NAN}, {NAN, NAN}, {NAN, NAN}
    };
    for (int i = 0; i < rows.length; i++) {
      float[] y = new float[2];
      RowNorms.softmax(kernels, false, rows[i], 0, 1, 2, 1, y, 0);
      assertThat(y).as("softmax of %s", Arrays.toString(rows[i])).containsExactly(softmax[i]);
      RowNorms.softmax(kernels, true, rows[i], 0, 1, 2, 1, y, 0);
      assertThat(y).as("log_softmax of %s", Arrays.toString(rows[i])).isEqualTo(logSoftmax[i]);
    }
  }

  private static float[] numbers(Random random, int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }
}

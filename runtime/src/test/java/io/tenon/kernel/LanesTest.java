package io.tenon.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tenon.op.Arithmetic;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sixteen lanes with each position, and sums, by both twins against their definitions. */
class LanesTest {
  private static final float GUARD = -777;

  @ParameterizedTest
  @EnumSource
  void lanesAreTheirDefinition(Twin twin) {
    Kernels kernels = twin.kernels();
    for (Arithmetic.Operator operator : Arithmetic.Operator.values()) {
      for (int count = 0; count < 9; count++) {
        float[] x = numbers(count, 3 + count * 16 + 2);
        float[] by = numbers(count + 99, 5 + 16);
        float[] y = guarded(1 + count * 16 + 1);
        kernels.lanes(operator, x, 3, count, by, 5, y, 1);
        for (int i = 0; i < count * 16; i++) {
          assertThat(y[1 + i]).isEqualTo(operator.of(x[3 + i], by[5 + i % 16]));
        }
        assertThat(y[0]).isEqualTo(GUARD);
        assertThat(y[1 + count * 16]).isEqualTo(GUARD);
        kernels.lanes(operator, x, 3, count, by, 5, x, 3);
        for (int i = 0; i < count * 16; i++) {
          assertThat(x[3 + i]).isEqualTo(y[1 + i]);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void pairsAreTheirDefinition(Twin twin) {
    Kernels kernels = twin.kernels();
    for (Arithmetic.Operator operator : Arithmetic.Operator.values()) {
      for (int count = 0; count < 70; count += count < 20 ? 1 : 13) {
        float[] a = numbers(count, 3 + count + 2);
        float[] b = numbers(count + 99, 5 + count);
        float[] y = guarded(1 + count + 1);
        kernels.combine(operator, a, 3, b, 5, y, 1, count);
        for (int i = 0; i < count; i++) {
          assertThat(y[1 + i]).isEqualTo(operator.of(a[3 + i], b[5 + i]));
        }
        assertThat(y[0]).isEqualTo(GUARD);
        assertThat(y[1 + count]).isEqualTo(GUARD);
        float[] inPlace = b.clone();
        kernels.combine(operator, a, 3, inPlace, 5, inPlace, 5, count);
        for (int i = 0; i < count; i++) {
          assertThat(inPlace[5 + i]).isEqualTo(y[1 + i]);
        }
        kernels.combine(operator, a, 3, 0.3f, y, 1, count);
        kernels.combine(operator, a, 3, 0.3f, a, 3, count);
        for (int i = 0; i < count; i++) {
          assertThat(a[3 + i]).isEqualTo(y[1 + i]);
        }
        assertThat(y[0]).isEqualTo(GUARD);
        assertThat(y[1 + count]).isEqualTo(GUARD);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void numbersAreCombinedAsDefined(Twin twin) {
    for (Arithmetic.Operator operator : Arithmetic.Operator.values()) {
      float[] x = numbers(7, 45);
      float[] y = new float[41];
      twin.kernels().combine(operator, x, 4, -1.7f, y, 0, 41);
      for (int i = 0; i < 41; i++) {
        assertThat(y[i]).isEqualTo(operator.of(x[4 + i], -1.7f));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void sumsAndMeansAreTheirDefinition(Twin twin) {
    Kernels kernels = twin.kernels();
    for (int outer : new int[] {1, 3}) {
      for (int count : new int[] {1, 2, 7, 33, 200}) {
        for (int inner : new int[] {1, 2, 16, 19}) {
          float[] x = numbers(count, 2 + outer * count * inner);
          float[] sums = guarded(outer * inner + 2);
          float[] means = sums.clone();
          Sums.sum(kernels, x, 2, outer, count, inner, sums, 1);
          Sums.mean(kernels, x, 2, outer, count, inner, means, 1);
          for (int i = 0; i < outer * inner; i++) {
            double sum = 0;
            for (int c = 0; c < count; c++) {
              sum += x[2 + (i / inner * count + c) * inner + i % inner];
            }
            assertThat((double) sums[1 + i]).isCloseTo(sum, within(2e-6 * count));
            assertThat((double) means[1 + i]).isCloseTo(sum / count, within(2e-6));
          }
          for (float[] y : new float[][] {sums, means}) {
            assertThat(y[0]).isEqualTo(GUARD);
            assertThat(y[y.length - 1]).isEqualTo(GUARD);
          }
        }
      }
    }
  }

  private static float[] guarded(int length) {
    float[] y = new float[length];
    java.util.Arrays.fill(y, GUARD);
    return y;
  }

  private static float[] numbers(int seed, int length) {
    Random random = new Random(seed);
    float[] numbers = new float[length];
    for (int i = 0; i < length; i++) {
      numbers[i] = random.nextFloat() * 2 - 1;
    }
    return numbers;
  }
}

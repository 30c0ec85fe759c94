package io.tenon.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tenon.op.ErrorFunction;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Functions of single elements, and products as they lie, against double precision. */
class CurvesTest {
  private static final int MANY = 200_000;

  private static double exact(Curve curve, double x) {
    DoubleUnaryOperator f =
        switch (curve) {
          case SIGMOID -> v -> 1 / (1 + Math.exp(-v));
          case TANH -> Math::tanh;
          case SILU -> v -> v / (1 + Math.exp(-v));
          case GELU ->
              v ->
                  v < -5 // where 1 + erf cancels: by the tail's continued fraction
                      ? v * Math.exp(-v * v / 2) / Math.sqrt(2 * Math.PI) / fraction(-v)
                      : 0.5 * v * (1 + ErrorFunction.erf(v * Math.sqrt(0.5)));
          case GELU_TANH ->
              v -> v / (1 + Math.exp(-2 * Math.sqrt(2 / Math.PI) * (v + 0.044715 * v * v * v)));
        };
    return f.applyAsDouble(x);
  }

  private static double fraction(double z) {
    double f = z;
    for (int k = 60; k > 0; k--) {
      f = z + k / f;
    }
    return f;
  }

  @ParameterizedTest
  @EnumSource
  void curvesAreTheirFormulas(Twin twin) {
    Kernels kernels = twin.kernels();
    float[] x = new float[MANY];
    for (int i = 0; i < MANY; i++) {
      x[i] = (i - MANY / 2) * (20f / MANY) * (i % 7 == 0 ? 5 : i % 3 == 0 ? 0.01f : 1);
    }
    for (Curve curve : Curve.values()) {
      float[] y = new float[MANY];
      kernels.curve(curve, x, 0, y, 0, MANY);
      for (int i = 0; i < MANY; i++) {
        double expected = exact(curve, x[i]);
        double error = Math.abs(y[i] - expected);
        boolean close = error <= Math.max(1e-7, 1e-6 * Math.abs(expected));
        assertThat(close).as("%s(%s) = %s, not %s", curve, x[i], y[i], expected).isTrue();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void tanhKeepsTheSignOfZero(Twin twin) {
    float[] y = new float[17]; // a vector, and one that is left
    float[] x = new float[17];
    java.util.Arrays.fill(x, -0f);
    twin.kernels().curve(Curve.TANH, x, 0, y, 0, 17);
    assertThat(y).isEqualTo(x);
  }

  @ParameterizedTest
  @EnumSource
  void oddNumbers(Twin twin) {
    Kernels kernels = twin.kernels();
    float inf = Float.POSITIVE_INFINITY;
    float[] x = {-inf, inf, Float.NaN, 0, -1e38f, 1e38f, -89, 89};
    float[][] expected = {
      {0, 1, Float.NaN, 0.5f, 0, 1, 0, 1},
      {-1, 1, Float.NaN, 0, -1, 1, -1, 1},
      {Float.NaN, inf, Float.NaN, 0, 0, 1e38f, 0, 89},
      {Float.NaN, inf, Float.NaN, 0, 0, 1e38f, 0, 89},
      {Float.NaN, inf, Float.NaN, 0, 0, 1e38f, 0, 89},
    };
    for (Curve curve : Curve.values()) {
      for (int i = 0; i < x.length; i++) {
        float[] y = new float[33];
        java.util.Arrays.fill(y, x[i]);
        kernels.curve(curve, y, 0, y, 0, 33);
        for (float each : y) {
          assertThat(each + 0f)
              .as("%s(%s)", curve, x[i])
              .isEqualTo(Float.valueOf(expected[curve.ordinal()][i]));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void exponentialsAndTheirSum(Twin twin) {
    Kernels kernels = twin.kernels();
    Random random = new Random(3);
    for (int count = 0; count < 200; count++) {
      float[] x = new float[count + 3];
      for (int i = 0; i < x.length; i++) {
        x[i] = random.nextInt(9) == 0 ? Float.NEGATIVE_INFINITY : 20 * random.nextFloat() - 17;
      }
      float[] given = x.clone();
      float largest = Float.NEGATIVE_INFINITY;
      double sum = 0;
      float returned = kernels.expSum(x, 2, count, 3, x, 2);
      for (int i = 2; i < 2 + count; i++) {
        largest = Math.max(largest, given[i]);
        double e = Math.exp((double) (given[i] - 3));
        sum += e;
        assertThat((double) x[i]).isCloseTo(e, within(2.5e-7 * e));
      }
      assertThat((double) returned).isCloseTo(sum, within(1e-6 * sum));
      assertThat(kernels.max(given, 2, count)).isEqualTo(largest);
      assertThat(x[count + 2]).as("behind").isEqualTo(given[count + 2]);
      if (count > 0) {
        given[2 + random.nextInt(count)] = Float.NaN;
        assertThat(kernels.max(given, 2, count)).isNaN();
        assertThat(kernels.expSum(given, 2, count, 3, x, 2)).isNaN();
      }
    }
  }

  /** Every whole number of the exponential's range, and its neighbours. */
  @Test
  void exponentialsAcrossTheirRange() {
    for (float x = -87.3f; x < 88.3f; x += 0.0017f) {
      double expected = Math.exp(x);
      assertThat((double) Curve.exp(x))
          .as("e^%s", x)
          .isCloseTo(expected, within(2.5e-7 * expected));
    }
    assertThat(Curve.exp(-88)).isZero();
    assertThat(Curve.exp(-0f)).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void productsAreTheirDefinition(Twin twin) {
    Kernels kernels = twin.kernels();
    Random random = new Random(11);
    for (int columns = 0; columns < 90; columns += 1 + columns / 20) {
      for (int count : new int[] {0, 1, 2, 5, 6, 7, 11, 12, 24, 25}) {
        int terms = 1 + random.nextInt(40);
        int xStep = terms + random.nextInt(3);
        int wStep = columns + random.nextInt(3);
        int yStep = columns + random.nextInt(3);
        float[] x = numbers(random, 1 + count * xStep);
        float[] w = numbers(random, 2 + terms * wStep);
        float[] y = numbers(random, 3 + count * yStep + 3);
        float[] before = y.clone();
        kernels.product(x, 1, xStep, count, terms, w, 2, wStep, columns, y, 3, yStep);
        for (int i = 0; i < y.length; i++) {
          int m = yStep == 0 ? -1 : Math.floorDiv(i - 3, yStep);
          int c = i - 3 - m * yStep;
          double expected = before[i];
          if (m >= 0 && m < count && c < columns) {
            expected = 0;
            for (int k = 0; k < terms; k++) {
              expected += (double) x[1 + m * xStep + k] * w[2 + k * wStep + c];
            }
          }
          assertThat((double) y[i])
              .as("%d × %d of %d terms, element %d", count, columns, terms, i)
              .isCloseTo(expected, within(1e-5));
        }
      }
    }
  }

  private static float[] numbers(Random random, int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = random.nextFloat() - 0.5f;
    }
    return numbers;
  }
}

package io.tenon.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Both twins of the kernels against the kernels' definition, over every remainder of a tile. */
class TwinsTest {
  private static final int[] TERMS = {1, 2, 75, 400};
  private static final int[] STEPS = {1, 16, 7};

  @ParameterizedTest
  @EnumSource
  void rowsAreTheirDefinition(Twin twin) {
    Kernels kernels = twin.kernels();
    int seed = 0;
    for (int count = 1; count <= 40; count++) {
      for (int outputs = 1; outputs <= 70; outputs++) {
        int terms = TERMS[seed / 3 % 4];
        new RowsCase(false, count, outputs, terms, STEPS[seed % 3], seed).check(kernels);
        seed++;
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void pooledRowsAreTheirDefinition(Twin twin) {
    Kernels kernels = twin.kernels();
    int seed = 100_000;
    for (int count = 1; count <= 20; count++) {
      for (int outputs = 1; outputs <= 50; outputs++) {
        int terms = TERMS[seed / 3 % 4];
        new RowsCase(true, count, outputs, terms, STEPS[seed % 3], seed).check(kernels);
        seed++;
      }
    }
  }

  /** Every tile with every number of terms, distance and a dozen of the seed's other choices. */
  @ParameterizedTest
  @EnumSource
  void everyTileTakesEveryDistance(Twin twin) {
    Kernels kernels = twin.kernels();
    int seed = 200_000;
    for (int outputs : new int[] {6, 16, 17, 40, 48, 64}) {
      for (int count : new int[] {1, 3, 5, 6, 14}) {
        for (int terms : TERMS) {
          for (int xStep : STEPS) {
            for (int i = 0; i < 4; i++) {
              new RowsCase(false, count, outputs, terms, xStep, seed).check(kernels);
              new RowsCase(true, count, outputs, terms, xStep, seed).check(kernels);
              seed++;
            }
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void noPositionsNoTermsNoOutputs(Twin twin) {
    Kernels kernels = twin.kernels();
    float[] none = {};
    Panel empty = new Panel(none, 0, null, 0, 0, new int[] {0}, true);
    kernels.rows(empty, new float[1], 0, 1, 1, none, 0, 0, 16, Epilogue.RELU);
    kernels.rowsMaxPool2(empty, new float[4], 0, 2, 1, 1, none, 0, 16, Epilogue.RELU);
    Panel one = new Panel(new float[1], 0, null, 0, 1, new int[] {0}, true);
    kernels.rows(one, none, 0, 1, 0, none, 0, 3, 99, Epilogue.RELU);
    kernels.rowsMaxPool2(one, none, 0, 2, 1, 0, none, 0, 99, Epilogue.RELU);
    float[] y = new float[32];
    Panel termless = new Panel(none, 0, new float[] {-1, 7}, 0, 2, new int[0], true);
    kernels.rows(termless, none, 0, 1, 2, y, 0, 16, 16, Epilogue.RELU6);
    assertThat(y).startsWith(0, 6, 0).containsOnly(0, 6);
    kernels.rowsMaxPool2(termless, none, 0, 2, 1, 2, y, 0, 32, Epilogue.NONE);
    assertThat(y).startsWith(-1, 7, 0).containsOnly(-1, 7, 0);
  }

  @ParameterizedTest
  @EnumSource
  void aShiftedBlockIsRefusedWhereItCannotLie(Twin twin) {
    Kernels kernels = twin.kernels();
    Panel panel = new Panel(new float[20], 0, null, 0, 20, new int[] {0}, false);
    float[] x = new float[8];
    float[] y = new float[100];
    assertThatThrownBy(() -> kernels.rows(panel, x, 0, 1, 1, y, 0, 16, 32, Epilogue.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("20 results lie together, so blocks are 16 apart, not 32")
        .hasMessageContaining("Fix: pack whole blocks");
    assertThatThrownBy(() -> kernels.rowsMaxPool2(panel, x, 0, 2, 1, 1, y, 0, 16, Epilogue.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("20 outputs without whole blocks");
  }

  @ParameterizedTest
  @EnumSource
  void largestOfFourAsInPyTorch(Twin twin) {
    Kernels kernels = twin.kernels();
    Panel panel = new Panel(new float[] {1}, 0, null, 0, 1, new int[] {0}, true);
    float nan = Float.NaN;
    float inf = Float.POSITIVE_INFINITY;
    for (int step : STEPS) {
      for (int place = 0; place < 4; place++) {
        for (int count : new int[] {1, 2, 3, 5, 9}) {
          for (float odd : new float[] {nan, inf, 3}) {
            float[] x = new float[4 * count * step];
            java.util.Arrays.fill(x, -inf);
            for (int m = 0; m < count; m++) {
              x[place / 2 * 2 * count * step + (2 * m + place % 2) * step] = odd;
            }
            float[] y = new float[16 * count];
            kernels.rowsMaxPool2(
                panel, x, 0, 2 * count * step, step, count, y, 0, 16 * count, Epilogue.RELU);
            for (int m = 0; m < count; m++) {
              assertThat(y[16 * m])
                  .as("place %d, step %d, %s", place, step, odd)
                  .isEqualTo(Float.valueOf(odd));
            }
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void negativeZeroIsZero(Twin twin) {
    Kernels kernels = twin.kernels();
    for (Epilogue epilogue : Epilogue.values()) {
      float[] y = new float[16];
      Panel panel = new Panel(new float[] {-0f}, 0, new float[] {-0f}, 0, 1, new int[1], true);
      kernels.rows(panel, new float[] {1}, 0, 1, 1, y, 0, 16, 16, epilogue);
      assertThat((double) y[0]).isCloseTo(0, within(0.0));
      kernels.rowsMaxPool2(panel, new float[] {-0f, 0, 0, -0f}, 0, 2, 1, 1, y, 0, 16, epilogue);
      assertThat((double) y[0]).isCloseTo(0, within(0.0));
    }
  }

  @ParameterizedTest
  @EnumSource
  void additionsAreTheirDefinition(Twin twin) {
    Kernels kernels = twin.kernels();
    Random random = new Random(6);
    float[] a = new float[80];
    float[] b = new float[80];
    for (int i = 0; i < a.length; i++) {
      a[i] = (float) random.nextGaussian() * 4;
      b[i] = (float) random.nextGaussian() * 4;
    }
    b[10] = Float.NaN;
    for (Epilogue epilogue : Epilogue.values()) {
      for (int count = 0; count <= 70; count++) {
        float[] apart = new float[80];
        float[] inPlace = b.clone();
        kernels.add(a, 3, b, 7, apart, 5, count, epilogue);
        kernels.add(a, 3, inPlace, 7, inPlace, 7, count, epilogue);
        float[] expected = new float[80];
        float[] expectedInPlace = b.clone();
        for (int i = 0; i < count; i++) {
          expected[5 + i] = epilogue.of(a[3 + i] + b[7 + i]);
          expectedInPlace[7 + i] = expected[5 + i];
        }
        assertThat(apart).as("%s of %d, seed 6", epilogue, count).isEqualTo(expected);
        assertThat(inPlace).as("%s of %d, seed 6", epilogue, count).isEqualTo(expectedInPlace);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void sumsAreTheirDefinition(Twin twin) {
    Kernels kernels = twin.kernels();
    Random random = new Random(5);
    float[] x = new float[403];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) random.nextGaussian();
    }
    for (int count = 0; count <= 400; count++) {
      double sum = 0;
      double absolute = 0;
      double squares = 0;
      for (int i = 0; i < count; i++) {
        sum += x[3 + i];
        absolute += Math.abs(x[3 + i]);
        squares += (x[3 + i] - 0.25) * (x[3 + i] - 0.25);
      }
      double rounding = (count + 3) * 0x1p-24;
      assertThat((double) kernels.sum(x, 3, count))
          .as("sum of %d, seed 5", count)
          .isCloseTo(sum, within(rounding * absolute));
      assertThat((double) kernels.sumOfSquares(x, 3, count, 0.25f))
          .as("sum of %d squares, seed 5", count)
          .isCloseTo(squares, within(2 * rounding * squares));
    }
    x[200] = Float.NaN;
    assertThat(kernels.sum(x, 3, 400)).isNaN();
    assertThat(kernels.sumOfSquares(x, 3, 400, 0)).isNaN();
  }

  @ParameterizedTest
  @EnumSource
  void rowsAreScaledAndNormalised(Twin twin) {
    Kernels kernels = twin.kernels();
    Random random = new Random(7);
    float[] x = new float[80];
    float[] weight = new float[80];
    float[] bias = new float[80];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) random.nextGaussian();
      weight[i] = (float) random.nextGaussian();
      bias[i] = (float) random.nextGaussian();
    }
    x[20] = Float.NaN;
    for (int count = 0; count <= 70; count++) {
      float[] scaled = new float[80];
      kernels.scale(x, 3, count, 1.5f, scaled, 5);
      float[] normalised = x.clone();
      kernels.normalize(normalised, 3, count, 0.25f, 2, weight, bias, normalised, 3);
      float[] expected = new float[80];
      for (int i = 0; i < count; i++) {
        expected[5 + i] = x[3 + i] * 1.5f;
        double value = (x[3 + i] - 0.25) * 2 * weight[i] + bias[i];
        assertNear(normalised[3 + i], value, i, count);
      }
      assertThat(scaled).as("%d, seed 7", count).isEqualTo(expected);
      assertThat(java.util.Arrays.copyOfRange(normalised, 3 + count, 80))
          .isEqualTo(java.util.Arrays.copyOfRange(x, 3 + count, 80));
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatGatesAreMadeOfIsItsDefinition(Twin twin) {
    Kernels kernels = twin.kernels();
    Random random = new Random(8);
    float[] x = new float[300];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) random.nextGaussian();
    }
    x[20] = Float.NaN;
    for (int count = 0; count <= 70; count++) {
      float[] mul = x.clone();
      float[] mulAdd = x.clone();
      float[] lerp = x.clone();
      kernels.mul(mul, 3, x, 100, mul, 3, count);
      kernels.mulAdd(x, 100, mulAdd, 3, x, 200, mulAdd, 3, count);
      kernels.lerp(x, 200, lerp, 3, x, 100, lerp, 3, count);
      for (int i = 0; i < x.length; i++) {
        boolean in = i >= 3 && i < 3 + count;
        double a = x[i];
        double b = in ? x[i + 97] : 0;
        double c = in ? x[i + 197] : 0;
        assertNear(mul[i], in ? a * b : a, i, count);
        assertNear(mulAdd[i], in ? a * b + c : a, i, count);
        assertNear(lerp[i], in ? c + b * (a - c) : a, i, count);
      }
    }
  }

  private static void assertNear(double actual, double expected, int i, int count) {
    if (Double.isNaN(expected)) {
      assertThat(actual).as("NaN stays NaN").isNaN();
    } else {
      assertThat(actual)
          .as("element %d of %d, seed 8", i, count)
          .isCloseTo(expected, within(2e-6 * (1 + Math.abs(expected))));
    }
  }
}

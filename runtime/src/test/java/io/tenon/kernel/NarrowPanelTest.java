package io.tenon.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Convolutions whose lanes are columns: both twins against the definition. */
final class NarrowPanelTest {
  private static final float GUARD = -777;

  @ParameterizedTest
  @ValueSource(ints = {8, 9, 10, 13, 14, 15, 16, 17, 20, 23, 24, 28, 31, 32, 33, 40, 56, 112})
  void bothTwinsComputeTheDefinition(int count) {
    for (Kernels kernels : new Kernels[] {Kernels.scalar(), Kernels.best()}) {
      for (int outputs = 1; outputs <= 13; outputs++) {
        check(kernels, count, outputs, 1000 * count + outputs);
      }
    }
  }

  private static void check(Kernels kernels, int count, int outputs, int seed) {
    Random random = new Random(seed);
    int terms = 1 + random.nextInt(80);
    int[] offsets = new int[terms];
    Arrays.setAll(offsets, k -> random.nextInt(300));
    float[] weight = numbers(random, outputs * terms);
    float[] bias = numbers(random, outputs);
    int xRow = 2 * count + random.nextInt(9);
    int reach = Arrays.stream(offsets).max().orElse(0) + xRow + 2 * count;
    float[] x = numbers(random, 3 + reach); // reading further throws
    if (random.nextInt(6) == 0) {
      x[random.nextInt(x.length)] = Float.NaN;
    }
    int yOutput = 2 * count + random.nextInt(2) * 5;
    Epilogue epilogue = Epilogue.values()[random.nextInt(3)];
    float[] y = new float[5 + (outputs - 1) * yOutput + 2 * count + 5];
    Arrays.fill(y, GUARD);
    NarrowPanel panel = new NarrowPanel(weight, bias, outputs, offsets);
    kernels.columnsMaxPool2(panel, x, 3, xRow, count, y, 5, yOutput, epilogue);
    for (int o = 0; o < outputs; o++) {
      for (int m = 0; m < count; m++) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int r = 0; r < 2; r++) {
          for (int p = 0; p < 2; p++) {
            double sum = 0;
            for (int k = 0; k < terms; k++) {
              sum += (double) x[3 + offsets[k] + r * xRow + 2 * m + p] * weight[o * terms + k];
            }
            largest = Math.max(largest, sum);
          }
        }
        float expected = epilogue.of((float) (largest + bias[o]));
        float actual = y[5 + o * yOutput + m];
        if (Float.isNaN(expected)) {
          assertThat(actual).as("seed %d", seed).isNaN();
        } else {
          assertThat(actual)
              .as("%s, seed %d, output %d, position %d", kernels.name(), seed, o, m)
              .isCloseTo(expected, within(1e-5f * terms));
        }
      }
      for (int gap = 2 * count; gap < yOutput && o + 1 < outputs; gap++) {
        assertThat(y[5 + o * yOutput + gap]).as("seed %d", seed).isEqualTo(GUARD);
      }
    }
    assertThat(y[4]).isEqualTo(GUARD);
    assertThat(y[y.length - 5]).as("seed %d", seed).isEqualTo(GUARD);
  }

  private static float[] numbers(Random random, int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = random.nextFloat() - 0.5f;
    }
    return numbers;
  }

  @Test
  void arraysOfOtherLengthsAreRefused() {
    assertThatThrownBy(() -> new NarrowPanel(new float[7], new float[2], 2, new int[4]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("7 weights and 2 biases don't fill 2 outputs of 4 terms");
  }
}

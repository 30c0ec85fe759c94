package io.tenon.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Both twins of a time step's kernels against their definitions. */
class RecurrentKernelsTest {
  private static final float GUARD = -777;

  private static float[] numbers(Random random, int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }

  @Test
  void outputsFillStripes() {
    assertThat(new StripedPanel(new float[30], 0, null, 0, 30, 1).stored).isEqualTo(64);
    StripedPanel panel = new StripedPanel(new float[257], 0, null, 0, 257, 1);
    assertThat(panel.stored).isEqualTo(320);
    assertThat(panel.width(0)).isEqualTo(192);
    assertThat(panel.width(192)).isEqualTo(64);
    assertThat(new StripedPanel(new float[0], 0, null, 0, 0, 9).stored).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void stripesAreTheirDefinition(Twin twin) {
    Kernels kernels = twin.kernels();
    int seed = 0;
    for (int count = 0; count <= 14; count++) {
      for (int outputs : new int[] {1, 30, 64, 65, 128, 192, 384, 400, 512}) {
        for (int terms : new int[] {1, 7, 128}) {
          stripes(kernels, count, outputs, terms, seed++);
        }
      }
    }
  }

  @Test
  void longRowsGiveTheSameBits() {
    Random random = new Random(7);
    for (int outputs : new int[] {30, 257, 600}) {
      int terms = 1 + random.nextInt(30);
      float[] bias = numbers(random, outputs);
      StripedPanel panel =
          new StripedPanel(numbers(random, outputs * terms), 0, bias, 0, outputs, terms);
      float[] x = numbers(random, 3 * terms);
      float[] few = new float[3 * panel.stored];
      Kernels.scalar().stripes(panel, x, 0, terms, 3, few, 0, panel.stored);
      assertThat(panel.rows(1_000_000)).hasDimensions(terms, panel.stored);
      float[] many = new float[3 * panel.stored];
      Kernels.scalar().stripes(panel, x, 0, terms, 3, many, 0, panel.stored);
      assertThat(many).isEqualTo(few);
    }
  }

  private static void stripes(Kernels kernels, int count, int outputs, int terms, int seed) {
    Random random = new Random(seed);
    float[] weight = numbers(random, 3 + outputs * terms);
    float[] bias = random.nextInt(4) > 0 ? numbers(random, 2 + outputs) : null;
    StripedPanel panel = new StripedPanel(weight, 3, bias, 2, outputs, terms);
    int xStep = terms + random.nextInt(3);
    float[] x = numbers(random, 5 + Math.max(0, count - 1) * xStep + terms);
    int yStep = panel.stored + random.nextInt(2) * 9;
    float[] y = new float[4 + count * yStep + 20];
    Arrays.fill(y, GUARD);
    kernels.stripes(panel, x, 5, xStep, count, y, 4, yStep);
    for (int i = 0; i < y.length; i++) {
      int m = Math.floorDiv(i - 4, yStep);
      int o = i - 4 - m * yStep;
      double expected = GUARD;
      double size = 0;
      if (m >= 0 && m < count && o < panel.stored) {
        expected = bias != null && o < outputs ? bias[2 + o] : 0;
        for (int k = 0; o < outputs && k < terms; k++) {
          double product = (double) x[5 + m * xStep + k] * weight[3 + o * terms + k];
          expected += product;
          size += Math.abs(product);
        }
      }
      // a float sum of n terms is within n · 2⁻²⁴ of the sum of its terms' absolute values
      assertThat((double) y[i])
          .as("seed %d: output %d of position %d, %d outputs, %d terms", seed, o, m, outputs, terms)
          .isCloseTo(expected, within((terms + 2) * 0x1p-24 * (size + Math.abs(expected))));
    }
  }

  /** So a batch may be computed in parts: each sample's result is that of any number of them. */
  @ParameterizedTest
  @EnumSource
  void aPositionIsTheSameAmongOthers(Twin twin) {
    Kernels kernels = twin.kernels();
    Random random = new Random(5);
    int terms = 70;
    StripedPanel panel =
        new StripedPanel(numbers(random, 270 * terms), 0, numbers(random, 270), 0, 270, terms);
    float[] x = numbers(random, 13 * terms);
    float[] one = new float[13 * panel.stored];
    for (int m = 0; m < 13; m++) {
      kernels.stripes(panel, x, m * terms, terms, 1, one, m * panel.stored, panel.stored);
    }
    for (int count = 2; count <= 13; count++) {
      float[] several = new float[count * panel.stored];
      kernels.stripes(panel, x, 0, terms, count, several, 0, panel.stored);
      assertThat(several).isEqualTo(Arrays.copyOf(one, count * panel.stored));
    }
  }

  @ParameterizedTest
  @EnumSource
  void gruGatesAreTheirDefinition(Twin twin) {
    Kernels kernels = twin.kernels();
    for (int hidden : new int[] {1, 15, 16, 40, 128}) {
      Random random = new Random(hidden);
      float[] x = numbers(random, 2 + 3 * hidden);
      float[] products = numbers(random, 1 + 3 * hidden + 2);
      products[1] = 200; // gates that are all open, and shut
      products[1 + 2 * hidden - 1] = -200;
      float[] h = products.clone();
      float[] state = numbers(random, 3 + hidden + 1);
      float[] y = state.clone();
      kernels.gruGates(hidden, x, 2, h, 1, y, 3, y, 3); // in place
      for (int i = 0; i < hidden; i++) {
        double r = sigmoid((double) x[2 + i] + products[1 + i]);
        double z = sigmoid((double) x[2 + hidden + i] + products[1 + hidden + i]);
        double n = Math.tanh(x[2 + 2 * hidden + i] + r * products[1 + 2 * hidden + i]);
        assertThat((double) y[3 + i])
            .as("%d of %d", i, hidden)
            .isCloseTo(n + z * (state[3 + i] - n), within(1e-6));
      }
      assertThat(y).startsWith(Arrays.copyOf(state, 3)).endsWith(state[3 + hidden]);
      assertThat(h)
          .startsWith(products[0])
          .endsWith(Arrays.copyOfRange(products, h.length - 2, h.length));
    }
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}

package io.tenon.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Depthwise convolutions by both twins against their definition in double precision, over every
 * remainder of a block of channels and of a tile's positions. Guard values lie around the results,
 * and the operand ends where the last one needed lies.
 */
class DepthwiseTest {
  private static final float GUARD = -777;

  @ParameterizedTest
  @EnumSource
  void convolutionsAreTheirDefinition(Twin twin) {
    Kernels kernels = twin.kernels();
    int seed = 0;
    for (int channels = 1; channels <= 40; channels++) {
      for (int width = 3; width <= 21; width++) {
        for (int stride = 1; stride <= 3; stride++) {
          for (int padding = 0; padding <= 2; padding++) {
            new Case(channels, width, stride, padding, seed++).check(kernels);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void shiftedBlocksAreRefusedAndNoPositionsAreNoWork(Twin twin) {
    Kernels kernels = twin.kernels();
    Panel shifted = new Panel(new float[20], 0, null, 0, 20, new int[] {0}, false);
    float[] none = {};
    assertThatThrownBy(
            () -> kernels.depthwise(shifted, none, 0, 16, 0, 1, none, 0, 0, Epilogue.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "panel: 20 outputs without whole blocks, where whole blocks are stored. Fix: pack whole"
                + " blocks");
    Panel whole = new Panel(new float[20], 0, null, 0, 20, new int[] {0}, true);
    float[] y = {1};
    kernels.depthwise(whole, none, 0, 16, 99, 0, y, 0, 99, Epilogue.RELU);
    assertThat(y).containsExactly(1);
  }

  @ParameterizedTest
  @EnumSource
  void aChannelThatIsNotFiniteStaysAlone(Twin twin) {
    Panel panel = new Panel(new float[] {1, 2, 3}, 0, null, 0, 3, new int[] {0}, true);
    float[] x = new float[16];
    x[0] = Float.NaN;
    x[1] = Float.POSITIVE_INFINITY;
    x[2] = 5;
    float[] y = new float[16];
    twin.kernels().depthwise(panel, x, 0, 16, 16, 1, y, 0, 16, Epilogue.RELU6);
    assertThat(Arrays.copyOf(y, 4)).containsExactly(Float.NaN, 6, 6, 0);
  }

  @ParameterizedTest
  @EnumSource
  void numbersThatAreNotFiniteGoThroughWindowsAsTheyDoThroughAComparison(Twin twin) {
    float minusNaN = Float.intBitsToFloat(0xFFC00000); // what x86 makes of 0·∞
    float[] cases = {
      Float.NaN,
      minusNaN,
      Float.POSITIVE_INFINITY,
      Float.NEGATIVE_INFINITY,
      -3,
      -0f,
      0,
      5,
      7,
      1e-42f
    };
    float[] weight = new float[9];
    weight[4] = 1; // the window's middle
    int width = 10;
    Panel panel = new Panel(weight, 0, null, 0, 1, Offsets.blocks(1, 3, 3, 3, width, 1, 1), true);
    for (int stride = 1; stride <= 2; stride++) {
      int count = (width - 3) / stride + 1;
      for (float number : cases) {
        for (Epilogue epilogue : Epilogue.values()) {
          float[] x = new float[3 * width * 16];
          x[(width + 1) * 16] = number; // the middle of the first window
          float[] y = new float[count * 16];
          twin.kernels().depthwise(panel, x, 0, stride * 16, 0, count, y, 0, 0, epilogue);
          Float expected = epilogue.of(number) + 0;
          assertThat(y[0] + 0).as("%s of %s", epilogue, number).isEqualTo(expected);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void rowsAtOnceAreThoseOneByOneToTheLastBit(Twin twin) {
    Random random = new Random(7);
    for (int width = 6; width <= 19; width++) {
      for (int stride = 1; stride <= 2; stride++) {
        for (Epilogue epilogue : Epilogue.values()) {
          int height = 9;
          int rows = (height - 3) / stride + 1;
          int count = (width - 3) / stride + 1;
          int map = height * width * 16;
          float[] weight = Case.numbers(random, 20 * 9);
          int[] offsets = Offsets.blocks(1, 3, 3, height, width, 1, 1);
          Panel panel = new Panel(weight, 0, weight, 0, 20, offsets, true);
          float[] x = Case.numbers(random, 2 * map);
          x[random.nextInt(2 * map)] = Float.NaN; // rows beside it are computed in another way
          float[] once = new float[2 * rows * count * 16];
          float[] each = once.clone();
          int xRow = stride * width * 16;
          int yRow = count * 16;
          Kernels kernels = twin.kernels();
          kernels.depthwise(
              panel,
              x,
              0,
              stride * 16,
              xRow,
              map,
              rows,
              count,
              once,
              0,
              yRow,
              rows * yRow,
              epilogue);
          for (int h = 0; h < rows; h++) {
            kernels.depthwise(
                panel, x, h * xRow, stride * 16, map, count, each, h * yRow, rows * yRow, epilogue);
          }
          assertThat(once).as("width %d, %s", width, epilogue).containsExactly(each);
        }
      }
    }
  }

  /** A 3×3 or 2×3 convolution of one map, a call for each row. */
  private static final class Case {
    private final int seed;
    private final int channels;
    private final int stride;
    private final int kernelH;
    private final int height;
    private final int width;
    private final float[] weight;
    private final float[] bias;
    private final float[] x;
    private final Epilogue epilogue;

    Case(int channels, int width, int stride, int padding, int seed) {
      Random random = new Random(seed);
      this.seed = seed;
      this.channels = channels;
      this.stride = stride;
      this.kernelH = 2 + random.nextInt(2);
      this.height = 3 + random.nextInt(3) + 2 * padding;
      this.width = width + 2 * padding;
      this.weight = numbers(random, channels * kernelH * 3);
      this.bias = random.nextInt(4) == 0 ? null : numbers(random, channels);
      this.epilogue = Epilogue.values()[random.nextInt(3)];
      float[] planes = numbers(random, channels * (height - 2 * padding) * width);
      int blocks = (channels + 15) / 16;
      float[] inside = new float[blocks * 16 * (height - 2 * padding) * width];
      Maps.toBlocks(planes, 0, channels, (height - 2 * padding) * width, inside, 0);
      x = new float[5 + blocks * height * this.width * 16];
      int p = padding;
      Maps.surround(inside, 0, blocks, height - 2 * p, width, 16, p, p, p, p, x, 5);
    }

    private static float[] numbers(Random random, int count) {
      float[] numbers = new float[count];
      for (int i = 0; i < count; i++) {
        numbers[i] = (float) random.nextGaussian();
      }
      return numbers;
    }

    void check(Kernels kernels) {
      int rows = (height - kernelH) / stride + 1;
      int count = (width - 3) / stride + 1;
      int blocks = (channels + 15) / 16;
      int[] offsets = Offsets.blocks(1, kernelH, 3, height, width, 1, 1);
      Panel panel = new Panel(weight, 0, bias, 0, channels, offsets, true);
      int yBlock = rows * count * 16 + seed % 2 * 3;
      float[] y = new float[7 + blocks * yBlock + 20];
      Arrays.fill(y, GUARD);
      boolean[] owned = new boolean[y.length];
      for (int h = 0; h < rows; h++) {
        int from = 5 + h * stride * width * 16;
        int to = 7 + h * count * 16;
        int xBlock = height * width * 16;
        kernels.depthwise(panel, x, from, stride * 16, xBlock, count, y, to, yBlock, epilogue);
        for (int w = 0; w < count; w++) {
          for (int c = 0; c < blocks * 16; c++) {
            int at = to + c / 16 * yBlock + w * 16 + c % 16;
            owned[at] = true;
            compare(kernels, h, w, c, y[at]);
          }
        }
      }
      for (int i = 0; i < y.length; i++) {
        if (!owned[i] && y[i] != GUARD) {
          fail(kernels.name() + ", seed " + seed + ": wrote to element " + i + ", not its own");
        }
      }
    }

    private void compare(Kernels kernels, int h, int w, int c, float actual) {
      double sum = bias == null || c >= channels ? 0 : bias[c];
      double absolute = Math.abs(sum);
      for (int k = 0; c < channels && k < kernelH * 3; k++) {
        int row = c / 16 * height + h * stride + k / 3;
        int at = 5 + (row * width + w * stride + k % 3) * 16 + c % 16;
        double product = (double) x[at] * weight[c * kernelH * 3 + k];
        sum += product;
        absolute += Math.abs(product);
      }
      double low = epilogue == Epilogue.NONE ? sum : Math.max(0, sum);
      double expected = epilogue == Epilogue.RELU6 ? Math.min(6, low) : low;
      // a float sum of n terms is within n · 2⁻²⁴ of the sum of its terms' absolute values
      if (!(Math.abs(actual - expected) <= (kernelH * 3 + 2) * 0x1p-24 * absolute)) {
        fail(
            kernels.name()
                + ", seed "
                + seed
                + ": channel "
                + c
                + " of position "
                + h
                + ", "
                + w
                + " is "
                + actual
                + ", not "
                + expected);
      }
    }
  }
}

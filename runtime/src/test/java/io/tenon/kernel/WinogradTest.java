package io.tenon.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Convolutions by Winograd's tiles, by both twins, against their definition in double precision: as
 * generated code calls them, for maps that tiles cover exactly and others, with and without what is
 * added. Guard values lie around the results.
 */
class WinogradTest {
  private static final float GUARD = -777;

  @ParameterizedTest
  @EnumSource
  void convolutionsAreTheirDefinition(Twin twin) {
    Kernels kernels = twin.kernels();
    int seed = 0;
    for (WinogradTile tile : WinogradTile.values()) {
      for (int height = tile.results; height <= 11; height++) {
        for (int width = tile.results; width <= 14; width++) {
          new Case(tile, height, width, seed++).check(kernels);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void zerosGiveTheBiasExactlyAndNaNReachesItsTilesAlone(Twin twin) {
    for (WinogradTile tile : WinogradTile.values()) {
      Case zeros = new Case(tile, 12, 12, 99);
      Arrays.fill(zeros.x, 0);
      float[] y = zeros.run(twin.kernels(), null, Epilogue.NONE);
      for (int i = 0; i < 12 * 12; i++) {
        assertThat(y[zeros.at(1, i / 12, i % 12)]).isEqualTo(zeros.bias[1]);
      }
      zeros.x[zeros.xAt(0, 0, 0)] = Float.NaN;
      zeros.x[zeros.xAt(0, 13, 13)] = Float.POSITIVE_INFINITY;
      y = zeros.run(twin.kernels(), null, Epilogue.NONE);
      assertThat(y[zeros.at(1, 0, 0)]).isNaN();
      assertThat(Float.isFinite(y[zeros.at(1, 11, 11)])).isFalse();
      assertThat(y[zeros.at(1, tile.results, 0)]).isEqualTo(zeros.bias[1]);
      assertThat(y[zeros.at(1, 5, 5)]).isEqualTo(zeros.bias[1]);
    }
  }

  @ParameterizedTest
  @EnumSource
  void rowsThatNoTileFitsAreRefused(Twin twin) {
    Kernels kernels = twin.kernels();
    float[] none = {};
    String message =
        "winograd: a tile of 4 results does not fit a row of 3. Fix: convolve narrow maps by"
            + " Kernels.rows";
    WinogradTile four = WinogradTile.FOUR;
    assertThatThrownBy(
            () -> kernels.winogradInput(four, none, 0, 0, 0, 1, 3, none, 0, 0, 0, none, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
    assertThatThrownBy(
            () ->
                kernels.winogradOutput(
                    four,
                    none,
                    0,
                    0,
                    0,
                    1,
                    3,
                    0,
                    none,
                    0,
                    null,
                    0,
                    0,
                    0,
                    none,
                    0,
                    0,
                    0,
                    Epilogue.RELU,
                    none,
                    0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  /** A convolution of one sample, all tiles at a time. */
  private static final class Case {
    private final WinogradTile tile;
    private final int seed;
    private final int channels;
    private final int outputs;
    private final int height;
    private final int width;
    private final int gap;
    private final float[] weight;
    private final float[] bias;
    private final float[] x;
    private final WinogradPanel panel;

    Case(WinogradTile tile, int height, int width, int seed) {
      Random random = new Random(seed);
      this.tile = tile;
      this.seed = seed;
      this.channels = 1 + random.nextInt(40);
      this.outputs = 2 + random.nextInt(90);
      this.height = height;
      this.width = width;
      this.gap = random.nextInt(3) * 16; // behind each row of results, as zeros around maps are
      this.weight = numbers(random, outputs * channels * 9);
      this.bias = numbers(random, outputs);
      int plane = (height + 2) * (width + 2);
      x = new float[5 + blocks(channels) * plane * 16];
      Maps.toBlocks(numbers(random, channels * plane), 0, channels, plane, x, 5);
      panel = new WinogradPanel(tile, weight, bias, outputs, channels, tiles());
    }

    private static float[] numbers(Random random, int count) {
      float[] numbers = new float[count];
      for (int i = 0; i < count; i++) {
        numbers[i] = (float) random.nextGaussian();
      }
      return numbers;
    }

    private static int blocks(int channels) {
      return (channels + 15) / 16;
    }

    private int tiles() {
      return tile.tiles(height) * tile.tiles(width);
    }

    private int yRow() {
      return width * 16 + gap;
    }

    private int yBlock() {
      return height * yRow();
    }

    int xAt(int channel, int h, int w) {
      int row = channel / 16 * (height + 2) + h;
      return 5 + (row * (width + 2) + w) * 16 + channel % 16;
    }

    int at(int output, int h, int w) {
      return 7 + output / 16 * yBlock() + h * yRow() + w * 16 + output % 16;
    }

    /** The results; {@code z} lies as they do, and may be null. */
    float[] run(Kernels kernels, float[] z, Epilogue epilogue) {
      float[] y = new float[7 + blocks(outputs) * yBlock() + 20];
      Arrays.fill(y, GUARD);
      boolean inPlace = seed % 2 == 0;
      if (z != null && inPlace) {
        System.arraycopy(z, 0, y, 0, y.length);
      }
      int block = tiles() * 16;
      int vPoint = blocks(channels) * block;
      int mPoint = WinogradPanel.GROUP / 16 * block;
      float[] v = new float[tile.points() * vPoint];
      float[] m = new float[tile.points() * mPoint];
      float[] scratch = new float[tile.scratch(width)];
      int wide = tile.tiles(width);
      int xRow = (width + 2) * 16;
      for (int r = 0; r < tile.tiles(height); r++) {
        int from = 5 + tile.first(r, height) * xRow;
        int xBlock = (height + 2) * xRow;
        int to = r * wide * 16;
        kernels.winogradInput(
            tile, x, from, xRow, xBlock, blocks(channels), width, v, to, vPoint, block, scratch, 0);
      }
      for (int g = 0; g * WinogradPanel.GROUP < outputs; g++) {
        for (int e = 0; e < tile.points(); e++) {
          Panel products = panel.panel(g, e);
          kernels.rows(
              products, v, e * vPoint, 16, tiles(), m, e * mPoint, 16, block, Epilogue.NONE);
        }
        for (int r = 0; r < tile.tiles(height); r++) {
          int blocks = Math.min(4, blocks(outputs) - 4 * g);
          int skip = r * tile.results - tile.first(r, height);
          int to = 7 + tile.first(r, height) * yRow() + 4 * g * yBlock();
          float[] added = z != null && inPlace ? y : z;
          kernels.winogradOutput(
              tile,
              m,
              r * wide * 16,
              mPoint,
              block,
              blocks,
              width,
              skip,
              panel.bias,
              64 * g,
              added,
              to,
              yRow(),
              yBlock(),
              y,
              to,
              yRow(),
              yBlock(),
              epilogue,
              scratch,
              0);
        }
      }
      return y;
    }

    void check(Kernels kernels) {
      Random random = new Random(seed + 1);
      int size = 7 + blocks(outputs) * yBlock() + 20;
      float[] z = random.nextBoolean() ? numbers(random, size) : null;
      Epilogue epilogue = Epilogue.values()[random.nextInt(3)];
      float[] y = run(kernels, z, epilogue);
      for (int o = 0; o < outputs; o++) {
        for (int h = 0; h < height; h++) {
          for (int w = 0; w < width; w++) {
            compare(kernels, o, h, w, z == null ? 0 : z[at(o, h, w)], epilogue, y[at(o, h, w)]);
          }
        }
      }
      boolean inPlace = seed % 2 == 0;
      for (int i = 0; i < y.length; i++) {
        int in = i - 7;
        boolean owned =
            in >= 0 && in < blocks(outputs) * yBlock() && in % yBlock() % yRow() < width * 16;
        float before = z != null && inPlace ? z[i] : GUARD;
        if (!owned && y[i] != before) {
          fail(kernels.name() + ", seed " + seed + ": wrote to element " + i + ", not its own");
        }
      }
    }

    private void compare(
        Kernels kernels, int o, int h, int w, float added, Epilogue epilogue, float actual) {
      double sum = bias[o] + (double) added;
      for (int k = 0; k < channels * 9; k++) {
        int at = xAt(k / 9, h + k % 9 / 3, w + k % 3);
        sum += (double) x[at] * weight[o * channels * 9 + k];
      }
      double low = epilogue == Epilogue.NONE ? sum : Math.max(0, sum);
      double expected = epilogue == Epilogue.RELU6 ? Math.min(6, low) : low;
      // sums of n products of normal numbers are of size √n; the worst seen is 1.3e-6 and 5.6e-6
      double size = Math.sqrt(channels * 9) + 1;
      if (!(Math.abs(actual - expected) <= (tile == WinogradTile.TWO ? 4e-6 : 1e-5) * size)) {
        fail(
            kernels.name()
                + ", seed "
                + seed
                + ": output "
                + o
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

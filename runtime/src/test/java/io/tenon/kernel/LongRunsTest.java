package io.tenon.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whichever way the scalar twin takes, results are the same bits: sums in locals, as in the first
 * calls of a panel, or long loops over outputs or positions.
 */
class LongRunsTest {
  private final Kernels kernels = Kernels.scalar();

  @ParameterizedTest
  @ValueSource(ints = {16, 33, 47, 48, 64, 100, 511, 512, 513, 520, 528, 1040})
  void outputsAndPositionsAreTheSameBits(int outputs) {
    for (int terms : new int[] {1, 3, 4, 6, 41}) {
      for (boolean wholeBlocks : new boolean[] {true, false}) {
        Random random = new Random(outputs + terms);
        Panel panel =
            new Panel(
                numbers(random, outputs * terms),
                0,
                numbers(random, outputs),
                0,
                outputs,
                Panel.contiguous(terms),
                wholeBlocks);
        int count = outputs < 64 ? 300 : 60;
        int xStep = 1 + terms % 3;
        float[] x = numbers(random, count * xStep + terms);
        float[] y = new float[count * panel.stored];
        float[] one = new float[count * panel.stored];
        for (Epilogue epilogue : Epilogue.values()) {
          kernels.rows(panel, x, 0, xStep, count, y, 0, panel.stored, 16, epilogue);
          for (int m = 0; m < count; m++) {
            Panel fresh = m % 20 == 0 ? copy(panel, random, outputs, terms, wholeBlocks) : panel;
            int at = m * panel.stored;
            kernels.rows(fresh, x, m * xStep, xStep, 1, one, at, panel.stored, 16, epilogue);
          }
          assertThat(one).as("%d terms, %s", terms, epilogue).isEqualTo(y);
        }
      }
    }
  }

  /** The same panel, not used before: its sums are in locals. */
  private static Panel copy(
      Panel panel, Random random, int outputs, int terms, boolean wholeBlocks) {
    float[] weight = new float[outputs * terms];
    float[] bias = new float[outputs];
    for (int block = panel.blocks - 1; block >= 0; block--) {
      int first = panel.firstOutput(block);
      for (int c = 0; c < Math.min(Panel.LANES, outputs - first); c++) {
        bias[first + c] = panel.bias[block * Panel.LANES + c];
        for (int k = 0; k < terms; k++) {
          int at = (block * terms + k) * Panel.LANES + c;
          weight[(first + c) * terms + k] = panel.weights[at];
        }
      }
    }
    return new Panel(weight, 0, bias, 0, outputs, Panel.contiguous(terms), wholeBlocks);
  }

  @Test
  void someBlocksAreThoseOfAll() {
    Random random = new Random(3);
    int outputs = 1000;
    int terms = 9;
    int[] offsets = Panel.contiguous(terms);
    float[] weight = numbers(random, outputs * terms);
    Panel panel = new Panel(weight, 0, null, 0, outputs, offsets, true);
    int count = 40;
    float[] x = numbers(random, count + terms);
    float[] all = new float[panel.blocks * count * 16];
    kernels.rows(panel, x, 0, 1, count, all, 0, 16, count * 16, Epilogue.RELU);
    float[] parts = new float[all.length];
    for (int first = 0; first < panel.blocks; first += 7) {
      int end = Math.min(first + 7, panel.blocks);
      kernels.blocks(panel, first, end, x, 0, 1, count, parts, 0, 16, count * 16, Epilogue.RELU);
    }
    assertThat(parts).isEqualTo(all);
  }

  @Test
  void productsAreTheirDefinition() {
    for (int columns : new int[] {48, 118, 600}) {
      for (int count : new int[] {4, 13, 100}) {
        int terms = 7 + count % 5;
        Random random = new Random(columns + count);
        float[] x = numbers(random, count * (terms + 2));
        float[] w = numbers(random, terms * (columns + 3));
        float[] y = new float[count * (columns + 1) + 1];
        Arrays.fill(y, -777);
        float[] expected = y.clone();
        for (int m = 0; m < count; m++) {
          for (int c = 0; c < columns; c++) {
            float sum = 0;
            for (int k = 0; k < terms; k++) {
              sum += x[m * (terms + 2) + k] * w[k * (columns + 3) + c];
            }
            expected[1 + m * (columns + 1) + c] = sum;
          }
        }
        kernels.product(
            x, 0, terms + 2, count, terms, w, 0, columns + 3, columns, y, 1, columns + 1);
        assertThat(y).as("%d columns, %d positions", columns, count).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 6, 13, 16, 40})
  void fourRowsAreTheSameBits(int outputs) {
    for (int pooled : new int[] {2, 5, 14, 20}) {
      for (int channels = 1; channels < 5; channels++) {
        int lanes = pooled < 8 ? Panel.LANES : Math.min(outputs, Panel.LANES);
        int kernelColumns = 1 + (pooled + channels + outputs) % 6;
        Random random = new Random(outputs + 100 * pooled);
        FourRowsPanel panel =
            new FourRowsPanel(
                numbers(random, outputs * channels * 5 * kernelColumns),
                numbers(random, outputs),
                outputs,
                lanes,
                channels,
                kernelColumns,
                2 * pooled);
        int xRow = panel.reach + 3;
        float[] x = numbers(random, channels * 8 * xRow);
        float[] scratch = new float[panel.sums() + 8 * panel.sumsStep()];
        boolean blocks = lanes == Panel.LANES;
        int yRow = blocks ? pooled * 16 : 2 * pooled;
        float[] first = new float[(blocks ? panel.blocks : outputs) * 2 * yRow];
        float[] last = first.clone();
        Epilogue epilogue = Epilogue.values()[channels % 3];
        int yBlock = 2 * yRow;
        FourRowsLoops.maxPool2(
            panel, x, 0, xRow, 8 * xRow, scratch, 0, first, 0, yRow, yBlock, epilogue);
        FourRowsRuns.maxPool2(
            panel,
            FourRowsWeights.of(panel),
            x,
            0,
            xRow,
            8 * xRow,
            last,
            0,
            yRow,
            yBlock,
            epilogue);
        assertThat(last).as("%d columns, %d channels", pooled, channels).isEqualTo(first);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 7, 16, 17, 40})
  void depthwiseSumsAreTheSameBits(int count) {
    for (int terms = 1; terms < 10; terms += 2) {
      for (int xStep : new int[] {16, 32}) {
        Random random = new Random(count + terms);
        int channels = 37;
        int[] offsets = new int[terms];
        Arrays.setAll(offsets, k -> 16 * random.nextInt(20));
        float[] weight = numbers(random, channels * terms);
        float[] bias = numbers(random, channels);
        int xBlock = count * xStep + 320;
        float[] x = numbers(random, 3 * xBlock);
        for (Epilogue epilogue : Epilogue.values()) {
          Panel panel = new Panel(weight, 0, bias, 0, channels, offsets, true);
          float[] y = new float[3 * count * 16];
          DepthwiseWeights weights = new DepthwiseWeights(panel, 1 + count / 2);
          DepthwiseRuns.run(panel, weights, x, 0, xStep, xBlock, count, y, 0, count * 16, epilogue);
          Panel fresh = new Panel(weight, 0, bias, 0, channels, offsets, true);
          float[] first = new float[y.length];
          for (int m = 0; m < count; m++) {
            int at = m * xStep;
            kernels.depthwise(fresh, x, at, xStep, xBlock, 1, first, m * 16, count * 16, epilogue);
          }
          assertThat(y).as("%d terms, %s", terms, epilogue).isEqualTo(first);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void boundsAreEpilogues(Epilogue epilogue) {
    float[] values = {-1, -0f, 0, 3, 6, 7, Float.NaN, Float.NEGATIVE_INFINITY, 1e30f};
    float[] sums = values.clone();
    LongLoops.finish(sums, 0, sums.length, 0.5f, epilogue);
    for (int i = 0; i < values.length; i++) {
      assertThat(sums[i]).isEqualTo(Float.valueOf(epilogue.of(values[i] + 0.5f)));
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

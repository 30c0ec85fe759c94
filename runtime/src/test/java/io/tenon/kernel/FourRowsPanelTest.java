package io.tenon.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Convolutions of kernels of five rows, four rows at a time: both twins against the definition. */
final class FourRowsPanelTest {
  private static final float GUARD = -777;

  @ParameterizedTest
  @ValueSource(ints = {8, 9, 10, 13, 14, 15, 16, 17, 20, 23, 24, 28, 33, 56})
  void bothTwinsComputeTheDefinitionWhereLanesAreColumns(int pooled) {
    for (int outputs = 1; outputs <= 13; outputs++) {
      new Case(pooled, outputs, outputs, 1000 * pooled + outputs).check();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 6, 7, 9, 10, 14, 15})
  void bothTwinsComputeTheDefinitionWhereLanesAreOutputs(int pooled) {
    for (int outputs : new int[] {1, 7, 8, 9, 16, 17, 33, 48}) {
      new Case(pooled, outputs, Panel.LANES, 1000 * pooled + outputs).check();
    }
  }

  /** One call, its operands and what it should store. */
  private static final class Case {
    private final String name;
    private final int pooled;
    private final int outputs;
    private final int lanes;
    private final int channels;
    private final int kernelColumns;
    private final int xRow;
    private final int xChannel;
    private final float[] weight;
    private final float[] bias;
    private final float[] x;
    private final Epilogue epilogue;

    Case(int pooled, int outputs, int lanes, int seed) {
      Random random = new Random(seed);
      this.name = "seed " + seed + ", " + outputs + " outputs";
      this.pooled = pooled;
      this.outputs = outputs;
      this.lanes = lanes;
      this.channels = 1 + random.nextInt(7);
      this.kernelColumns = 1 + random.nextInt(7);
      int reach = Math.max(Panel.LANES, 2 * pooled + kernelColumns - 1);
      this.xRow = reach + random.nextInt(9);
      this.xChannel = 8 * xRow + random.nextInt(40);
      this.weight = numbers(random, outputs * channels * 5 * kernelColumns);
      this.bias = numbers(random, outputs);
      this.x = numbers(random, 3 + (channels - 1) * xChannel + 7 * xRow + reach); // no more is read
      this.epilogue = Epilogue.values()[random.nextInt(3)];
    }

    void check() {
      boolean blocks = lanes == Panel.LANES;
      int yRow = (blocks ? pooled * Panel.LANES : 2 * pooled) + 3;
      int yBlock = 2 * yRow + 5;
      int count = blocks ? (outputs + lanes - 1) / lanes : outputs;
      FourRowsPanel panel =
          new FourRowsPanel(weight, bias, outputs, lanes, channels, kernelColumns, 2 * pooled);
      for (Kernels kernels : new Kernels[] {Kernels.scalar(), Kernels.best()}) {
        float[] y = filled(5 + count * yBlock, GUARD);
        int floats =
            FourRowsPanel.scratch(
                count * (blocks ? lanes : 1), channels, kernelColumns, 2 * pooled);
        float[] scratch = filled(4 + floats + 1, Float.NaN);
        scratch[3] = GUARD;
        scratch[4 + floats] = GUARD;
        kernels.fourRowsMaxPool2(
            panel, x, 3, xRow, xChannel, scratch, 4, y, 5, yRow, yBlock, epilogue);
        for (int o = 0; o < outputs; o++) {
          for (int h = 0; h < 2; h++) {
            for (int m = 0; m < pooled; m++) {
              int at = blocks ? o / lanes * yBlock + m * lanes + o % lanes : o * yBlock + m;
              assertThat(y[5 + h * yRow + at])
                  .as("%s, %s, output %d, row %d, position %d", kernels.name(), name, o, h, m)
                  .isCloseTo(expected(o, h, m), within(1e-5f * channels * 5 * kernelColumns));
            }
          }
        }
        assertThat(y[4]).as(name).isEqualTo(GUARD);
        for (int block = 0; block < count; block++) {
          for (int i = yRow - 3; i < yRow; i++) { // between rows, and behind the second
            assertThat(y[5 + block * yBlock + i]).as(name).isEqualTo(GUARD);
            assertThat(y[5 + block * yBlock + yRow + i]).as(name).isEqualTo(GUARD);
          }
        }
        assertThat(scratch[3]).as(name).isEqualTo(GUARD);
        assertThat(scratch[4 + floats]).as(name).isEqualTo(GUARD);
      }
    }

    private float expected(int o, int h, int m) {
      double largest = Double.NEGATIVE_INFINITY;
      for (int r = 2 * h; r < 2 * h + 2; r++) {
        for (int column = 2 * m; column < 2 * m + 2; column++) {
          double sum = 0;
          for (int k = 0; k < channels * 5 * kernelColumns; k++) {
            int c = k / (5 * kernelColumns);
            int i = k / kernelColumns % 5;
            int j = k % kernelColumns;
            int at = 3 + c * xChannel + (r + i) * xRow + column + j;
            sum += (double) x[at] * weight[o * channels * 5 * kernelColumns + k];
          }
          largest = Math.max(largest, sum);
        }
      }
      return epilogue.of((float) (largest + bias[o]));
    }
  }

  @Test
  void aNumberThatIsNotFiniteIsNeverLost() {
    for (int lanes : new int[] {6, Panel.LANES}) {
      FourRowsPanel panel = new FourRowsPanel(filled(6 * 25, 1), new float[6], 6, lanes, 1, 5, 20);
      for (float value : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
        for (Kernels kernels : new Kernels[] {Kernels.scalar(), Kernels.best()}) {
          for (int row = 0; row < 8; row++) {
            float[] x = new float[8 * 24];
            x[row * 24 + 10] = value;
            float[] y = new float[2 * 20 * lanes];
            float[] scratch = new float[FourRowsPanel.scratch(lanes, 1, 5, 20)];
            boolean blocks = lanes == Panel.LANES;
            int yRow = blocks ? 10 * lanes : 20;
            kernels.fourRowsMaxPool2(
                panel, x, 0, 24, 192, scratch, 0, y, 0, yRow, 2 * yRow, Epilogue.RELU);
            for (int h = 0; h < 2; h++) {
              boolean reached = row >= 2 * h && row <= 2 * h + 5;
              float result = y[h * yRow + 4 * (blocks ? lanes : 1)];
              assertThat(Float.isFinite(result) && reached)
                  .as("%s, %d lanes, %s in row %d, pooled %d", kernels.name(), lanes, value, row, h)
                  .isFalse();
            }
          }
        }
      }
    }
  }

  @Test
  void arraysOfOtherLengthsAreRefused() {
    assertThatThrownBy(() -> new FourRowsPanel(new float[7], new float[2], 2, 2, 3, 5, 28))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("7 weights and 2 biases don't fill 2 outputs of 3 channels and kernels of 5x5");
  }

  private static float[] filled(int count, float value) {
    float[] all = new float[count];
    Arrays.fill(all, value);
    return all;
  }

  private static float[] numbers(Random random, int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = random.nextFloat() - 0.5f;
    }
    return numbers;
  }
}

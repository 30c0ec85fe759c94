package io.tenon.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tenon.Seeds;
import io.tenon.ShapeError;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What training does with a batch, by both twins against its definition. */
final class BatchMomentsTest {
  private static final float GUARD = -777;

  @ParameterizedTest
  @EnumSource
  void laneSumsAndSquaresAreTheirDefinition(Twin twin) {
    Kernels kernels = twin.kernels();
    for (int count = 0; count < 40; count++) {
      float[] x = numbers(count, 3 + count * 16);
      float[] mean = numbers(-count, 5 + 16);
      float[] y = guarded(18);
      float[] squares = guarded(18);
      kernels.laneSums(x, 3, count, y, 1);
      kernels.laneSquares(x, 3, count, mean, 5, squares, 1);
      for (int c = 0; c < 16; c++) {
        double sum = 0;
        double square = 0;
        for (int m = 0; m < count; m++) {
          double v = x[3 + m * 16 + c];
          sum += v;
          square += (v - mean[5 + c]) * (v - mean[5 + c]);
        }
        assertThat((double) y[1 + c]).isCloseTo(sum, within(1e-6 * count));
        assertThat((double) squares[1 + c]).isCloseTo(square, within(4e-6 * count));
      }
      for (float[] each : new float[][] {y, squares}) {
        assertThat(each[0]).isEqualTo(GUARD);
        assertThat(each[17]).isEqualTo(GUARD);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void scaleShiftIsItsDefinition(Twin twin) {
    Kernels kernels = twin.kernels();
    for (Epilogue epilogue : Epilogue.values()) {
      for (int count = 0; count < 9; count++) {
        float[] x = numbers(count, 3 + count * 16);
        float[] by = numbers(count + 99, 50);
        float[] y = guarded(1 + count * 16 + 1);
        if (count > 0) {
          x[3] = Float.NaN;
        }
        kernels.scaleShift(x, 3, count, by, 2, 30, y, 1, epilogue);
        for (int i = 0; i < count * 16; i++) {
          double expected = (double) x[3 + i] * by[2 + i % 16] + by[30 + i % 16];
          float wanted = epilogue.of((float) expected);
          if (Float.isNaN(wanted)) {
            assertThat(y[1 + i]).isNaN();
          } else {
            assertThat(y[1 + i]).isCloseTo(wanted, within(2e-7f));
          }
        }
        assertThat(y[0]).isEqualTo(GUARD);
        assertThat(y[1 + count * 16]).isEqualTo(GUARD);
        kernels.scaleShift(x, 3, count, by, 2, 30, x, 3, epilogue);
        for (int i = 0; i < count * 16; i++) {
          assertThat(Float.compare(x[3 + i], y[1 + i])).isZero();
        }
      }
    }
  }

  /** Far from zero, sums of floats alone would lose the variance. */
  @ParameterizedTest
  @EnumSource
  void momentsOfBlocksAndPlanesAreExact(Twin twin) {
    Kernels kernels = twin.kernels();
    int channels = 20;
    for (int plane : new int[] {1, 9, 700}) {
      for (int N : new int[] {2, 5}) {
        int size = channels * plane;
        float[] x = numbers(plane, N * size);
        for (int i = 0; i < x.length; i++) {
          x[i] += 100;
        }
        float[] blocks = new float[N * 32 * plane];
        for (int n = 0; n < N; n++) {
          Maps.toBlocks(x, n * size, channels, plane, blocks, n * 32 * plane);
        }
        float[] ofPlanes = guarded(2 * channels + 2);
        float[] ofBlocks = guarded(66);
        BatchMoments.planes(kernels, N, x, 0, size, 0, channels, plane, ofPlanes, 1, 1 + channels);
        BatchMoments.blocks(
            kernels, N, blocks, 0, 32 * plane, 0, 2, plane, new float[48], 0, ofBlocks, 1, 33);
        for (int c = 0; c < channels; c++) {
          double mean = 0;
          double variance = 0;
          for (int pass = 0; pass < 2; pass++) {
            for (int n = 0; n < N; n++) {
              for (int i = 0; i < plane; i++) {
                double v = x[n * size + c * plane + i];
                mean += pass == 0 ? v / (N * plane) : 0;
                variance += pass == 0 ? 0 : (v - mean) * (v - mean) / (N * plane);
              }
            }
          }
          assertThat((double) ofPlanes[1 + c]).isCloseTo(mean, within(3e-7 * mean));
          assertThat((double) ofBlocks[1 + c]).isCloseTo(mean, within(3e-7 * mean));
          assertThat((double) ofPlanes[1 + channels + c]).isCloseTo(variance, within(1e-6));
          assertThat((double) ofBlocks[33 + c]).isCloseTo(variance, within(1e-6));
        }
        assertThat(ofBlocks[0]).isEqualTo(GUARD);
        assertThat(ofBlocks[65]).isEqualTo(GUARD);
        assertThat(ofPlanes[0]).isEqualTo(GUARD);
        assertThat(ofPlanes[1 + 2 * channels]).isEqualTo(GUARD);
      }
    }
  }

  @Test
  void oneValueIsAnErrorInPyTorchsWords() {
    BatchMoments.requireSeveral(2, 7, 4);
    BatchMoments.requireSeveral(0, 7, 4);
    assertThatThrownBy(() -> BatchMoments.requireSeveral(1, 7, 4))
        .isInstanceOf(ShapeError.class)
        .hasMessageStartingWith(
            "batch_norm: Expected more than 1 value per channel when training, got input size"
                + " [1, 7, 1, 1]\n  Fix: ");
  }

  @Test
  void noiseIsTheSameInBlocksAndInPlanes() {
    int channels = 20;
    int plane = 6;
    float[] x = numbers(1, channels * plane);
    float[] blocks = new float[2 * plane * 16];
    Maps.toBlocks(x, 0, channels, plane, blocks, 0);
    float[] expected = new float[x.length];
    Seeds.manualSeed(3);
    Noise.drop(x, 0, x.length, 0.3, expected, 0);
    double next = Seeds.uniform();
    float[] dropped = guarded(blocks.length);
    Seeds.manualSeed(3);
    Noise.dropBlocks(blocks, 0, channels, plane, 0.3, dropped, 0);
    assertThat(Seeds.uniform()).isEqualTo(next);
    float[] planes = new float[x.length];
    Maps.toPlanes(dropped, 0, channels, plane, planes, 0);
    assertThat(planes).isEqualTo(expected);
    for (int i = plane * 16; i < dropped.length; i++) {
      assertThat(i % 16 < channels - 16 || dropped[i] == 0).isTrue();
    }
    Seeds.manualSeed(3);
    for (int i = 0; i < x.length; i++) {
      boolean kept = Seeds.uniform() >= 0.3;
      assertThat(expected[i]).isEqualTo(x[i] * (kept ? (float) (1 / 0.7) : 0));
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

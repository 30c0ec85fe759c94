package io.tenon.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenon.Shape;
import io.tenon.op.Pair;
import io.tenon.op.Pooling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Pooling against definitions that list each window's elements; random cases from printed seeds.
 */
class WindowsTest {
  private static final float GUARD = -777;
  private static final int CASES = 2000;

  @Test
  void poolingIsItsDefinition() {
    for (int seed = 0; seed < CASES; seed++) {
      Random random = new Random(seed);
      Pair kernel = pair(random, 1, 4);
      Pair stride = pair(random, 1, 3);
      Pair padding =
          new Pair(random.nextInt(kernel.h() / 2 + 1), random.nextInt(kernel.w() / 2 + 1));
      boolean ceil = random.nextBoolean();
      boolean max = random.nextBoolean();
      Pooling op =
          max
              ? Pooling.max(kernel, stride, padding, pair(random, 1, 2), ceil)
              : Pooling.avg(kernel, stride, padding, ceil, random.nextBoolean());
      int planes = random.nextInt(3);
      int inner = random.nextBoolean() ? 1 : 16;
      int height = 7 + random.nextInt(6);
      int width = 7 + random.nextInt(6);
      Shape result = op.shape(List.of(Shape.of(planes, height, width)));
      int outH = result.size(1);
      int outW = result.size(2);
      float[] x = numbers(random, 2 + planes * height * width * inner, random.nextInt(4) == 0);
      float[] y = new float[3 + planes * outH * outW * inner + 3];
      Arrays.fill(y, GUARD);
      new PoolWindows(op, height, width, outH, outW).run(x, 2, planes, inner, y, 3);
      String name = op.name() + " " + op.attributes() + ", seed " + seed;
      for (int p = 0; p < planes; p++) {
        for (int h = 0; h < outH; h++) {
          for (int w = 0; w < outW; w++) {
            for (int c = 0; c < inner; c++) {
              float actual = y[3 + ((p * outH + h) * outW + w) * inner + c];
              double expected = pooled(op, x, p, h, w, c, height, width, inner);
              assertClose(name, actual, expected);
            }
          }
        }
      }
      assertGuards(name, y);
    }
  }

  @Test
  void pooledMapsMayLieApart() {
    Pooling op = Pooling.max(Pair.of(3), Pair.of(2), Pair.of(1), Pair.of(1), false);
    PoolWindows windows = new PoolWindows(op, 9, 8, 5, 4);
    float[] x = numbers(new Random(1), 2 * 9 * 8 * 16, false);
    float[] together = new float[2 * 5 * 4 * 16];
    windows.run(x, 0, 2, 16, together, 0);
    float[] expected = new float[1000];
    Arrays.fill(expected, GUARD);
    float[] apart = expected.clone();
    for (int row = 0; row < 10; row++) {
      System.arraycopy(together, row * 64, expected, 3 + row / 5 * 450 + row % 5 * 80, 64);
    }
    windows.run(x, 0, 2, 16, apart, 3, 80, 450);
    assertThat(apart).isEqualTo(expected);
  }

  private static double pooled(
      Pooling op, float[] x, int plane, int h, int w, int c, int height, int width, int inner) {
    List<Double> inside = new ArrayList<>();
    int padded = 0; // elements of the window inside the padded map
    for (int i = 0; i < op.kernel().h(); i++) {
      for (int j = 0; j < op.kernel().w(); j++) {
        int row = h * op.stride().h() - op.padding().h() + i * op.dilation().h();
        int column = w * op.stride().w() - op.padding().w() + j * op.dilation().w();
        if (row < height + op.padding().h() && column < width + op.padding().w()) {
          padded++;
        }
        if (row >= 0 && row < height && column >= 0 && column < width) {
          inside.add((double) x[2 + ((plane * height + row) * width + column) * inner + c]);
        }
      }
    }
    if (op.mode() == Pooling.Mode.MAX) {
      return inside.stream().reduce(Double.NEGATIVE_INFINITY, Math::max);
    }
    double sum = inside.stream().mapToDouble(v -> v).sum();
    return sum / (op.countIncludePad() ? padded : inside.size());
  }

  @Test
  void adaptivePoolingIsItsDefinition() {
    for (int seed = 0; seed < CASES; seed++) {
      Random random = new Random(seed);
      int planes = random.nextInt(3);
      int inner = random.nextBoolean() ? 1 : 16;
      Pair in = pair(random, 1, 12);
      Pair out = pair(random, 1, 12);
      float[] x = numbers(random, 2 + planes * in.h() * in.w() * inner, random.nextInt(4) == 0);
      float[] y = new float[3 + planes * out.h() * out.w() * inner + 3];
      Arrays.fill(y, GUARD);
      new AdaptiveWindows(in.h(), in.w(), out.h(), out.w()).run(x, 2, planes, inner, y, 3);
      String name = "adaptive_avg_pool2d " + in + " to " + out + ", seed " + seed;
      for (int p = 0; p < planes; p++) {
        for (int h = 0; h < out.h(); h++) {
          for (int w = 0; w < out.w(); w++) {
            for (int c = 0; c < inner; c++) {
              double sum = 0;
              int count = 0;
              int bottom = (int) Math.ceil((h + 1) * in.h() / (double) out.h());
              int right = (int) Math.ceil((w + 1) * in.w() / (double) out.w());
              for (int i = h * in.h() / out.h(); i < bottom; i++) {
                for (int j = w * in.w() / out.w(); j < right; j++) {
                  sum += x[2 + ((p * in.h() + i) * in.w() + j) * inner + c];
                  count++;
                }
              }
              float actual = y[3 + ((p * out.h() + h) * out.w() + w) * inner + c];
              assertClose(name, actual, sum / count);
            }
          }
        }
      }
      assertGuards(name, y);
    }
  }

  private static Pair pair(Random random, int least, int most) {
    return new Pair(
        least + random.nextInt(most - least + 1), least + random.nextInt(most - least + 1));
  }

  private static float[] numbers(Random random, int count, boolean odd) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      boolean nan = odd && random.nextInt(20) == 0;
      numbers[i] = nan ? Float.NaN : (float) random.nextGaussian();
    }
    return numbers;
  }

  private static void assertClose(String name, float actual, double expected) {
    boolean same =
        Double.isNaN(expected)
            ? Float.isNaN(actual)
            : Math.abs(actual - expected) <= 1e-6 * Math.max(1, Math.abs(expected) * 4);
    assertThat(same).as("%s: %s, not %s", name, actual, expected).isTrue();
  }

  private static void assertGuards(String name, float[] y) {
    for (int i = 0; i < 3; i++) {
      assertThat(y[i]).as(name).isEqualTo(GUARD);
      assertThat(y[y.length - 1 - i]).as(name).isEqualTo(GUARD);
    }
  }
}

package io.tenon.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Phases against a transposed convolution's definition; random cases from printed seeds. */
final class PhasesTest {
  private static final int CASES = 3000;

  @Test
  void phasesAreTheDefinition() {
    int tried = 0;
    for (int seed = 0; seed < CASES; seed++) {
      Random random = new Random(seed);
      int kernel = 1 + random.nextInt(5);
      int stride = 1 + random.nextInt(4);
      int dilation = 1 + random.nextInt(3);
      int padding = random.nextInt(kernel * dilation + 1);
      int more = random.nextInt(Math.max(stride, dilation));
      int in = 1 + random.nextInt(6);
      int out = (in - 1) * stride - 2 * padding + dilation * (kernel - 1) + more + 1;
      if (out <= 0) {
        continue;
      }
      tried++;
      int[] x = random.ints(in, 1, 9).toArray();
      int[] weight = random.ints(kernel, 1, 9).toArray();
      int[] expected = new int[out];
      for (int i = 0; i < in; i++) {
        for (int tap = 0; tap < kernel; tap++) {
          int at = i * stride - padding + tap * dilation;
          if (at >= 0 && at < out) {
            expected[at] += x[i] * weight[tap];
          }
        }
      }
      Phases phases = new Phases(kernel, stride, padding, dilation);
      assertThat(byPhases(phases, x, weight, out))
          .as("%s, seed %d", phases, seed)
          .isEqualTo(expected);
    }
    assertThat(tried).isGreaterThan(CASES / 3);
  }

  private static int[] byPhases(Phases phases, int[] x, int[] weight, int out) {
    int[] bordered = new int[phases.before() + x.length + phases.after(x.length, out)];
    System.arraycopy(x, 0, bordered, phases.before(), x.length);
    int[] y = new int[out];
    for (int phase = 0; phase < phases.stride(); phase++) {
      for (int m = 0; phase + m * phases.stride() < out; m++) {
        for (int tap : phases.taps(phase)) {
          assertThat(phases.at(phase, tap)).isBetween(0, phases.window() - 1);
          y[phase + m * phases.stride()] += bordered[m + phases.at(phase, tap)] * weight[tap];
        }
      }
    }
    return y;
  }
}

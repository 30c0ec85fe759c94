package io.tenon.kernel;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * One dimension of a transposed convolution, as convolutions: every {@code stride}th result, from
 * one of them on, is a phase, and needs the same elements of the kernel:
 *
 * <pre>
 * y[phase + m·stride] = Σ x[m + shift(phase, tap)] · weight[tap]   over the phase's taps
 * </pre>
 */
public record Phases(int kernel, int stride, int padding, int dilation) {
  /** The kernel's elements that a phase's results are made with. */
  public int[] taps(int phase) {
    return IntStream.range(0, kernel)
        .filter(tap -> (phase + padding - tap * dilation) % stride == 0)
        .toArray();
  }

  /** How far from result {@code m} of a phase the input lies that a tap meets. */
  public int shift(int phase, int tap) {
    return (phase + padding - tap * dilation) / stride;
  }

  private IntStream shifts(int phase) {
    return Arrays.stream(taps(phase)).map(tap -> shift(phase, tap));
  }

  /** How many inputs before the first are needed; they are zeros. */
  public int before() {
    int least = IntStream.range(0, stride).flatMap(this::shifts).min().orElse(0);
    return Math.max(0, -least);
  }

  /** How many inputs behind the last of {@code in} are needed for {@code out} results. */
  public int after(int in, int out) {
    int last =
        IntStream.range(0, Math.min(stride, out))
            .flatMap(phase -> shifts(phase).map(shift -> (out - 1 - phase) / stride + shift))
            .max()
            .orElse(0);
    return Math.max(0, last - (in - 1));
  }

  /** How many inputs one after the other hold all that a result of any phase is made of. */
  public int window() {
    int most = IntStream.range(0, stride).flatMap(this::shifts).max().orElse(0);
    return before() + Math.max(0, most) + 1;
  }

  /** Where in its {@link #window} the input lies that a tap meets. */
  int at(int phase, int tap) {
    return before() + shift(phase, tap);
  }
}

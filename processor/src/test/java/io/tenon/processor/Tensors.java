package io.tenon.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenon.Tensor;
import io.tenon.nn.NnModule;

/** Small inputs, and the comparison that every generated forward is held to. */
final class Tensors {
  private Tensors() {}

  static Tensor ones(int... sizes) {
    return Tensor.ones(sizes);
  }

  /** Same shapes, and elements that differ by no more than {@code tolerance} of the largest. */
  static void assertClose(Tensor result, Tensor expected, double tolerance) {
    assertThat(result.shape()).isEqualTo(expected.shape());
    float[] a = result.toArray();
    float[] b = expected.toArray();
    float largest = 0;
    for (float each : b) {
      largest = Math.max(largest, Math.abs(each));
    }
    for (int i = 0; i < a.length; i++) {
      assertThat((double) Math.abs(a[i] - b[i]))
          .as("element %d: %s and %s", i, a[i], b[i])
          .isLessThanOrEqualTo(tolerance * largest);
    }
  }

  /** Requires that a call computes what eager mode computes. */
  static void assertSame(NnModule net, Tensor x) {
    float[] expected = net.eager(x).toArray();
    float[] result = net.call(x).toArray();
    assertThat(result).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) Math.abs(result[i] - expected[i])).isLessThan(1e-5);
    }
  }
}

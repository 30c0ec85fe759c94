package io.tenon.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A result keeps its bits when C2 compiles what made it. */
class SteadySumsTest {
  private static final int CALLS = 30_000;
  private static final int COUNT = 157;

  @ParameterizedTest
  @EnumSource
  void sumsAreAddedInOneOrder(Twin twin) {
    Kernels kernels = twin.kernels();
    float[] x = new float[COUNT];
    for (int i = 0; i < COUNT; i++) {
      x[i] = (float) Math.sin(i * i * 0.7); // a sum of these depends on the order
    }
    float[] y = new float[COUNT];
    float sum = kernels.sum(x, 0, COUNT);
    float squares = kernels.sumOfSquares(x, 0, COUNT, 0.3f);
    float exponentials = kernels.expSum(x, 0, COUNT, 1.5f, y, 0);
    for (int i = 0; i < CALLS; i++) {
      assertThat(kernels.sum(x, 0, COUNT) == sum).isTrue();
      assertThat(kernels.sumOfSquares(x, 0, COUNT, 0.3f) == squares).isTrue();
      assertThat(kernels.expSum(x, 0, COUNT, 1.5f, y, 0) == exponentials).isTrue();
    }
  }
}

package io.tenon.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A process starts on the scalar twin and goes on with the best there are. */
class StartingKernelsTest {
  private static final int TERMS = 40;
  private static final int OUTPUTS = 32;

  private final Kernels before = Kernels.active();
  private final Panel panel =
      new Panel(
          values(OUTPUTS * TERMS),
          0,
          values(OUTPUTS),
          0,
          OUTPUTS,
          IntStream.range(0, TERMS).toArray(),
          true);

  @AfterEach
  void restore() {
    Kernels.use(before);
  }

  private static float[] values(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (i * 37 % 101 - 50) / 31f;
    }
    return values;
  }

  private float[] row(Kernels kernels) {
    float[] y = new float[OUTPUTS];
    kernels.rows(panel, values(TERMS), 0, TERMS, 1, y, 0, OUTPUTS, 16, Epilogue.NONE);
    return y;
  }

  @Test
  void theFirstWorkIsScalarAndTheBestTakeOver() {
    Kernels starting = new StartingKernels(2L * TERMS * OUTPUTS);
    Kernels.use(starting);
    assertThat(row(starting)).isEqualTo(row(Kernels.scalar()));
    assertThat(Kernels.active()).isSameAs(starting);
    assertThat(row(starting)).isEqualTo(row(Kernels.scalar()));
    assertThat(Kernels.active()).isSameAs(Kernels.best());
    // a forward that was called before the switch still has them
    assertThat(row(starting)).isEqualTo(row(Kernels.best()));
  }

  @Test
  void whatWasChosenMeanwhileStays() {
    Kernels starting = new StartingKernels(1);
    Kernels.use(starting);
    Kernels.use(Kernels.scalar());
    row(starting);
    assertThat(Kernels.active()).isSameAs(Kernels.scalar());
  }

  @Test
  void everyKindOfWorkCounts() {
    float[] numbers = values(64);
    float[] y = new float[64];
    Kernels curves = new StartingKernels(1);
    Kernels.use(curves);
    curves.curve(Curve.SIGMOID, numbers, 0, y, 0, 16);
    assertThat(Kernels.active()).isSameAs(Kernels.best());
    Kernels products = new StartingKernels(64);
    Kernels.use(products);
    products.product(numbers, 0, 4, 4, 4, numbers, 0, 4, 4, y, 0, 4);
    assertThat(Kernels.active()).isSameAs(Kernels.best());
    Kernels steps = new StartingKernels(2 * 64);
    Kernels.use(steps);
    steps.stripes(new StripedPanel(numbers, 0, null, 0, 32, 2), numbers, 0, 2, 1, y, 0, 64);
    assertThat(Kernels.active()).isSameAs(Kernels.best());
    Kernels gates = new StartingKernels(1);
    Kernels.use(gates);
    gates.gruGates(4, numbers, 0, numbers, 16, numbers, 32, y, 0);
    assertThat(Kernels.active()).isSameAs(Kernels.best());
  }

  /** One that is missing would stay scalar for ever in a network of nothing else. */
  @Test
  void whateverTakesWeightsCounts() {
    for (Method method : Kernels.class.getMethods()) {
      boolean ofWeights =
          Arrays.stream(method.getParameterTypes())
              .anyMatch(type -> type.getSimpleName().endsWith("Panel"));
      if (ofWeights && !method.isDefault()) {
        assertThat(StartingKernels.class.getDeclaredMethods())
            .anySatisfy(own -> assertThat(own.getName()).isEqualTo(method.getName()));
      }
    }
  }
}

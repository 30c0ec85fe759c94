package io.tenon.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.tenon.Shape;
import io.tenon.Tensor;
import io.tenon.kernel.Kernels;
import io.tenon.nn.NnModule;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A call in steady state allocates its result, and nothing at all if it is given one to fill. */
final class CompiledAllocationTest {
  /** Room for the tensor's objects around the array: tensor, storage, shape, their arrays. */
  private static final int HEADERS = 400;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  static Stream<Arguments> cases() {
    return Stream.of(Kernels.scalar(), Kernels.best())
        .distinct()
        .flatMap(kernels -> Stream.of(1, 64).flatMap(batch -> networks(kernels, batch)));
  }

  private static Stream<Arguments> networks(Kernels kernels, int batch) {
    return Stream.of(
        Arguments.of(kernels, batch, "LeNet", Shape.of(batch, 3, 32, 32)),
        Arguments.of(kernels, batch, "Grouped", Shape.of(batch, 3, 33, 29)),
        Arguments.of(kernels, batch, "Heads", Shape.of(batch, 33, 48)),
        Arguments.of(kernels, batch, "Directions", Shape.of(batch, 17, 5)),
        Arguments.of(kernels, batch, "Tiled", Shape.of(batch, 3, 36, 32)),
        Arguments.of(kernels, batch, "Elements", Shape.of(batch, 20)),
        Arguments.of(kernels, batch, "Joined", Shape.of(batch, 3, 10, 8)));
  }

  @AfterEach
  void bestKernels() {
    Kernels.use(Kernels.best());
  }

  @ParameterizedTest(name = "{2}, {1} samples")
  @MethodSource("cases")
  void steadyCallsAllocateNothingElse(Kernels kernels, int batch, String name, Shape input) {
    Kernels.use(kernels);
    NnModule net = Compiled.networks(name).cleanly().create("networks." + name, arguments(name));
    Tensor x = Tensor.full(0.5f, input.toArray());
    Tensor result = net.call(x);
    long allowed = result.numel() * 4L + HEADERS;
    assertThat(steady(() -> net.callInto(x, result), 0)).isZero();
    assertThat(steady(() -> net.call(x), allowed)).isLessThanOrEqualTo(allowed);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void steadyTrainingAllocatesNothing(boolean simd) {
    Kernels.use(simd ? Kernels.best() : Kernels.scalar());
    NnModule net = Compiled.networks("Noisy").cleanly().create("networks.Noisy", 10);
    net.train();
    Tensor x = Tensor.full(0.5f, 64, 3, 10, 10);
    Tensor result = net.call(x);
    assertThat(net.whyEager()).isNull();
    assertThat(steady(() -> net.callInto(x, result), 0)).isZero();
  }

  private static Object[] arguments(String name) {
    return List.of("Heads", "Directions", "Elements").contains(name)
        ? new Object[0]
        : new Object[] {10};
  }

  /**
   * Bytes per call once the JVM has compiled it, vectors being objects until then: the least that
   * ten calls in a row took, found when it is no more than {@code allowed} or after a while.
   */
  private static long steady(Supplier<Tensor> call, long allowed) {
    long least = Long.MAX_VALUE;
    long end = System.nanoTime() + 20_000_000_000L;
    while (System.nanoTime() < end && least > allowed) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 10; i++) {
        call.get();
      }
      long bytes = (THREADS.getCurrentThreadAllocatedBytes() - before) / 10;
      least = Math.min(least, bytes);
    }
    return least;
  }
}

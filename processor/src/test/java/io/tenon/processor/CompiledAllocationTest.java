package io.tenon.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.tenon.Tensor;
import io.tenon.kernel.Kernels;
import io.tenon.nn.NnModule;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A call in steady state allocates its result, and nothing at all if it is given one to fill. */
final class CompiledAllocationTest {
  /** Room for the tensor's objects around the array: tensor, storage, shape, their arrays. */
  private static final int HEADERS = 400;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  static Stream<Arguments> cases() {
    return Stream.of(Kernels.scalar(), Kernels.best())
        .distinct()
        .flatMap(kernels -> Stream.of(1, 64).map(batch -> Arguments.of(kernels, batch)));
  }

  @AfterEach
  void bestKernels() {
    Kernels.use(Kernels.best());
  }

  @ParameterizedTest(name = "{1} samples")
  @MethodSource("cases")
  void steadyCallsAllocateNothingElse(Kernels kernels, int batch) {
    Kernels.use(kernels);
    NnModule net = Compiled.networks("LeNet").cleanly().create("networks.LeNet", 10);
    Tensor x = Tensor.full(0.5f, batch, 3, 32, 32);
    Tensor result = Tensor.zeros(batch, 10);
    long allowed = batch * 10 * 4L + HEADERS;
    assertThat(steady(() -> net.callInto(x, result), 0)).isZero();
    assertThat(steady(() -> net.call(x), allowed)).isLessThanOrEqualTo(allowed);
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

package io.tenon.samples.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.tenon.Tensor;
import io.tenon.nn.NnModule;
import java.lang.management.ManagementFactory;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A warm call of the small workloads allocates nothing on the calling thread: C2 has compiled all
 * that it runs on, and no vector is an object. The deep ones take longer to get warm than a test
 * may: the benchmark measures them, and their bytes are among its {@link Goals}.
 */
class WarmAllocationTest {
  private static final long LONGEST_NANOS = 120_000_000_000L; // of this thread's own time
  private static final int CALLS_WITHOUT = 5;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  static Stream<Workload> workloads() {
    return Stream.of("lenet", "mlp", "gru").map(Workloads::of);
  }

  @ParameterizedTest
  @MethodSource("workloads")
  void aWarmCallAllocatesNothing(Workload workload) {
    NnModule net = workload.network();
    Tensor[] xs = workload.values(1);
    Tensor result = TenonEngine.called(net, xs);
    assertThat(net.whyEager()).isNull();
    long begin = THREADS.getCurrentThreadCpuTime();
    int without = 0;
    long bytes = 0;
    while (without < CALLS_WITHOUT && THREADS.getCurrentThreadCpuTime() - begin < LONGEST_NANOS) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      net.callInto(xs[0], result);
      bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
      without = bytes == 0 ? without + 1 : 0;
    }
    assertThat(without)
        .as("%s still allocates %d bytes a call", workload.name(), bytes)
        .isEqualTo(CALLS_WITHOUT);
  }
}

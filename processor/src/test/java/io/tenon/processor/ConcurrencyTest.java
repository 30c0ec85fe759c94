package io.tenon.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenon.Tensor;
import io.tenon.compiled.Threads;
import io.tenon.nn.Init;
import io.tenon.nn.NnModule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Eight threads that call one network at once get what one gets, to the bit. */
final class ConcurrencyTest {
  private static final int CALLERS = 8;
  private static final int CALLS = 60;

  @AfterEach
  void oneThread() {
    Threads.setNumThreads(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void sameResults(int threads) throws Exception {
    NnModule net = Compiled.networks("LeNet").cleanly().create("networks.LeNet", 10);
    List<Tensor> inputs = new ArrayList<>();
    List<float[]> expected = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      inputs.add(Init.uniform_(Tensor.zeros(1 + i, 3, 32, 32), -1, 1));
      expected.add(net.call(inputs.get(i)).toArray());
    }
    assertThat(net.whyEager()).isNull();
    Threads.setNumThreads(threads);
    run(
        caller -> {
          for (int i = 0; i < CALLS; i++) {
            int input = (caller + i) % CALLERS;
            assertThat(net.call(inputs.get(input)).toArray()).isEqualTo(expected.get(input));
          }
        });
  }

  /** While weights change, every result is that of the weights before or after. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void weightsMayChangeMeanwhile(int threads) throws Exception {
    NnModule net = Compiled.networks("LeNet").cleanly().create("networks.LeNet", 10);
    Tensor x = Init.uniform_(Tensor.zeros(2, 3, 32, 32), -1, 1);
    Tensor bias = net.namedParameters().get("fc3.bias");
    bias.fill_(0);
    float[] zero = net.call(x).toArray();
    Threads.setNumThreads(threads);
    run(
        caller -> {
          for (int i = 0; i < CALLS; i++) {
            if (caller == 0) {
              bias.fill_(i % 2);
            } else {
              float[] result = net.call(x).toArray();
              for (int k = 0; k < result.length; k++) {
                assertThat((double) Math.abs(result[k] - zero[k]))
                    .satisfiesAnyOf(
                        d -> assertThat(d).isLessThan(1e-5),
                        d -> assertThat(Math.abs(d - 1)).isLessThan(1e-5));
              }
            }
          }
        });
    bias.fill_(0);
    assertThat(net.call(x).toArray()).isEqualTo(zero);
  }

  /** Calls while a state is loaded don't fail; those that begin afterwards have all of it. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void statesMayBeLoadedMeanwhile(int threads) throws Exception {
    NnModule net = Compiled.networks("LeNet").cleanly().create("networks.LeNet", 10);
    Tensor x = Init.uniform_(Tensor.zeros(2, 3, 32, 32), -1, 1);
    List<Map<String, Tensor>> states = new ArrayList<>();
    List<float[]> expected = new ArrayList<>();
    for (int s = 0; s < 2; s++) {
      Map<String, Tensor> state = new HashMap<>();
      net.stateDict()
          .forEach((key, tensor) -> state.put(key, Init.uniform_(tensor.copy(), -0.1, 0.1)));
      states.add(state);
      net.loadStateDict(state);
      expected.add(net.call(x).toArray());
    }
    Threads.setNumThreads(threads);
    CyclicBarrier together = new CyclicBarrier(CALLERS);
    run(
        caller -> {
          for (int i = 0; i < CALLS; i++) {
            together.await();
            if (caller == 0) {
              net.loadStateDict(states.get(i % 2));
            } else {
              assertThat(net.call(x).shape()).hasToString("[2, 10]");
            }
            together.await();
            assertThat(net.call(x).toArray()).isEqualTo(expected.get(i % 2));
          }
        });
    assertThat(net.whyEager()).isNull();
  }

  /** Two networks of one class have weights, sizes and workspaces of their own. */
  @Test
  void networksOfOneClassDoNotMeet() throws Exception {
    Compiled compiled = Compiled.networks("LeNet").cleanly();
    List<NnModule> nets =
        List.of(compiled.create("networks.LeNet", 10), compiled.create("networks.LeNet", 33));
    Tensor x = Init.uniform_(Tensor.zeros(3, 3, 32, 32), -1, 1);
    List<float[]> expected = nets.stream().map(net -> net.call(x).toArray()).toList();
    run(
        caller -> {
          for (int i = 0; i < CALLS; i++) {
            int which = (caller + i) % 2;
            assertThat(nets.get(which).call(x).toArray()).isEqualTo(expected.get(which));
          }
        });
  }

  private interface Caller {
    void run(int caller) throws Exception;
  }

  private static void run(Caller work) throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    CountDownLatch start = new CountDownLatch(1);
    List<Future<?>> results = new ArrayList<>();
    for (int c = 0; c < CALLERS; c++) {
      int caller = c;
      Callable<Void> task =
          () -> {
            start.await();
            work.run(caller);
            return null;
          };
      results.add(callers.submit(task));
    }
    start.countDown();
    for (Future<?> result : results) {
      result.get();
    }
    callers.shutdown();
  }
}

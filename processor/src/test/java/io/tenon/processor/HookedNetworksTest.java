package io.tenon.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenon.Seeds;
import io.tenon.Tensor;
import io.tenon.nn.HookHandle;
import io.tenon.nn.Init;
import io.tenon.nn.NnModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Hooks on every module of compiled networks: added, the next call honours them; removed, the
 * generated forward computes again.
 */
final class HookedNetworksTest {
  private NnModule net;
  private Tensor x;
  private float[] unhooked;

  private void make(String name, int classes, String sizes) {
    Seeds.manualSeed(11);
    net = Compiled.networks(name).cleanly().create("networks." + name, classes);
    String[] numbers = sizes.split(" ");
    int[] shape = new int[numbers.length];
    for (int d = 0; d < shape.length; d++) {
      shape[d] = Integer.parseInt(numbers[d]);
    }
    x = Init.uniform_(Tensor.zeros(shape), -1, 1);
    unhooked = net.eager(x).toArray();
    requireCompiled();
  }

  private void requireCompiled() {
    assertThat(net.whyEager()).isNull();
    assertThat(net.compiledSteps()).isNotEmpty();
    assertClose(net.call(x).toArray(), unhooked);
  }

  private static void assertClose(float[] actual, float[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) Math.abs(actual[i] - expected[i])).isLessThan(1e-5);
    }
  }

  @ParameterizedTest
  @CsvSource({"LeNet, 10, 2 3 32 32", "Residual, 4, 2 3 30 34"})
  void hooksOnEveryModuleAreHonouredAndForgotten(String name, int classes, String sizes) {
    make(name, classes, sizes);
    for (Map.Entry<String, NnModule> entry : net.namedModules().entrySet()) {
      NnModule module = entry.getValue();
      AtomicInteger before = new AtomicInteger();
      AtomicInteger after = new AtomicInteger();
      HookHandle post =
          module.registerForwardHook(
              (m, in, out) -> {
                after.incrementAndGet();
                return ((Tensor) out).mul(0.5f);
              });
      float[] halved = net.call(x).toArray();
      assertThat(after).as(entry.getKey()).hasValue(1);
      assertThat(net.whyEager()).contains("a hook is registered on");
      assertClose(halved, net.eager(x).toArray());
      HookHandle pre =
          module.registerForwardPreHook(
              (m, in) -> {
                before.incrementAndGet();
                return in.get(0).mul(0);
              },
              true);
      assertClose(net.call(x).toArray(), net.eager(x).toArray());
      assertThat(before).as(entry.getKey()).hasValue(2);
      pre.remove();
      assertClose(net.call(x).toArray(), halved);
      assertThat(before).as(entry.getKey()).hasValue(2);
      post.close();
      requireCompiled();
    }
  }

  @ParameterizedTest
  @CsvSource({"LeNet, 10, 2 3 32 32", "Residual, 4, 2 3 30 34"})
  void hooksForAllModulesSeeEachInTheOrderOfCalls(String name, int classes, String sizes) {
    make(name, classes, sizes);
    List<NnModule> entered = new ArrayList<>();
    List<NnModule> left = new ArrayList<>();
    try (HookHandle pre =
            NnModule.registerModuleForwardPreHook(
                (m, in) -> {
                  entered.add(m);
                  return null;
                });
        HookHandle post =
            NnModule.registerModuleForwardHook(
                (m, in, out) -> {
                  left.add(m);
                  return null;
                })) {
      assertThat(pre).isNotSameAs(post);
      assertClose(net.call(x).toArray(), unhooked);
    }
    assertThat(entered.get(0)).isSameAs(net);
    assertThat(left.get(left.size() - 1)).isSameAs(net);
    assertThat(entered).hasSameSizeAs(left).hasSameElementsAs(left);
    assertThat(net.modules()).containsAll(entered);
    requireCompiled();
  }

  @ParameterizedTest
  @CsvSource("LeNet, 10, 2 3 32 32")
  void aHookThatIsAlwaysCalledSeesAFailureBelow(String name, int classes, String sizes) {
    make(name, classes, sizes);
    AtomicInteger always = new AtomicInteger();
    HookHandle watch =
        net.registerForwardHook(
            (m, in, out) -> always.incrementAndGet() < 0 ? out : null, false, true);
    HookHandle failing =
        net.getSubmodule("fc2")
            .registerForwardPreHook(
                (m, in) -> {
                  throw new IllegalStateException("stop here");
                });
    assertThatThrownBy(() -> net.call(x)).hasMessage("stop here");
    assertThat(always).hasValue(1);
    failing.remove();
    net.call(x);
    assertThat(always).hasValue(2);
    watch.remove();
    requireCompiled();
  }

  @ParameterizedTest
  @CsvSource("LeNet, 10, 2 3 32 32")
  void hooksForGradientsLeaveTheGeneratedForwardInUse(String name, int classes, String sizes) {
    make(name, classes, sizes);
    net.getSubmodule("conv1").registerFullBackwardHook((m, in, out) -> null);
    net.registerFullBackwardPreHook((m, out) -> null);
    requireCompiled();
  }
}

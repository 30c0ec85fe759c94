package io.tenon.nn.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenon.Tensor;
import io.tenon.nn.HookHandle;
import io.tenon.nn.NnModule;
import io.tenon.nn.Sigmoid;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Hooks around the forwards of all modules. */
final class GlobalHooksTest {
  private final Sigmoid sigmoid = new Sigmoid();

  @Test
  void hooksRunForEveryModuleUntilRemoved() {
    int[] forwards = new int[1];
    List<Sigmoid> modules = List.of(sigmoid, new Sigmoid(), new Sigmoid());
    HookHandle one =
        NnModule.registerModuleForwardHook((module, in, out) -> count(module, forwards, 1));
    try {
      modules.forEach(module -> module.call(Tensor.ones(5, 5)));
      assertThat(forwards[0]).isEqualTo(3);
      HookHandle two =
          NnModule.registerModuleForwardHook((module, in, out) -> count(module, forwards, 2));
      try {
        modules.forEach(module -> module.call(Tensor.ones(5, 5)));
        assertThat(forwards[0]).isEqualTo(3 + 9);
      } finally {
        two.remove();
      }
      sigmoid.call(Tensor.ones(5, 5));
      assertThat(forwards[0]).isEqualTo(13);
    } finally {
      one.remove();
    }
    sigmoid.call(Tensor.ones(5, 5));
    assertThat(forwards[0]).isEqualTo(13);
    assertThat(NnModule.hasGlobalHooks()).isFalse();
  }

  private static Tensor count(NnModule module, int[] sum, int more) {
    assertThat(module).isInstanceOf(Sigmoid.class);
    sum[0] += more;
    return null;
  }

  @Test
  void hooksReplaceInputAndOutput() {
    try (HookHandle before =
            NnModule.registerModuleForwardPreHook((module, inputs) -> inputs.get(0).mul(0));
        HookHandle after =
            NnModule.registerModuleForwardHook(
                (module, inputs, output) -> ((Tensor) output).mul(-1))) {
      assertThat(sigmoid.call(Tensor.full(3, 5)).toArray()).containsOnly(-0.5f);
      assertThat(before).isNotSameAs(after);
    }
    assertThat(sigmoid.call(Tensor.full(0, 5)).toArray()).containsOnly(0.5f);
  }

  @Test
  void globalHooksRunBeforeOwn() {
    List<String> order = new ArrayList<>();
    sigmoid.registerForwardPreHook((module, in) -> note(order, "own pre"));
    sigmoid.registerForwardHook((module, in, out) -> note(order, "own"));
    HookHandle before =
        NnModule.registerModuleForwardPreHook((module, in) -> note(order, "global pre"));
    HookHandle after =
        NnModule.registerModuleForwardHook((module, in, out) -> note(order, "global"));
    try {
      sigmoid.call(Tensor.ones(5, 5));
    } finally {
      before.remove();
      after.remove();
    }
    assertThat(order).containsExactly("global pre", "own pre", "global", "own");
  }

  private static Tensor note(List<String> order, String event) {
    order.add(event);
    return null;
  }
}

package io.tenon.nn.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenon.Tensor;
import io.tenon.nn.HookHandle;
import io.tenon.nn.NnModule;
import io.tenon.nn.Sigmoid;
import io.tenon.nn.conformance.Nets.Biased;
import io.tenon.nn.conformance.Nets.ToyModel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Hooks around a module's forward: their order, what they see and replace, and their removal. */
final class ForwardHooksTest {
  private final List<Integer> fired = new ArrayList<>();
  private final ToyModel toy = new ToyModel();
  private final Sigmoid sigmoid = new Sigmoid();

  private NnModule.ForwardHook hook(NnModule expected, int id) {
    return (module, inputs, output) -> {
      assertThat(module).isSameAs(expected);
      assertThat(inputs).hasSize(1);
      assertThat(output).isInstanceOf(Tensor.class);
      fired.add(id);
      return null;
    };
  }

  private NnModule.ForwardPreHook preHook(NnModule expected, int id) {
    return (module, inputs) -> {
      assertThat(module).isSameAs(expected);
      assertThat(inputs).hasSize(1);
      fired.add(id);
      return null;
    };
  }

  @Test
  void hooksRunInOrderPrependedFirst() {
    NnModule inner = toy.getSubmodule("net1.seq2");
    inner.registerForwardHook(hook(inner, 0));
    inner.registerForwardHook(hook(inner, 1), true, false);
    inner.registerForwardHook(hook(inner, 2));
    inner.registerForwardHook(hook(inner, 3), false, false);
    inner.registerForwardHook(hook(inner, 4), true, false);
    assertThat(fired).isEmpty();
    toy.call(Tensor.ones(2, 4));
    assertThat(fired).containsExactly(4, 1, 0, 2, 3);
    toy.call(Tensor.ones(2, 4));
    assertThat(fired).containsExactly(4, 1, 0, 2, 3, 4, 1, 0, 2, 3);
  }

  @Test
  void preHooksRunInOrderPrependedFirst() {
    NnModule inner = toy.getSubmodule("net2.seq1");
    inner.registerForwardPreHook(preHook(inner, 0), true);
    inner.registerForwardPreHook(preHook(inner, 1));
    inner.registerForwardPreHook(preHook(inner, 2));
    inner.registerForwardPreHook(preHook(inner, 3), false);
    inner.registerForwardPreHook(preHook(inner, 4), true);
    assertThat(fired).isEmpty();
    toy.call(Tensor.ones(2, 4));
    assertThat(fired).containsExactly(4, 0, 1, 2, 3);
    toy.call(Tensor.ones(2, 4));
    assertThat(fired).containsExactly(4, 0, 1, 2, 3, 4, 0, 1, 2, 3);
  }

  @Test
  void preHooksRunBeforeAndHooksAfterTheForward() {
    toy.registerForwardHook(hook(toy, 3));
    toy.registerForwardPreHook(preHook(toy, 0));
    NnModule inner = toy.getSubmodule("net1");
    inner.registerForwardPreHook(preHook(inner, 1));
    inner.registerForwardHook(hook(inner, 2));
    toy.call(Tensor.ones(2, 4));
    assertThat(fired).containsExactly(0, 1, 2, 3);
  }

  private NnModule.ForwardPreHook doubleBias(NnModule expected) {
    return (module, inputs) -> {
      assertThat(module).isSameAs(expected);
      fired.add(0);
      return List.of(inputs.get(0), inputs.get(1).mul(2));
    };
  }

  private NnModule.ForwardHook addBias(NnModule expected) {
    return (module, inputs, output) -> {
      assertThat(module).isSameAs(expected);
      fired.add(1);
      return ((Tensor) output).add(inputs.get(1));
    };
  }

  @Test
  void hooksSeeAndReplaceEveryInput() {
    Tensor x = Tensor.ones(2, 2);
    Biased model = new Biased();
    model.registerForwardPreHook(doubleBias(model));
    assertThat(model.call(x, x).toArray()).containsOnly(3);
    assertThat(fired).containsExactly(0);
    model.registerForwardHook(addBias(model));
    assertThat(model.call(x, x).toArray()).containsOnly(1 + 2 + 2);
    assertThat(fired).containsExactly(0, 0, 1);
    assertThat(x.toArray()).containsOnly(1);
  }

  @Test
  void removedHooksOfSeveralInputsStop() {
    Tensor x = Tensor.ones(2, 2);
    Biased model = new Biased();
    HookHandle after = model.registerForwardHook(addBias(model));
    HookHandle before = model.registerForwardPreHook(doubleBias(model));
    assertThat(model.call(x, x).toArray()).containsOnly(5);
    after.remove();
    assertThat(model.call(x, x).toArray()).containsOnly(3);
    assertThat(fired).containsExactly(0, 1, 0);
    before.remove();
    assertThat(model.call(x, x).toArray()).containsOnly(2);
    assertThat(fired).containsExactly(0, 1, 0);
    assertThat(model.hasHooks()).isFalse();
  }

  @Test
  void preHooksMayRemoveThemselves() {
    List<HookHandle> handles = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      int id = i;
      handles.add(
          sigmoid.registerForwardPreHook(
              (module, inputs) -> {
                handles.get(id).remove();
                fired.add(id);
                return inputs;
              }));
    }
    assertThat(sigmoid.hasHooks()).isTrue();
    assertThat(sigmoid.call(Tensor.zeros(2)).toArray()).containsOnly(0.5f);
    assertThat(fired).containsExactly(0, 1);
    assertThat(sigmoid.hasHooks()).isFalse();
    sigmoid.call(Tensor.zeros(2));
    assertThat(fired).containsExactly(0, 1);
  }

  @Test
  void hooksMayRemoveThemselves() {
    List<HookHandle> handles = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      int id = i;
      handles.add(
          sigmoid.registerForwardHook(
              (module, inputs, output) -> {
                handles.get(id).remove();
                fired.add(id);
                return output;
              }));
    }
    assertThat(sigmoid.hasHooks()).isTrue();
    assertThat(sigmoid.call(Tensor.zeros(2)).toArray()).containsOnly(0.5f);
    assertThat(fired).containsExactly(0, 1);
    assertThat(sigmoid.hasHooks()).isFalse();
    sigmoid.call(Tensor.zeros(2));
    assertThat(fired).containsExactly(0, 1);
  }

  @Test
  void everyHookCountsEveryCall() {
    int[] forwards = new int[1];
    HookHandle one = sigmoid.registerForwardHook((module, in, out) -> count(forwards, 1));
    sigmoid.call(Tensor.ones(5, 5));
    sigmoid.call(Tensor.ones(5, 5));
    assertThat(forwards[0]).isEqualTo(2);
    HookHandle two = sigmoid.registerForwardHook((module, in, out) -> count(forwards, 2));
    sigmoid.call(Tensor.ones(5, 5));
    assertThat(forwards[0]).isEqualTo(5);
    two.remove();
    sigmoid.call(Tensor.ones(5, 5));
    assertThat(forwards[0]).isEqualTo(6);
    one.remove();
    one.remove();
    sigmoid.call(Tensor.ones(5, 5));
    assertThat(forwards[0]).isEqualTo(6);
  }

  private static Tensor count(int[] sum, int more) {
    sum[0] += more;
    return null;
  }

  @Test
  void hooksReplaceInputAndOutput() {
    sigmoid.registerForwardPreHook((module, inputs) -> inputs.get(0).mul(0));
    sigmoid.registerForwardHook((module, inputs, output) -> ((Tensor) output).mul(-1));
    assertThat(sigmoid.call(Tensor.full(3, 5)).toArray()).containsOnly(-0.5f);
  }
}

package io.tenon.nn.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenon.Tensor;
import io.tenon.nn.LSTM;
import io.tenon.nn.NnModule;
import io.tenon.nn.Sigmoid;
import io.tenon.nn.conformance.Nets.Biased;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What forward hooks get and may return, where it isn't one tensor. */
final class HookedValuesTest {
  private final Sigmoid sigmoid = new Sigmoid();

  @Test
  void optionalInputsAreNullAndOutputsARecord() {
    LSTM lstm = new LSTM(2, 3);
    Tensor x = Tensor.ones(4, 1, 2);
    LSTM.Output before = lstm.call(x, null, null);
    lstm.registerForwardPreHook(
        (module, inputs) -> {
          assertThat(inputs).containsExactly(x, null, null);
          return Arrays.asList(inputs.get(0).mul(2), null, null);
        });
    lstm.registerForwardHook(
        (module, inputs, output) -> {
          assertThat(inputs.get(0).toArray()).containsOnly(2);
          LSTM.Output all = (LSTM.Output) output;
          return new LSTM.Output(all.output(), all.h().mul(0).add(5), all.c());
        });
    LSTM.Output after = lstm.call(x, null, null);
    assertThat(after.output().toArray()).isNotEqualTo(before.output().toArray());
    assertThat(after.h().toArray()).containsOnly(5);
  }

  @Test
  void hooksAddedByAPreHookRunInTheSameCall() {
    int[] count = new int[1];
    sigmoid.registerForwardPreHook(
        (module, inputs) -> {
          module.registerForwardHook(
              (same, in, out) -> {
                count[0]++;
                return null;
              });
          return null;
        });
    sigmoid.call(Tensor.ones(1));
    assertThat(count[0]).isEqualTo(1);
  }

  @Test
  void hooksOfAChildRunInsideItsParents() {
    StringBuilder order = new StringBuilder();
    Nets.ToyModel toy = new Nets.ToyModel();
    for (String path : List.of("", "net1", "net1.seq1", "net2")) {
      NnModule module = toy.getSubmodule(path);
      module.registerForwardPreHook((hooked, in) -> mark(order, "<" + path));
      module.registerForwardHook((hooked, in, out) -> mark(order, ">" + path));
    }
    toy.call(Tensor.ones(1, 4));
    assertThat(order).hasToString("< <net1 <net1.seq1 >net1.seq1 >net1 <net2 >net2 > ");
  }

  private static Tensor mark(StringBuilder order, String event) {
    order.append(event).append(' ');
    return null;
  }

  @Test
  void whatIsNoInputIsRefused() {
    Biased biased = new Biased();
    biased.registerForwardPreHook((module, inputs) -> inputs.get(0));
    assertThatThrownBy(() -> biased.call(Tensor.ones(1), Tensor.ones(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a forward pre-hook on Biased returned 1 inputs, but the call has 2. Fix: return all of"
                + " them in a List, or null to leave them");
    sigmoid.registerForwardPreHook((module, inputs) -> "text");
    assertThatThrownBy(() -> sigmoid.call(Tensor.ones(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("a forward pre-hook on Sigmoid returned a String");
  }

  @Test
  void whatIsNoOutputIsRefused() {
    sigmoid.registerForwardHook((module, inputs, output) -> List.of(output));
    assertThatThrownBy(() -> sigmoid.call(Tensor.ones(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a forward hook on Sigmoid returned a ")
        .hasMessageContaining("the output is a Tensor");
  }
}

package io.tenon.nn.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenon.DType;
import io.tenon.Parameter;
import io.tenon.Tensor;
import io.tenon.nn.BatchNorm1d;
import io.tenon.nn.Linear;
import io.tenon.nn.NnModule;
import io.tenon.nn.StateDict;
import io.tenon.nn.conformance.Nets.EmptyModule;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Loads that give the module the state's tensors, and what they leave if they fail. */
final class LoadWithAssignTest {
  private static NnModule smallNet() {
    EmptyModule net = new EmptyModule();
    net.registerModule("fc1", new Linear(3, 5));
    net.registerModule("bn", new BatchNorm1d(5));
    net.registerParameter("x", new Parameter(Tensor.ones(5), false));
    return net;
  }

  @Test
  void assignTakesTheTensors() {
    for (boolean keepVars : new boolean[] {false, true}) {
      NnModule saved = smallNet();
      StateDict state = saved.stateDict("", keepVars);
      NnModule loaded = smallNet();
      loaded.requiresGrad_(true);
      loaded.loadStateDict(state, true, true);
      state.forEach(
          (name, tensor) -> {
            Tensor now = loaded.stateDict("", true).get(name);
            assertThat(now.sharesStorage(tensor)).as(name).isTrue();
            if (keepVars || !(now instanceof Parameter)) {
              assertThat(now).as(name).isSameAs(tensor);
            }
          });
      assertThat(loaded.parameters()).as("as the module had it").allMatch(Parameter::requiresGrad);
      assertThat(loaded.namedParameters().keySet())
          .containsExactlyElementsOf(saved.namedParameters().keySet());
      assertThat(loaded.namedBuffers().keySet())
          .containsExactlyElementsOf(saved.namedBuffers().keySet());
    }
  }

  @Test
  void assignDemandsTheShape() {
    NnModule loaded = smallNet();
    StateDict state = smallNet().stateDict();
    state.put("fc1.weight", Tensor.ones(3, 5).transpose(0, 1));
    loaded.loadStateDict(state, false, true);
    assertThat(loaded.getParameter("fc1.weight").toArray()).containsOnly(1);
    state.put("fc1.weight", Tensor.ones(2, 4));
    assertThatThrownBy(() -> loaded.loadStateDict(state, false, true))
        .hasMessageContaining("size mismatch for fc1.weight: copying a param with shape");
  }

  private static Object values(Tensor tensor) {
    return tensor.dtype() == DType.INT64 ? tensor.toLongArray() : tensor.toArray();
  }

  @Test
  void loadThatFailsLateChangesNothing() {
    for (boolean assign : new boolean[] {false, true}) {
      NnModule loaded = smallNet();
      NnModule last = loaded.getSubmodule("bn");
      last.registerLoadStateDictPostHook((module, keys) -> keys.missingKeys().add("of the hook"));
      Map<String, Tensor> before = loaded.stateDict("", true);
      Map<String, Tensor> state = new LinkedHashMap<>();
      Map<String, Object> numbers = new LinkedHashMap<>();
      before.forEach((name, tensor) -> numbers.put(name, values(tensor)));
      before.forEach((name, tensor) -> state.put(name, tensor.copy().fill_(42)));
      assertThatThrownBy(() -> loaded.loadStateDict(state, true, assign))
          .hasMessageContaining("Missing key(s) in state_dict: \"of the hook\". ");
      before.forEach(
          (name, tensor) -> {
            assertThat(loaded.stateDict("", true).get(name)).as(name).isSameAs(tensor);
            assertThat(values(tensor)).as(name).isEqualTo(numbers.get(name));
          });
      assertThat(loaded.namedParameters().keySet())
          .containsExactly("x", "fc1.weight", "fc1.bias", "bn.weight", "bn.bias");
    }
  }
}

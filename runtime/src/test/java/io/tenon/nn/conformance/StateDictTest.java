package io.tenon.nn.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenon.Parameter;
import io.tenon.Tensor;
import io.tenon.nn.BatchNorm2d;
import io.tenon.nn.Conv2d;
import io.tenon.nn.ExtraState;
import io.tenon.nn.Linear;
import io.tenon.nn.NnModule;
import io.tenon.nn.StateDict;
import io.tenon.nn.StateDictException;
import io.tenon.nn.conformance.Nets.EmptyModule;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a state dict holds. */
final class StateDictTest {
  @Test
  void keysMetadataAndStorage() {
    Linear shared = new Linear(5, 5);
    EmptyModule block = new EmptyModule();
    Conv2d conv = new Conv2d(3, 3, 3);
    conv.bias = null;
    block.registerModule("conv", conv);
    EmptyModule net = new EmptyModule();
    net.registerModule("linear1", shared);
    net.registerModule("linear2", shared);
    net.registerModule("bn", new BatchNorm2d(2));
    net.registerModule("block", block);
    net.registerModule("empty", null);
    StateDict state = net.stateDict();
    assertThat(state.keySet())
        .containsExactly(
            "linear1.weight",
            "linear1.bias",
            "linear2.weight",
            "linear2.bias",
            "bn.weight",
            "bn.bias",
            "bn.running_mean",
            "bn.running_var",
            "bn.num_batches_tracked",
            "block.conv.weight");
    assertThat(state.metadata().keySet())
        .containsExactly("", "linear1", "linear2", "bn", "block", "block.conv");
    state.forEach(
        (path, tensor) -> {
          int dot = path.lastIndexOf('.');
          Object own = net.getSubmodule(path.substring(0, dot)).getAttr(path.substring(dot + 1));
          assertThat(tensor.sharesStorage((Tensor) own)).as(path).isTrue();
        });
    assertThat(versionOf(state.metadata().get("bn"))).isEqualTo(2);
    assertThat(versionOf(new Linear(5, 5).stateDict().metadata().get(""))).isEqualTo(1);
  }

  @Test
  void keepVarsGivesTheWeightsThemselves() {
    Linear layer = new Linear(2, 2);
    assertThat(layer.stateDict("", true).get("weight")).isSameAs(layer.weight);
    Tensor plain = layer.stateDict().get("weight");
    assertThat(plain).isNotInstanceOf(Parameter.class);
    plain.fill_(3);
    assertThat(layer.weight.toArray()).containsOnly(3);
  }

  private static int versionOf(Map<String, Object> metadata) {
    return ((Number) metadata.get("version")).intValue();
  }

  /** A module with something to save that is no tensor. */
  private static final class Remembering extends NnModule implements ExtraState {
    private Object foo;

    Remembering(Object foo) {
      this.foo = foo;
    }

    @Override
    public Object getExtraState() {
      return Map.of("foo", foo);
    }

    @Override
    public void setExtraState(Object state) {
      foo = ((Map<?, ?>) state).get("foo");
    }
  }

  private static Remembering nested(Object outer, Object inner) {
    Remembering module = new Remembering(outer);
    module.registerModule("sub", new Remembering(inner));
    return module;
  }

  @Test
  void extraStateArrives() {
    Remembering saved = nested(3, "something");
    Remembering loaded = nested(5, "something else");
    StateDict state = saved.stateDict();
    assertThat(state.extraState("_extra_state")).isEqualTo(Map.of("foo", 3));
    assertThat(state.extraState("sub._extra_state")).isEqualTo(Map.of("foo", "something"));
    loaded.loadStateDict(state);
    assertThat(loaded.foo).isEqualTo(3);
    assertThat(((Remembering) loaded.getSubmodule("sub")).foo).isEqualTo("something");
    assertThat(loaded.stateDict().keys()).isEqualTo(state.keys());
    assertThat(state.extraStateKeys()).containsExactly("_extra_state", "sub._extra_state");
  }

  /** A module whose extra state is the object itself. */
  private static final class RememberingAnything extends NnModule implements ExtraState {
    private Object foo;

    RememberingAnything(Object foo) {
      this.foo = foo;
    }

    @Override
    public Object getExtraState() {
      return foo;
    }

    @Override
    public void setExtraState(Object state) {
      foo = state;
    }
  }

  @Test
  void extraStateMayBeAnything() {
    for (Object state : new Object[] {"something", 5, new EmptyModule(), Tensor.ones(2), null}) {
      RememberingAnything saved = new RememberingAnything(state);
      RememberingAnything loaded = new RememberingAnything("something else");
      loaded.loadStateDict(saved.stateDict());
      assertThat(loaded.foo).isSameAs(state);
      boolean inMap = state instanceof Tensor; // what a file of tensors can keep
      assertThat(saved.stateDict().containsKey("_extra_state")).isEqualTo(inMap);
      assertThat(saved.stateDict().extraStateKeys()).hasSize(inMap ? 0 : 1);
      assertThat(saved.stateDict().keys()).contains("_extra_state");
    }
  }

  @Test
  void extraStateThatCannotBeSetIsUnexpected() {
    StateDict state = new Remembering(5).stateDict();
    EmptyModule without = new EmptyModule();
    assertThatThrownBy(() -> without.loadStateDict(state))
        .isInstanceOf(StateDictException.class)
        .hasMessage(
            "Error(s) in loading state_dict for EmptyModule:"
                + "\n\tUnexpected key(s) in state_dict: \"_extra_state\". ");
  }

  @Test
  void extraStateThatIsNotSavedIsMissing() {
    StateDict state = new EmptyModule().stateDict();
    Remembering with = new Remembering(5);
    assertThatThrownBy(() -> with.loadStateDict(state))
        .isInstanceOf(StateDictException.class)
        .hasMessage(
            "Error(s) in loading state_dict for Remembering:"
                + "\n\tMissing key(s) in state_dict: \"_extra_state\". ");
    assertThat(with.foo).isEqualTo(5);
  }

  @Test
  void loadThatFailsSetsNoExtraState() {
    Remembering saved = nested(3, "something");
    Remembering loaded = nested(5, "something else");
    StateDict state = saved.stateDict();
    state.put("unexpected", Tensor.ones(1));
    assertThatThrownBy(() -> loaded.loadStateDict(state)).isInstanceOf(StateDictException.class);
    assertThat(loaded.foo).isEqualTo(5);
  }

  @Test
  void destinationIsFilledAndReturned() {
    StateDict destination = new StateDict();
    Linear first = new Linear(1, 1);
    assertThat(first.stateDict(destination, "first.", false)).isSameAs(destination);
    new Linear(1, 1).stateDict(destination, "second.", true);
    assertThat(destination.keySet())
        .containsExactly("first.weight", "first.bias", "second.weight", "second.bias");
    assertThat(destination.metadata().keySet()).containsExactly("first", "second");
  }
}

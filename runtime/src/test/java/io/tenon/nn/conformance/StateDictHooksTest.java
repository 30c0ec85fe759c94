package io.tenon.nn.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenon.Parameter;
import io.tenon.Tensor;
import io.tenon.nn.HookHandle;
import io.tenon.nn.IncompatibleKeys;
import io.tenon.nn.Linear;
import io.tenon.nn.ModuleList;
import io.tenon.nn.NnModule;
import io.tenon.nn.Sequential;
import io.tenon.nn.StateDict;
import io.tenon.nn.StateDictException;
import io.tenon.nn.conformance.Nets.EmptyModule;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Hooks around saving and loading. */
final class StateDictHooksTest {
  private final List<String> fired = new ArrayList<>();

  private static NnModule foo() {
    EmptyModule module = new EmptyModule();
    module.registerParameter("foo", Nets.parameter(10));
    return module;
  }

  @Test
  void loadPreHookSeesTheStateDict() {
    StateDict state = new Linear(10, 10).stateDict();
    Linear loaded = new Linear(10, 10);
    loaded.registerLoadStateDictPreHook(
        (module, context) -> {
          assertThat(module).isSameAs(loaded);
          assertThat(context.stateDict()).isEqualTo(state);
          assertThat(context.prefix()).isEmpty();
          fired.add("pre");
        });
    loaded.loadStateDict(state);
    assertThat(fired).containsExactly("pre");
    loaded.loadStateDict(state);
    assertThat(fired).containsExactly("pre", "pre");
  }

  @Test
  void hooksKeepNoModuleAlive() throws InterruptedException {
    WeakReference<NnModule> module = moduleWithHooks();
    for (int i = 0; i < 500 && module.get() != null; i++) {
      System.gc();
      Thread.sleep(10);
    }
    assertThat(module.get()).isNull();
  }

  private static WeakReference<NnModule> moduleWithHooks() {
    Linear module = new Linear(1, 1);
    module.registerLoadStateDictPreHook((hooked, context) -> {});
    module.registerForwardPreHook((hooked, inputs) -> null);
    module.registerFullBackwardHook((hooked, gradInput, gradOutput) -> null);
    return new WeakReference<>(module);
  }

  @Test
  void loadPreHookOfAChildStartsWithNoErrors() {
    for (boolean nested : new boolean[] {false, true}) {
      NnModule own = foo();
      NnModule loaded = nested ? new Sequential(own) : own;
      HookHandle handle =
          own.registerLoadStateDictPreHook(
              (module, context) -> {
                assertThat(module).isSameAs(own);
                assertThat(context.errorMessages()).isEmpty();
                assertThat(context.unexpectedKeys()).isEmpty();
                assertThat(context.missingKeys()).isEmpty();
                assertThat(context.strict()).isTrue();
                fired.add(context.prefix());
              });
      loaded.loadStateDict(loaded.stateDict());
      handle.remove();
      loaded.loadStateDict(loaded.stateDict());
    }
    assertThat(fired).containsExactly("", "0.");
  }

  @Test
  void loadPreHookOfAChildSeesItsPart() {
    Sequential model =
        new Sequential(
            new Sequential(new Linear(1, 1), new Linear(1, 1)),
            new Sequential(new Linear(1, 1), new Linear(1, 1)));
    model
        .get(0)
        .registerLoadStateDictPreHook(
            (module, context) -> {
              fired.addAll(context.stateDict().keySet());
              assertThat(context.stateDict()).hasSameSizeAs(module.stateDict());
            });
    model.loadStateDict(model.stateDict());
    assertThat(fired).containsExactly("0.0.weight", "0.0.bias", "0.1.weight", "0.1.bias");
  }

  @Test
  void loadPreHookMayAddErrors() {
    NnModule module = foo();
    module.registerLoadStateDictPreHook(
        (hooked, context) -> {
          context.missingKeys().add("m");
          context.unexpectedKeys().add("u");
          context.errorMessages().add("e");
        });
    assertThatThrownBy(() -> module.loadStateDict(module.stateDict()))
        .isInstanceOf(StateDictException.class)
        .hasMessage(
            "Error(s) in loading state_dict for EmptyModule:"
                + "\n\tMissing key(s) in state_dict: \"m\". "
                + "\n\tUnexpected key(s) in state_dict: \"u\". "
                + "\n\te");
  }

  @Test
  void loadPostHookChangesTheKeys() {
    NnModule nested = foo();
    ModuleList wrapped = new ModuleList(nested);
    HookHandle handle =
        nested.registerLoadStateDictPostHook(
            (module, keys) -> {
              assertThat(module).isSameAs(nested);
              keys.missingKeys().add("foo");
              keys.unexpectedKeys().add("bar");
              fired.add("post");
            });
    IncompatibleKeys keys = wrapped.loadStateDict(wrapped.stateDict(), false);
    assertThat(keys.missingKeys()).containsExactly("foo");
    assertThat(keys.unexpectedKeys()).containsExactly("bar");
    assertThatThrownBy(() -> wrapped.loadStateDict(wrapped.stateDict(), true))
        .isInstanceOf(StateDictException.class)
        .hasMessageContaining("foo")
        .hasMessageContaining("bar");
    assertThat(fired).hasSize(2);
    handle.remove();
    keys = wrapped.loadStateDict(wrapped.stateDict(), false);
    assertThat(keys.missingKeys()).isEmpty();
    assertThat(keys.unexpectedKeys()).isEmpty();
    assertThat(fired).hasSize(2);

    nested.registerLoadStateDictPostHook(
        (module, found) -> {
          found.missingKeys().clear();
          found.unexpectedKeys().clear();
        });
    StateDict state = wrapped.stateDict();
    state.put("extra", Tensor.ones(1));
    keys = wrapped.loadStateDict(state, true, false);
    assertThat(keys.missingKeys()).isEmpty();
    assertThat(keys.unexpectedKeys()).isEmpty();
  }

  @Test
  void loadPostHookSeesTheKeysSoFar() {
    NnModule first = foo();
    Sequential both = new Sequential(first, foo());
    first.registerLoadStateDictPostHook(
        (module, keys) -> {
          fired.addAll(keys.missingKeys());
          keys.missingKeys().clear();
        });
    assertThatThrownBy(() -> both.loadStateDict(new StateDict()))
        .hasMessage(
            "Error(s) in loading state_dict for Sequential:"
                + "\n\tMissing key(s) in state_dict: \"1.foo\". ");
    assertThat(fired).containsExactly("0.foo");
    assertThat(both.loadStateDict(new StateDict(), false).missingKeys()).containsExactly("1.foo");
  }

  @Test
  void preHooksSeePrefixAndKeepVars() {
    EmptyModule model = new EmptyModule();
    Sequential child = new Sequential(new Linear(3, 3), new Linear(3, 3));
    model.registerModule("a", child);
    for (NnModule hooked : List.of(model, child)) {
      hooked.registerStateDictPreHook(
          (module, prefix, keepVars) -> {
            assertThat(module).isSameAs(hooked);
            fired.add(prefix + keepVars);
          });
    }
    model.stateDict("foo.bar.", true);
    model.stateDict("foo.bar.", false);
    assertThat(fired)
        .containsExactly("foo.bar.true", "foo.bar.a.true", "foo.bar.false", "foo.bar.a.false");
  }

  @Test
  void postHookChangesTheStateDict() {
    Linear layer = new Linear(2, 1);
    EmptyModule model = new EmptyModule();
    model.registerModule("layer", layer);
    HookHandle handle =
        layer.registerStateDictPostHook(
            (module, state, prefix, metadata) -> {
              assertThat(module).isSameAs(layer);
              assertThat(metadata).containsKey("version");
              assertThat(state).containsKeys(prefix + "weight", prefix + "bias");
              state.put(prefix + "weight", new Parameter(Tensor.ones(2)));
              state.remove(prefix + "bias");
              fired.add(prefix);
            });
    StateDict state = model.stateDict();
    assertThat(fired).containsExactly("layer.");
    assertThat(state.keySet()).containsExactly("layer.weight");
    assertThat(state.get("layer.weight")).isInstanceOf(Parameter.class);
    handle.remove();
    assertThat(model.stateDict().keySet()).containsExactly("layer.weight", "layer.bias");
  }

  /** A module whose parameter is saved as another entry, one more. */
  private static NnModule savesItsOwnWay() {
    EmptyModule module = new EmptyModule();
    module.registerParameter("param", new Parameter(Tensor.ones(1)));
    module.registerModule("sub", new Linear(5, 5));
    module.registerStateDictPostHook(
        (saved, state, prefix, metadata) ->
            state.put(prefix + "serialized", state.remove(prefix + "param").add(1)));
    module.registerLoadStateDictPreHook(
        (loaded, context) -> {
          String prefix = context.prefix();
          Tensor serialized = context.stateDict().remove(prefix + "serialized");
          context.stateDict().put(prefix + "param", serialized.sub(1));
        });
    return module;
  }

  @Test
  void moduleMaySaveItsOwnWay() {
    Sequential saved = new Sequential(savesItsOwnWay());
    saved.getParameter("0.param").set(10, 0);
    saved.getParameter("0.sub.weight").set(555, 0, 0);
    StateDict state = saved.stateDict();
    assertThat(state.get("0.serialized").item()).isEqualTo(11);
    assertThat(state).containsKey("0.sub.weight").doesNotContainKey("0.param");
    Sequential loaded = new Sequential(savesItsOwnWay());
    loaded.loadStateDict(state);
    assertThat(loaded.getParameter("0.param").item()).isEqualTo(10);
    assertThat(loaded.getParameter("0.sub.weight").get(0, 0)).isEqualTo(555);
    assertThat(state).as("the state that was given").containsKey("0.serialized");
  }
}

package io.tenon.nn.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenon.Tensor;
import io.tenon.nn.NnModule;
import io.tenon.nn.StateDict;
import io.tenon.nn.conformance.Nets.EmptyModule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * In which order the hooks around saving and loading run, and what they see, where modules are
 * nested and shared: what PyTorch 1.13 prints for the same program.
 */
final class StateHooksOrderTest {
  private final NnModule root = new EmptyModule();
  private final NnModule mid = new EmptyModule();
  private final NnModule leaf = new EmptyModule();
  private final NnModule other = new EmptyModule();
  private final List<String> fired = new ArrayList<>();

  StateHooksOrderTest() {
    leaf.registerParameter("w", Nets.parameter(1));
    other.registerParameter("w", Nets.parameter(1));
    root.registerModule("a", leaf);
    root.registerModule("b", mid);
    mid.registerModule("c", leaf);
    mid.registerModule("d", other);
    root.registerModule("e", other);
  }

  private Map<String, NnModule> all() {
    Map<String, NnModule> all = new LinkedHashMap<>();
    all.put("root", root);
    all.put("mid", mid);
    all.put("leaf", leaf);
    all.put("other", other);
    return all;
  }

  @Test
  void savingGoesFromTheRootToTheLeavesAndBack() {
    all()
        .forEach(
            (name, module) -> {
              module.registerStateDictPreHook(
                  (hooked, prefix, keepVars) -> fired.add("before " + name + " " + prefix));
              module.registerStateDictPostHook(
                  (hooked, state, prefix, metadata) ->
                      fired.add(name + " " + prefix + " " + String.join(",", state.keySet())));
            });
    root.stateDict();
    assertThat(fired)
        .containsExactly(
            "before root ",
            "before leaf a.",
            "leaf a. a.w",
            "before mid b.",
            "before leaf b.c.",
            "leaf b.c. a.w,b.c.w",
            "before other b.d.",
            "other b.d. a.w,b.c.w,b.d.w",
            "mid b. a.w,b.c.w,b.d.w",
            "before other e.",
            "other e. a.w,b.c.w,b.d.w,e.w",
            "root  a.w,b.c.w,b.d.w,e.w");
  }

  private StateDict wrongState() {
    StateDict state = root.stateDict();
    state.remove("b.c.w");
    for (String unexpected : List.of("b.d.x", "zz.y", "e.q")) {
      state.put(unexpected, Tensor.zeros(1));
    }
    return state;
  }

  private static String keys(List<String> missing, List<String> unexpected) {
    return String.join(",", missing) + ";" + String.join(",", unexpected);
  }

  @Test
  void loadPreHooksSeeTheirPartAndTheKeysSoFar() {
    all()
        .forEach(
            (name, module) ->
                module.registerLoadStateDictPreHook(
                    (hooked, load) ->
                        fired.add(
                            name
                                + " "
                                + load.prefix()
                                + " "
                                + String.join(",", load.stateDict().keySet())
                                + " "
                                + keys(load.missingKeys(), load.unexpectedKeys()))));
    root.loadStateDict(wrongState(), false);
    assertThat(fired)
        .containsExactly(
            "root  a.w,b.d.w,e.w,b.d.x,zz.y,e.q ;",
            "leaf a. a.w ;zz.y",
            "mid b. b.d.w,b.d.x ;zz.y",
            "leaf b.c.  ;zz.y",
            "other b.d. b.d.w,b.d.x b.c.w;zz.y",
            "other e. e.w,e.q b.c.w;zz.y,b.d.x");
  }

  @Test
  void loadPostHooksSeeTheKeysSoFar() {
    all()
        .forEach(
            (name, module) ->
                module.registerLoadStateDictPostHook(
                    (hooked, found) ->
                        fired.add(name + " " + keys(found.missingKeys(), found.unexpectedKeys()))));
    root.loadStateDict(wrongState(), false);
    assertThat(fired)
        .containsExactly(
            "leaf ;zz.y",
            "leaf b.c.w;zz.y",
            "other b.c.w;zz.y,b.d.x",
            "mid b.c.w;zz.y,b.d.x",
            "other b.c.w;zz.y,b.d.x,e.q",
            "root b.c.w;zz.y,b.d.x,e.q");
  }
}

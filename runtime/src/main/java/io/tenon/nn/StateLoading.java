package io.tenon.nn;

import io.tenon.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One load of a state dict. First the whole state is compared with the module, in PyTorch's order;
 * then, if nothing is wrong, everything is changed. What can fail only while it is changed (a hook,
 * an extra state) leads to everything being changed back.
 */
final class StateLoading {
  private final NnModule root;
  private final boolean strict;
  private final boolean assign;
  private final List<String> missing = new ArrayList<>();
  private final List<String> unexpected = new ArrayList<>();
  private final List<String> errors = new ArrayList<>();
  private final List<StateChange> changes = new ArrayList<>();

  /** The keys that post-hooks were told of and may have changed; those found later follow. */
  private final IncompatibleKeys told = new IncompatibleKeys(new ArrayList<>(), new ArrayList<>());

  private int missingTold;
  private int unexpectedTold;
  private boolean hooks;
  private boolean canFail;

  StateLoading(NnModule root, boolean strict, boolean assign) {
    this.root = root;
    this.strict = strict;
    this.assign = assign;
  }

  IncompatibleKeys load(Map<String, ? extends Tensor> given) {
    if (given == null) {
      throw new IllegalArgumentException("Expected state_dict to be dict-like, got null");
    }
    StateDict state = new StateDict(given);
    compare(root, state, "", state.metadata());
    if (!errors.isEmpty() || !hooks) {
      // where there are hooks, they may still mend missing and unexpected keys
      requireNoErrors(new IncompatibleKeys(missing, unexpected));
    }
    int done = 0;
    try {
      for (StateChange change : changes) {
        done++;
        change.make(canFail);
      }
      tell(missing.size(), unexpected.size());
      requireNoErrors(told);
    } catch (RuntimeException | Error e) {
      while (done > 0) {
        changes.get(--done).undo();
      }
      throw e;
    }
    return new IncompatibleKeys(
        List.copyOf(told.missingKeys()), List.copyOf(told.unexpectedKeys()));
  }

  private void compare(
      NnModule module, StateDict state, String prefix, Map<String, Map<String, Object>> metadata) {
    String path = prefix.isEmpty() ? "" : prefix.substring(0, prefix.length() - 1);
    Map<String, Object> local = metadata.getOrDefault(path, new LinkedHashMap<>());
    LoadContext load = new LoadContext(state, prefix, local, strict, missing, unexpected, errors);
    for (HookList.Entry<ModuleState.LoadStateDictPreHook> entry : module.loadPreHooks().entries()) {
      entry.hook().apply(module, load);
    }
    module.upgradeState(load);
    Map<String, Tensor> own = module.ownState();
    own.forEach((name, to) -> compare(module, name, to, prefix + name, state));
    compareExtra(module, prefix + ModuleState.EXTRA_STATE, state);
    findUnexpected(module, own.keySet(), prefix, state);
    module
        .moduleDictionary()
        .forEach(
            (name, child) -> {
              if (child != null) {
                String below = prefix + name + ".";
                compare(child, state.startingWith(below), below, metadata);
              }
            });
    if (!module.loadPostHooks().isEmpty()) {
      hooks = true;
      canFail = true;
      int missingSoFar = missing.size();
      int unexpectedSoFar = unexpected.size();
      changes.add(StateChange.of(() -> runPostHooks(module, missingSoFar, unexpectedSoFar)));
    }
  }

  private void tell(int missingSoFar, int unexpectedSoFar) {
    told.missingKeys().addAll(missing.subList(missingTold, missingSoFar));
    told.unexpectedKeys().addAll(unexpected.subList(unexpectedTold, unexpectedSoFar));
    missingTold = missingSoFar;
    unexpectedTold = unexpectedSoFar;
  }

  /** Runs a module's hooks with the keys found up to it, as if modules were loaded one by one. */
  private void runPostHooks(NnModule module, int missingSoFar, int unexpectedSoFar) {
    tell(missingSoFar, unexpectedSoFar);
    for (HookList.Entry<ModuleState.LoadStateDictPostHook> entry :
        module.loadPostHooks().entries()) {
      entry.hook().apply(module, told);
    }
  }

  private void compare(NnModule module, String name, Tensor to, String key, StateDict state) {
    if (!state.has(key)) {
      missing.add(key);
      return;
    }
    Tensor from = state.get(key);
    if (from == null) {
      Object got = state.extraState(key);
      errors.add(
          "While copying the parameter named \""
              + key
              + "\", expected a Tensor from checkpoint but received "
              + (got == null ? "null" : got.getClass().getSimpleName()));
      return;
    }
    if (to.dim() == 0 && from.dim() == 1 && from.numel() > 0) {
      from = from.select(0, 0); // scalars had one dimension before PyTorch 0.4
    }
    if (!from.shape().equals(to.shape())) {
      errors.add(
          String.format(
              Locale.ROOT,
              "size mismatch for %s: copying a param with shape %s from checkpoint, the shape in current model is %s.",
              key,
              torchSize(from),
              torchSize(to)));
    } else if (from.isShapeOnly() && !to.isShapeOnly()) {
      errors.add(
          String.format(
              Locale.ROOT,
              "While copying the parameter named \"%s\", whose dimensions in the model are %s and whose dimensions in the checkpoint are %s, an exception occurred : ('Cannot copy out of meta tensor; no data!',).",
              key,
              torchSize(to),
              torchSize(from)));
    } else if (assign) {
      assign(module, name, to, key, from);
    } else {
      changes.add(StateChange.copy(from, to));
    }
  }

  private void assign(NnModule module, String name, Tensor to, String key, Tensor from) {
    canFail = true;
    try {
      changes.add(StateChange.assign(module, name, to, from));
    } catch (IllegalStateException e) { // a final field
      errors.add("While assigning the parameter named \"" + key + "\": " + e.getMessage());
    }
  }

  private void compareExtra(NnModule module, String key, StateDict state) {
    if (module instanceof ExtraState extra) {
      if (state.has(key)) {
        canFail = true;
        changes.add(StateChange.extra(extra, state.extraState(key)));
      } else {
        missing.add(key);
      }
    } else if (state.has(key)) {
      unexpected.add(key);
    }
  }

  private void findUnexpected(NnModule module, Set<String> own, String prefix, StateDict state) {
    for (String key : state.keys()) {
      if (key.startsWith(prefix) && !key.equals(prefix + ModuleState.EXTRA_STATE)) {
        String name = key.substring(prefix.length());
        int dot = name.indexOf('.');
        boolean known =
            dot < 0
                ? own.contains(name)
                : module.moduleDictionary().contains(name.substring(0, dot));
        if (!known) {
          unexpected.add(key);
        }
      }
    }
  }

  private void requireNoErrors(IncompatibleKeys keys) {
    List<String> problems = new ArrayList<>();
    if (strict && !keys.missingKeys().isEmpty()) {
      problems.add("Missing key(s) in state_dict: " + quoted(keys.missingKeys()) + ". ");
    }
    if (strict && !keys.unexpectedKeys().isEmpty()) {
      problems.add("Unexpected key(s) in state_dict: " + quoted(keys.unexpectedKeys()) + ". ");
    }
    problems.addAll(errors);
    if (!problems.isEmpty()) {
      throw new StateDictException(root.typeName(), problems);
    }
  }

  private static String torchSize(Tensor tensor) {
    return "torch.Size(" + tensor.shape() + ")";
  }

  private static String quoted(List<String> keys) {
    return keys.stream().map(key -> "\"" + key + "\"").collect(Collectors.joining(", "));
  }
}

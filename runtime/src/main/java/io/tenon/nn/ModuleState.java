package io.tenon.nn;

import io.tenon.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/** A module's state: what {@code state_dict} takes out and {@code load_state_dict} puts back. */
public abstract sealed class ModuleState extends ModuleTree permits ModuleHooks {
  /** What the key of an extra state ends with. */
  static final String EXTRA_STATE = "_extra_state";

  private static final Runnable NOTHING = () -> {};

  private final HookList<StateDictPreHook> beforeSave = new HookList<>(NOTHING);
  private final HookList<StateDictPostHook> afterSave = new HookList<>(NOTHING);
  private final HookList<LoadStateDictPreHook> beforeLoad = new HookList<>(NOTHING);
  private final HookList<LoadStateDictPostHook> afterLoad = new HookList<>(NOTHING);

  ModuleState() {}

  // ---- hooks

  /** Runs before a module's state is taken. */
  @FunctionalInterface
  public interface StateDictPreHook {
    /** Called with the arguments of {@link #stateDict(StateDict, String, boolean)}. */
    void apply(NnModule module, String prefix, boolean keepVars);
  }

  /** Runs after the state of a module and all below it was taken; may change it. */
  @FunctionalInterface
  public interface StateDictPostHook {
    /** Called with the state so far, the module's prefix and its metadata. */
    void apply(NnModule module, StateDict state, String prefix, Map<String, Object> localMetadata);
  }

  /** Runs before a state is loaded into a module; may change the state. */
  @FunctionalInterface
  public interface LoadStateDictPreHook {
    /** Called with what is about to be loaded. */
    void apply(NnModule module, LoadContext load);
  }

  /** Runs after a state was loaded into a module and all below it. */
  @FunctionalInterface
  public interface LoadStateDictPostHook {
    /** Called with the keys that did not match so far; the lists can be changed. */
    void apply(NnModule module, IncompatibleKeys keys);
  }

  /** Adds a hook that runs before this module's state is taken; the handle removes it. */
  public final HookHandle registerStateDictPreHook(StateDictPreHook hook) {
    return beforeSave.add(hook);
  }

  /** Adds a hook that runs after this module's state was taken; the handle removes it. */
  public final HookHandle registerStateDictPostHook(StateDictPostHook hook) {
    return afterSave.add(hook);
  }

  /** Adds a hook that runs before a state is loaded into this module; the handle removes it. */
  public final HookHandle registerLoadStateDictPreHook(LoadStateDictPreHook hook) {
    return beforeLoad.add(hook);
  }

  /** Adds a hook that runs after a state was loaded into this module; the handle removes it. */
  public final HookHandle registerLoadStateDictPostHook(LoadStateDictPostHook hook) {
    return afterLoad.add(hook);
  }

  final HookList<LoadStateDictPreHook> loadPreHooks() {
    return beforeLoad;
  }

  final HookList<LoadStateDictPostHook> loadPostHooks() {
    return afterLoad;
  }

  // ---- taking

  /** The version of what this module's state consists of: PyTorch's {@code _version}. */
  int stateVersion() {
    return 1;
  }

  /** Mends a state of an older version before it is loaded. */
  void upgradeState(LoadContext load) {}

  /**
   * All weights and persistent buffers by path, shared ones under each of their names. They share
   * their numbers with the module's.
   */
  public final StateDict stateDict() {
    return stateDict("", false);
  }

  /** {@link #stateDict(StateDict, String, boolean)} into a new state. */
  public final StateDict stateDict(String prefix, boolean keepVars) {
    return stateDict(new StateDict(), prefix, keepVars);
  }

  /**
   * Adds the state of this module and all below it to {@code destination}, and returns it.
   *
   * @param prefix what all keys begin with, such as {@code "net."}
   * @param keepVars whether the weights are the module's own objects rather than plain tensors that
   *     share their numbers
   */
  public final StateDict stateDict(StateDict destination, String prefix, boolean keepVars) {
    Map<String, Object> localMetadata = new LinkedHashMap<>();
    localMetadata.put("version", stateVersion());
    destination
        .metadata()
        .put(prefix.substring(0, Math.max(prefix.length() - 1, 0)), localMetadata);
    for (HookList.Entry<StateDictPreHook> entry : beforeSave.entries()) {
      entry.hook().apply(asModule(), prefix, keepVars);
    }
    addOwn(destination, prefix, keepVars);
    moduleDictionary()
        .forEach(
            (name, module) -> {
              if (module != null) {
                module.stateDict(destination, prefix + name + ".", keepVars);
              }
            });
    for (HookList.Entry<StateDictPostHook> entry : afterSave.entries()) {
      entry.hook().apply(asModule(), destination, prefix, localMetadata);
    }
    return destination;
  }

  private void addOwn(StateDict state, String prefix, boolean keepVars) {
    ownState()
        .forEach((name, tensor) -> state.put(prefix + name, keepVars ? tensor : tensor.detach()));
    if (this instanceof ExtraState extra) {
      state.putExtraState(prefix + EXTRA_STATE, extra.getExtraState());
    }
  }

  /** This module's own weights and persistent buffers, without those that are null. */
  final Map<String, Tensor> ownState() {
    Map<String, Tensor> own = new LinkedHashMap<>();
    parameterDictionary().forEach((name, parameter) -> putPresent(own, name, parameter));
    bufferDictionary()
        .forEach(
            (name, buffer) -> {
              if (isPersistent(name)) {
                putPresent(own, name, buffer);
              }
            });
    return own;
  }

  private static void putPresent(Map<String, Tensor> own, String name, Tensor tensor) {
    if (tensor != null) {
      own.put(name, tensor);
    }
  }

  // ---- loading

  /**
   * Copies a state into the weights and buffers. Unlike PyTorch's, a load that fails changes
   * nothing. {@link NnModule#call} says what calls in other threads see meanwhile.
   *
   * @throws StateDictException if a key is missing or unexpected or a shape differs: one error with
   *     all of them
   */
  public final IncompatibleKeys loadStateDict(Map<String, ? extends Tensor> state) {
    return loadStateDict(state, true, false);
  }

  /** {@link #loadStateDict(Map)}; missing and unexpected keys are errors only if {@code strict}. */
  public final IncompatibleKeys loadStateDict(Map<String, ? extends Tensor> state, boolean strict) {
    return loadStateDict(state, strict, false);
  }

  /**
   * {@link #loadStateDict(Map, boolean)}.
   *
   * @param assign whether the module takes the state's tensors themselves, rather than their
   *     numbers; a weight stays one that requires a gradient, or doesn't
   */
  public final IncompatibleKeys loadStateDict(
      Map<String, ? extends Tensor> state, boolean strict, boolean assign) {
    return new StateLoading(asModule(), strict, assign).load(state);
  }
}

package io.tenon.nn;

import io.tenon.Parameter;
import io.tenon.Tensor;
import java.util.List;

/**
 * The hooks of a module that run around its calls, and the registration of those for all modules.
 *
 * <p>Java has no keyword arguments: a hook sees all inputs of a call by position, optional ones
 * that were not given as null.
 */
public abstract sealed class ModuleHooks extends ModuleState permits NnModule {
  private final HookList<ForwardPreHook> forwardPre = new HookList<>(this::structureChanged);
  private final HookList<ForwardHook> forward = new HookList<>(this::structureChanged);
  private final HookList<BackwardPreHook> backwardPre = new HookList<>(() -> {});
  private final BackwardHooks backward = new BackwardHooks("on a single Module");

  ModuleHooks() {}

  // ---- what hooks are

  /** Runs before a module's forward. */
  @FunctionalInterface
  public interface ForwardPreHook {
    /**
     * Called with the inputs.
     *
     * @return what to use instead: a {@code Tensor} for a module with one input, or a {@code List}
     *     of all inputs; null to leave them
     */
    Object apply(NnModule module, List<Tensor> inputs);
  }

  /** Runs after a module's forward. */
  @FunctionalInterface
  public interface ForwardHook {
    /**
     * Called with the inputs and the output: a {@code Tensor}, or what else the module returns.
     *
     * @return what to use instead of the output; null to leave it
     */
    Object apply(NnModule module, List<Tensor> inputs, Object output);
  }

  /** Runs when the gradients of a module's outputs are known. */
  @FunctionalInterface
  public interface BackwardPreHook {
    /** Returns the gradients of the outputs to use instead, or null. */
    List<Tensor> apply(NnModule module, List<Tensor> gradOutput);
  }

  /** Runs when the gradients of a module's inputs are known. */
  @FunctionalInterface
  public interface BackwardHook {
    /** Returns the gradients of the inputs to use instead, or null. */
    List<Tensor> apply(NnModule module, List<Tensor> gradInput, List<Tensor> gradOutput);
  }

  /** Runs when a parameter, buffer or module is registered. */
  @FunctionalInterface
  public interface RegistrationHook<T> {
    /** Returns what to register instead, or null. */
    T apply(NnModule module, String name, T value);
  }

  // ---- hooks of this module

  /** Adds a hook that runs before each forward; the handle removes it. */
  public final HookHandle registerForwardPreHook(ForwardPreHook hook) {
    return registerForwardPreHook(hook, false);
  }

  /**
   * Adds a hook that runs before each forward; the handle removes it.
   *
   * @param prepend whether it runs before this module's other hooks, rather than after them
   */
  public final HookHandle registerForwardPreHook(ForwardPreHook hook, boolean prepend) {
    return forwardPre.add(hook, prepend, false);
  }

  /** Adds a hook that runs after each forward; the handle removes it. */
  public final HookHandle registerForwardHook(ForwardHook hook) {
    return registerForwardHook(hook, false, false);
  }

  /**
   * Adds a hook that runs after each forward; the handle removes it.
   *
   * @param prepend whether it runs before this module's other hooks, rather than after them
   * @param alwaysCall whether it runs also where the forward or a hook fails; the output may be
   *     null then
   */
  public final HookHandle registerForwardHook(
      ForwardHook hook, boolean prepend, boolean alwaysCall) {
    return forward.add(hook, prepend, alwaysCall);
  }

  /** Adds a hook for the gradients of this module's outputs; the handle removes it. */
  public final HookHandle registerFullBackwardPreHook(BackwardPreHook hook) {
    return registerFullBackwardPreHook(hook, false);
  }

  /**
   * {@link #registerFullBackwardPreHook(BackwardPreHook)}, before the others if {@code prepend}.
   */
  public final HookHandle registerFullBackwardPreHook(BackwardPreHook hook, boolean prepend) {
    return backwardPre.add(hook, prepend, false);
  }

  /**
   * Adds a hook for the gradients of this module's inputs; the handle removes it.
   *
   * @throws IllegalStateException if the module had a {@link #registerBackwardHook regular} one
   */
  public final HookHandle registerFullBackwardHook(BackwardHook hook) {
    return registerFullBackwardHook(hook, false);
  }

  /** {@link #registerFullBackwardHook(BackwardHook)}, before the others if {@code prepend}. */
  public final HookHandle registerFullBackwardHook(BackwardHook hook, boolean prepend) {
    return backward.add(hook, prepend, true);
  }

  /**
   * Adds a regular backward hook, as PyTorch had them before the full ones.
   *
   * @throws IllegalStateException if the module had a full one
   * @deprecated as in PyTorch: {@link #registerFullBackwardHook}
   */
  @Deprecated
  public final HookHandle registerBackwardHook(BackwardHook hook) {
    return backward.add(hook, false, false);
  }

  /** Whether a hook that runs around forwards is registered on this module itself. */
  public final boolean hasHooks() {
    return !forwardPre.isEmpty() || !forward.isEmpty();
  }

  final List<HookList.Entry<ForwardPreHook>> forwardPreHooks() {
    return forwardPre.entries();
  }

  final List<HookList.Entry<ForwardHook>> forwardHooks() {
    return forward.entries();
  }

  // ---- hooks of all modules

  /** Adds a hook that runs before the forward of every module; the handle removes it. */
  public static HookHandle registerModuleForwardPreHook(ForwardPreHook hook) {
    return GlobalHooks.FORWARD_PRE.add(hook);
  }

  /** Adds a hook that runs after the forward of every module; the handle removes it. */
  public static HookHandle registerModuleForwardHook(ForwardHook hook) {
    return registerModuleForwardHook(hook, false);
  }

  /**
   * {@link #registerModuleForwardHook(ForwardHook)}, also where a forward fails if {@code
   * alwaysCall}.
   */
  public static HookHandle registerModuleForwardHook(ForwardHook hook, boolean alwaysCall) {
    return GlobalHooks.FORWARD.add(hook, false, alwaysCall);
  }

  /** Adds a hook for the gradients of every module's outputs; the handle removes it. */
  public static HookHandle registerModuleFullBackwardPreHook(BackwardPreHook hook) {
    return GlobalHooks.BACKWARD_PRE.add(hook);
  }

  /**
   * Adds a hook for the gradients of every module's inputs; the handle removes it.
   *
   * @throws IllegalStateException if there was a regular one for every module
   */
  public static HookHandle registerModuleFullBackwardHook(BackwardHook hook) {
    return GlobalHooks.BACKWARD.add(hook, false, true);
  }

  /**
   * Adds a regular backward hook for every module.
   *
   * @throws IllegalStateException if there was a full one
   * @deprecated as in PyTorch: {@link #registerModuleFullBackwardHook}
   */
  @Deprecated
  public static HookHandle registerModuleBackwardHook(BackwardHook hook) {
    return GlobalHooks.BACKWARD.add(hook, false, false);
  }

  /**
   * Adds a hook that runs when a parameter is registered with any module; the handle removes it.
   * For registrations and {@code setAttr} it runs at once, for an assignment to an annotated field
   * when the module's parameters are next read.
   */
  public static HookHandle registerModuleParameterRegistrationHook(
      RegistrationHook<Parameter> hook) {
    return GlobalHooks.PARAMETER.add(hook);
  }

  /** {@link #registerModuleParameterRegistrationHook}, for buffers. */
  public static HookHandle registerModuleBufferRegistrationHook(RegistrationHook<Tensor> hook) {
    return GlobalHooks.BUFFER.add(hook);
  }

  /** {@link #registerModuleParameterRegistrationHook}, for modules. */
  public static HookHandle registerModuleModuleRegistrationHook(RegistrationHook<NnModule> hook) {
    return GlobalHooks.MODULE.add(hook);
  }

  /** Whether a hook around every module's forward is registered. */
  public static boolean hasGlobalHooks() {
    return GlobalHooks.aroundForward();
  }

  /** A number that changes with every hook around every forward that is added or removed. */
  public static int globalHooksVersion() {
    return GlobalHooks.version();
  }
}

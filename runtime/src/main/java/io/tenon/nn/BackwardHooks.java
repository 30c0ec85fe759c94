package io.tenon.nn;

import io.tenon.nn.ModuleHooks.BackwardHook;

/** Backward hooks of one module or of all: either full ones or, deprecated, regular ones. */
final class BackwardHooks {
  private final HookList<BackwardHook> hooks = new HookList<>(() -> {});
  private final String where;
  private Boolean full;

  /**
   * @param where what the error about a mixture says they are registered on
   */
  BackwardHooks(String where) {
    this.where = where;
  }

  /**
   * Adds a hook.
   *
   * @throws IllegalStateException if there was one of the other kind, even if it is gone, as in
   *     PyTorch
   */
  synchronized HookHandle add(BackwardHook hook, boolean prepend, boolean asFull) {
    if (full != null && full != asFull) {
      throw new IllegalStateException(
          "Cannot use both regular backward hooks and full backward hooks "
              + where
              + ". Please use only one of them.");
    }
    HookHandle handle = hooks.add(hook, prepend, false);
    full = asFull;
    return handle;
  }
}

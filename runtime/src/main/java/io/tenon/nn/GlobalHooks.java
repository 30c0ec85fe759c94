package io.tenon.nn;

import io.tenon.Parameter;
import io.tenon.Tensor;
import io.tenon.nn.ModuleHooks.BackwardPreHook;
import io.tenon.nn.ModuleHooks.ForwardHook;
import io.tenon.nn.ModuleHooks.ForwardPreHook;
import io.tenon.nn.ModuleHooks.RegistrationHook;
import java.util.concurrent.atomic.AtomicInteger;

/** The hooks of all modules; they run before a module's own. */
final class GlobalHooks {
  private static final AtomicInteger VERSION = new AtomicInteger();
  private static final Runnable NOTHING = () -> {};

  static final HookList<ForwardPreHook> FORWARD_PRE = new HookList<>(VERSION::incrementAndGet);
  static final HookList<ForwardHook> FORWARD = new HookList<>(VERSION::incrementAndGet);
  static final HookList<BackwardPreHook> BACKWARD_PRE = new HookList<>(NOTHING);
  static final BackwardHooks BACKWARD = new BackwardHooks("as a global Module hook");
  static final HookList<RegistrationHook<Parameter>> PARAMETER = new HookList<>(NOTHING);
  static final HookList<RegistrationHook<Tensor>> BUFFER = new HookList<>(NOTHING);
  static final HookList<RegistrationHook<NnModule>> MODULE = new HookList<>(NOTHING);

  private GlobalHooks() {}

  /** Whether a hook runs around every forward. */
  static boolean aroundForward() {
    return !FORWARD_PRE.isEmpty() || !FORWARD.isEmpty();
  }

  /** Whether a hook runs at registrations. */
  static boolean atRegistration() {
    return !PARAMETER.isEmpty() || !BUFFER.isEmpty() || !MODULE.isEmpty();
  }

  /** A number that changes with each hook around forwards that is added or removed. */
  static int version() {
    return VERSION.get();
  }
}

package io.tenon.nn;

import io.tenon.Tensor;
import io.tenon.nn.ModuleHooks.ForwardHook;
import io.tenon.nn.ModuleHooks.ForwardPreHook;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/**
 * One call of a module with the hooks around it: those for all modules first, then its own. A hook
 * that is always called runs also where the forward or another hook fails, but never twice; the
 * first failure is the one that is thrown.
 *
 * @param <R> what the module returns
 */
final class HookedCall<R> {
  private final NnModule module;
  private final Set<HookList.Entry<ForwardHook>> called = new HashSet<>();
  private List<Tensor> inputs;
  private Object output;

  HookedCall(NnModule module, List<Tensor> inputs) {
    this.module = module;
    this.inputs = Collections.unmodifiableList(new ArrayList<>(inputs));
  }

  /** Whether a call of {@code module} needs hooks around it. */
  static boolean isNeededFor(NnModule module) {
    return module.hasHooks() || GlobalHooks.aroundForward();
  }

  @SuppressWarnings("unchecked") // what replaces an output is of its type
  R run(Function<List<Tensor>, R> forward) {
    try {
      runBefore(GlobalHooks.FORWARD_PRE.entries());
      runBefore(module.forwardPreHooks());
      output = forward.apply(inputs);
      List<HookList.Entry<ForwardHook>> own = module.forwardHooks();
      runAfter(GlobalHooks.FORWARD.entries());
      runAfter(own);
      return (R) output;
    } catch (RuntimeException | Error e) {
      runAlways(GlobalHooks.FORWARD.entries(), e);
      runAlways(module.forwardHooks(), e);
      throw e;
    }
  }

  private void runBefore(List<HookList.Entry<ForwardPreHook>> hooks) {
    for (HookList.Entry<ForwardPreHook> entry : hooks) {
      Object replaced = entry.hook().apply(module, inputs);
      if (replaced != null) {
        inputs = inputs(replaced);
      }
    }
  }

  private List<Tensor> inputs(Object replaced) {
    List<Tensor> tensors = new ArrayList<>();
    for (Object each : replaced instanceof List<?> list ? list : List.of(replaced)) {
      if (each != null && !(each instanceof Tensor)) {
        throw wrong(
            "forward pre-hook", each, "inputs are Tensors", "a Tensor or a List of Tensors");
      }
      tensors.add((Tensor) each);
    }
    if (tensors.size() != inputs.size()) {
      throw new IllegalArgumentException(
          "a forward pre-hook on "
              + module.typeName()
              + " returned "
              + tensors.size()
              + " inputs, but the call has "
              + inputs.size()
              + ". Fix: return all of them in a List, or null to leave them");
    }
    return Collections.unmodifiableList(tensors);
  }

  private void runAfter(List<HookList.Entry<ForwardHook>> hooks) {
    for (HookList.Entry<ForwardHook> entry : hooks) {
      if (entry.alwaysCall()) {
        called.add(entry);
      }
      replaceOutput(entry.hook().apply(module, inputs, output));
    }
  }

  private void replaceOutput(Object replaced) {
    if (replaced == null) {
      return;
    }
    boolean fits =
        output == null
            || (output instanceof Tensor
                ? replaced instanceof Tensor
                : output.getClass().isInstance(replaced));
    if (!fits) {
      String expected = output instanceof Tensor ? "Tensor" : output.getClass().getSimpleName();
      throw wrong("forward hook", replaced, "the output is a " + expected, "a " + expected);
    }
    output = replaced;
  }

  private IllegalArgumentException wrong(String hook, Object got, String expected, String fix) {
    return new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "a %s on %s returned a %s, but %s. Fix: return %s, or null to change nothing",
            hook,
            module.typeName(),
            got.getClass().getSimpleName(),
            expected,
            fix));
  }

  private void runAlways(List<HookList.Entry<ForwardHook>> hooks, Throwable first) {
    for (HookList.Entry<ForwardHook> entry : hooks) {
      if (entry.alwaysCall() && called.add(entry)) {
        try {
          replaceOutput(entry.hook().apply(module, inputs, output));
        } catch (RuntimeException | Error e) {
          if (e != first) {
            first.addSuppressed(e);
          }
        }
      }
    }
  }
}

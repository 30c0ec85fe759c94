package io.tenon.nn.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenon.Tensor;
import io.tenon.nn.HookHandle;
import io.tenon.nn.NnModule;
import io.tenon.nn.conformance.Nets.FailsInForward;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Forward hooks that run also where the forward or another hook fails. */
final class AlwaysCalledHooksTest {
  private final List<String> stack = new ArrayList<>();

  private static IllegalStateException failure(String where) {
    return new IllegalStateException("failing in " + where);
  }

  @Test
  void alwaysCalledHooksRunOnceWhateverFails() {
    Tensor x = Tensor.ones(2);
    FailsInForward model = new FailsInForward();
    HookHandle setup = model.registerForwardPreHook((module, in) -> note(stack, "in"));
    NnModule.ForwardHook leave = (module, in, out) -> note(stack, "out");
    HookHandle shutdown = model.registerForwardHook(leave, false, true);
    assertThatThrownBy(() -> model.call(x))
        .hasMessage("failing in forward")
        .hasNoSuppressedExceptions();
    assertThat(stack).containsExactly("in", "out");

    model.fails = false;
    model.call(x);
    assertThat(stack).as("not twice").containsExactly("in", "out", "in", "out");

    setup.remove();
    model.registerForwardPreHook(
        (module, in) -> {
          stack.add("in");
          throw failure("setup");
        });
    stack.clear();
    assertThatThrownBy(() -> model.call(x)).hasMessage("failing in setup");
    assertThat(stack).containsExactly("in", "out");

    NnModule.ForwardHook failing =
        (module, in, out) -> {
          throw failure("hook");
        };
    HookHandle failed = model.registerForwardHook(failing, true, true);
    stack.clear();
    assertThatThrownBy(() -> model.call(x))
        .hasMessage("failing in setup")
        .satisfies(
            error ->
                assertThat(error.getSuppressed())
                    .singleElement()
                    .satisfies(other -> assertThat(other).hasMessage("failing in hook")));
    assertThat(stack).containsExactly("in", "out");
    shutdown.remove();
    failed.remove();

    NnModule.ForwardHook failsLeaving =
        (module, in, out) -> {
          stack.add("out");
          throw failure("shutdown");
        };
    stack.clear();
    try (HookHandle unused = model.registerForwardHook(failsLeaving, false, true)) {
      assertThatThrownBy(() -> model.call(x)).hasMessage("failing in setup");
    }
    assertThat(stack).as("not twice where it fails").containsExactly("in", "out");

    stack.clear();
    try (HookHandle unused = NnModule.registerModuleForwardHook(leave, true)) {
      assertThatThrownBy(() -> model.call(x)).hasMessage("failing in setup");
    }
    assertThat(stack).containsExactly("in", "out");

    stack.clear();
    assertThatThrownBy(() -> model.call(x)).hasMessage("failing in setup");
    assertThat(stack).as("removed").containsExactly("in");
  }

  @Test
  void alwaysCalledHookThatFailsByItselfRunsOnce() {
    FailsInForward model = new FailsInForward();
    model.fails = false;
    NnModule.ForwardHook failing =
        (module, in, out) -> {
          stack.add("failing");
          throw failure("hook");
        };
    model.registerForwardHook(failing, false, true);
    model.registerForwardHook((module, in, out) -> note(stack, "plain"));
    model.registerForwardHook((module, in, out) -> note(stack, "always"), false, true);
    assertThatThrownBy(() -> model.call(Tensor.ones(1))).hasMessage("failing in hook");
    assertThat(stack).containsExactly("failing", "always");
  }

  private static Tensor note(List<String> stack, String event) {
    stack.add(event);
    return null;
  }
}

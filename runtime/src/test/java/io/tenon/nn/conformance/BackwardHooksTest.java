package io.tenon.nn.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenon.Tensor;
import io.tenon.nn.HookHandle;
import io.tenon.nn.L1Loss;
import io.tenon.nn.Linear;
import io.tenon.nn.NnModule;
import org.junit.jupiter.api.Test;

/** Registering backward hooks: full and regular ones don't mix, and forwards don't mind them. */
@SuppressWarnings("deprecation") // regular backward hooks are deprecated, as in PyTorch
final class BackwardHooksTest {
  private static final String MIXED =
      "Cannot use both regular backward hooks and full backward hooks ";
  private final NnModule.BackwardHook hook = (module, gradInput, gradOutput) -> null;

  @Test
  void fullAndRegularHooksDontMixOnAModule() {
    String message = MIXED + "on a single Module. Please use only one of them.";
    Linear full = new Linear(1, 1);
    full.registerFullBackwardHook(hook);
    assertThatThrownBy(() -> full.registerBackwardHook(hook)).hasMessage(message);
    full.registerFullBackwardHook(hook, true);
    Linear regular = new Linear(1, 1);
    HookHandle handle = regular.registerBackwardHook(hook);
    handle.remove();
    assertThatThrownBy(() -> regular.registerFullBackwardHook(hook))
        .as("even if it is gone")
        .hasMessage(message);
    regular.registerBackwardHook(hook);
  }

  @Test
  void fullAndRegularHooksDontMixForAllModules() {
    HookHandle full = NnModule.registerModuleFullBackwardHook(hook);
    try {
      assertThatThrownBy(() -> NnModule.registerModuleBackwardHook(hook))
          .hasMessage(MIXED + "as a global Module hook. Please use only one of them.");
    } finally {
      full.remove();
      full.remove();
    }
  }

  @Test
  void forwardOfSeveralInputsDoesNotMind() {
    L1Loss loss = new L1Loss();
    Tensor before = loss.call(Tensor.zeros(2), Tensor.ones(2));
    loss.registerFullBackwardHook(hook);
    loss.registerFullBackwardPreHook((module, gradOutput) -> null);
    assertThat(loss.call(Tensor.zeros(2), Tensor.ones(2)).item()).isEqualTo(before.item());
  }

  @Test
  void preHooksGoWithEitherKind() {
    Linear layer = new Linear(1, 1);
    HookHandle first = layer.registerFullBackwardPreHook((module, gradOutput) -> gradOutput);
    HookHandle second = layer.registerFullBackwardPreHook((module, gradOutput) -> null, true);
    layer.registerBackwardHook(hook);
    try (HookHandle all =
        NnModule.registerModuleFullBackwardPreHook((module, gradOutput) -> null)) {
      assertThat(layer.call(Tensor.ones(1, 1)).numel()).isEqualTo(1);
      assertThat(all).isNotSameAs(first);
    }
    first.close();
    second.close();
    second.close();
  }
}

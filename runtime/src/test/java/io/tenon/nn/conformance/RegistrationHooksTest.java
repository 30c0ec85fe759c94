package io.tenon.nn.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenon.Parameter;
import io.tenon.Tensor;
import io.tenon.nn.HookHandle;
import io.tenon.nn.Linear;
import io.tenon.nn.NnModule;
import io.tenon.nn.Sequential;
import io.tenon.nn.conformance.Nets.EmptyModule;
import io.tenon.nn.conformance.Nets.WithFields;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Hooks that see, and may replace, what any module registers. */
final class RegistrationHooksTest {
  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  private <T> T see(T value, boolean returned) {
    seen.add(value);
    return returned ? value : null;
  }

  @Test
  void buffersAreSeenAndReplaced() {
    for (boolean returned : new boolean[] {true, false}) {
      try (HookHandle handle =
          NnModule.registerModuleBufferRegistrationHook(
              (module, name, buffer) -> see(buffer, returned))) {
        assertThat(seen).containsAll(Nets.dummyNetTwice().buffers()).isNotEmpty();
        assertThat(handle).isNotNull();
      }
    }
    Tensor other = Tensor.ones(1);
    HookHandle handle =
        NnModule.registerModuleBufferRegistrationHook((module, name, buffer) -> other);
    EmptyModule module = new EmptyModule();
    try {
      module.registerBuffer("buf", Tensor.zeros(1));
    } finally {
      handle.remove();
    }
    assertThat(module.getBuffer("buf")).isSameAs(other);
    module.registerBuffer("buf", Tensor.zeros(1));
    assertThat(module.getBuffer("buf")).isNotSameAs(other);
  }

  @Test
  void modulesAreSeenAndReplaced() {
    for (boolean returned : new boolean[] {true, false}) {
      HookHandle handle =
          NnModule.registerModuleModuleRegistrationHook(
              (module, name, submodule) -> {
                seen.add(module);
                return see(submodule, returned);
              });
      try {
        assertThat(seen).containsAll(Nets.dummyNetTwice().modules()).isNotEmpty();
      } finally {
        handle.remove();
      }
    }
    Linear other = new Linear(1, 1);
    HookHandle handle =
        NnModule.registerModuleModuleRegistrationHook((module, name, submodule) -> other);
    try {
      assertThat(new Sequential(new EmptyModule()).get(0)).isSameAs(other);
    } finally {
      handle.remove();
    }
  }

  @Test
  void parametersAreSeenAndReplaced() {
    for (boolean returned : new boolean[] {true, false}) {
      HookHandle handle =
          NnModule.registerModuleParameterRegistrationHook(
              (module, name, parameter) -> see(parameter, returned));
      try {
        assertThat(seen).containsAll(Nets.dummyNetTwice().parameters()).isNotEmpty();
      } finally {
        handle.remove();
      }
    }
    Parameter other = Nets.parameter(1);
    EmptyModule module = new EmptyModule();
    HookHandle handle =
        NnModule.registerModuleParameterRegistrationHook((owner, name, parameter) -> other);
    try {
      module.registerParameter("one", Nets.parameter(1));
      module.setAttr("two", Nets.parameter(1));
      module.registerParameter("none", null);
    } finally {
      handle.remove();
    }
    assertThat(module.getParameter("one")).isSameAs(other);
    assertThat(module.getParameter("two")).isSameAs(other);
    assertThat(module.getAttr("none")).isNull();
  }

  @Test
  void assignmentsToFieldsAreSeenWhenTheModuleIsNextUsed() {
    Parameter other = Nets.parameter(2, 2);
    HookHandle handle =
        NnModule.registerModuleParameterRegistrationHook(
            (module, name, parameter) -> name.equals("b") ? other : see(parameter, false));
    try {
      WithFields fields = new WithFields();
      fields.a = Nets.parameter(1);
      fields.b = Nets.parameter(1);
      assertThat(fields.parameters()).containsExactly(fields.a, other);
      assertThat(seen).contains(fields.a);
      assertThat(fields.b).isSameAs(other);
      fields.a = Nets.parameter(2);
      fields.parameters();
      assertThat(seen).contains(fields.a);
      Linear layer = new Linear(1, 1);
      layer.parameters();
      assertThat(seen).contains(layer.weight, layer.bias);
    } finally {
      handle.remove();
    }
  }
}

package io.tenon.nn;

import io.tenon.Parameter;
import io.tenon.Tensor;
import io.tenon.nn.ModuleHooks.RegistrationHook;

/**
 * What one of a module's dictionaries holds.
 *
 * @param name what PyTorch's errors about names call it
 * @param assignedAs what its errors about assigned values call it
 * @param hooks what runs when one is registered
 */
record AttributeKind<T>(
    Class<T> type, String name, String assignedAs, HookList<RegistrationHook<T>> hooks) {
  static final AttributeKind<Parameter> PARAMETER =
      new AttributeKind<>(Parameter.class, "parameter", "parameter", GlobalHooks.PARAMETER);
  static final AttributeKind<Tensor> BUFFER =
      new AttributeKind<>(Tensor.class, "buffer", "buffer", GlobalHooks.BUFFER);
  static final AttributeKind<NnModule> MODULE =
      new AttributeKind<>(NnModule.class, "module", "child module", GlobalHooks.MODULE);

  /** What the hooks make of a value that is registered; a null parameter they don't see. */
  T registered(NnModule module, String attribute, T value) {
    T current = value;
    if (value != null || this != PARAMETER) {
      for (HookList.Entry<RegistrationHook<T>> entry : hooks.entries()) {
        T other = entry.hook().apply(module, attribute, current);
        current = other == null ? current : other;
      }
    }
    return current;
  }
}

package io.tenon.nn;

import io.tenon.Parameter;
import io.tenon.Tensor;
import io.tenon.compiled.Slots.Slot;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs registration hooks for what is assigned to a module's fields. Nothing intercepts the
 * assignments: they are noticed when the module's dictionaries are next read.
 */
final class FieldWatch {
  private final NnModule module;

  /** What each field held when the hooks last saw it; null while there are no hooks. */
  private Map<Slot<?, ?>, Object> seen =
      GlobalHooks.atRegistration() ? new IdentityHashMap<>() : null;

  FieldWatch(NnModule module) {
    this.module = module;
  }

  /** Says that the hooks have seen what a field holds now. */
  synchronized void saw(Slot<?, ?> field, Object value) {
    if (seen != null) {
      seen.put(field, value);
    }
  }

  /** Runs the hooks for what was assigned since they last saw it. */
  void look(List<Slot<?, ?>> fields) {
    if (GlobalHooks.atRegistration()) {
      lookAtEach(fields);
    } else if (seen != null) {
      forget();
    }
  }

  private synchronized void forget() {
    seen = null;
  }

  private synchronized void lookAtEach(List<Slot<?, ?>> fields) {
    boolean first = seen == null; // what is there now was there before the hooks
    seen = first ? new IdentityHashMap<>() : seen;
    for (Slot<?, ?> field : fields) {
      Object value = field.read(module);
      if (seen.put(field, value) != value && value != null && !first) {
        Object registered = registered(field, value);
        if (registered != value) {
          field.write(module, registered);
          seen.put(field, registered);
        }
      }
    }
  }

  private Object registered(Slot<?, ?> field, Object value) {
    String name = field.name();
    return switch (field.kind()) {
      case PARAMETER -> AttributeKind.PARAMETER.registered(module, name, (Parameter) value);
      case BUFFER -> AttributeKind.BUFFER.registered(module, name, (Tensor) value);
      case SUBMODULE -> AttributeKind.MODULE.registered(module, name, (NnModule) value);
    };
  }
}

package io.tenon.compiled;

import io.tenon.Tensor;
import io.tenon.kernel.Kernels;
import io.tenon.nn.NnModule;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything a binding relied on, in a form that is cheap to check before each call: that no
 * module's dictionaries, hooks or mode changed, that each annotated field still holds the same
 * object, and that no weight was written to.
 */
final class Guards {
  private final Kernels kernels = Kernels.active();
  private final int globalHooks = NnModule.globalHooksVersion();
  private final NnModule[] modules;
  private final int[] moduleVersions;
  private final boolean[] modes;
  private final NnModule[] owners;
  private final Slots.Slot<?, ?>[] slots;
  private final Object[] held;
  private final Tensor[] tensors;
  private final int[] tensorVersions;

  /** Takes the state of {@code net} and all modules in it as it is now. */
  Guards(NnModule net) {
    List<NnModule> allModules = net.modules();
    List<NnModule> slotOwners = new ArrayList<>();
    List<Slots.Slot<?, ?>> allSlots = new ArrayList<>();
    List<Tensor> allTensors = new ArrayList<>();
    for (NnModule module : allModules) {
      for (Slots.Slot<?, ?> slot : module.fieldSlots()) {
        slotOwners.add(module);
        allSlots.add(slot);
      }
      allTensors.addAll(module.ownTensors());
    }
    modules = allModules.toArray(new NnModule[0]);
    moduleVersions = new int[modules.length];
    modes = new boolean[modules.length];
    for (int i = 0; i < modules.length; i++) {
      moduleVersions[i] = modules[i].structureVersion();
      modes[i] = modules[i].training();
    }
    owners = slotOwners.toArray(new NnModule[0]);
    slots = allSlots.toArray(new Slots.Slot<?, ?>[0]);
    held = new Object[slots.length];
    for (int i = 0; i < slots.length; i++) {
      held[i] = slots[i].read(owners[i]);
    }
    tensors = allTensors.toArray(new Tensor[0]);
    tensorVersions = new int[tensors.length];
    for (int i = 0; i < tensors.length; i++) {
      tensorVersions[i] = tensors[i].version();
    }
  }

  /**
   * Lets a buffer change: the forward itself writes to it, and reads it anew in each call. Before
   * the guards are shared.
   */
  void except(Tensor written) {
    for (int i = 0; i < tensors.length; i++) {
      if (tensors[i] == written) {
        tensors[i] = null;
      }
    }
  }

  /** Whether nothing changed. */
  boolean hold() {
    return kernels == Kernels.active() && structureHolds() && weightsHold();
  }

  /** Whether nothing changed but the numbers in the weights, and the kernels. */
  boolean structureHolds() {
    if (globalHooks != NnModule.globalHooksVersion()) {
      return false;
    }
    for (int i = 0; i < modules.length; i++) {
      if (modules[i].structureVersion() != moduleVersions[i] || modules[i].training() != modes[i]) {
        return false;
      }
    }
    for (int i = 0; i < slots.length; i++) {
      if (slots[i].read(owners[i]) != held[i]) {
        return false;
      }
    }
    return true;
  }

  private boolean weightsHold() {
    for (int i = 0; i < tensors.length; i++) {
      if (tensors[i] != null && tensors[i].version() != tensorVersions[i]) {
        return false;
      }
    }
    return true;
  }
}

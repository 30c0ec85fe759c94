package io.tenon.nn;

import io.tenon.Parameter;
import io.tenon.Tensor;

/** One step of a load: what it changes, and how that is undone. */
abstract class StateChange {
  /**
   * Makes the change.
   *
   * @param undoable whether {@link #undo} may follow: what it needs is kept only then
   */
  abstract void make(boolean undoable);

  abstract void undo();

  /** A step of which nothing is left to undo. */
  static StateChange of(Runnable action) {
    return new StateChange() {
      @Override
      void make(boolean undoable) {
        action.run();
      }

      @Override
      void undo() {}
    };
  }

  /** Copies numbers; the shapes are equal. */
  static StateChange copy(Tensor from, Tensor to) {
    return new StateChange() {
      private Tensor before;

      @Override
      void make(boolean undoable) {
        before = undoable ? to.copy() : null;
        to.copy_(from);
      }

      @Override
      void undo() {
        to.copy_(before);
      }
    };
  }

  /**
   * Gives a module another tensor.
   *
   * @throws IllegalStateException if it is in a final field
   */
  static StateChange assign(NnModule module, String name, Tensor to, Tensor from) {
    module.requireAssignable(name);
    return new StateChange() {
      @Override
      void make(boolean undoable) {
        module.setAttr(
            name, to instanceof Parameter weight ? asParameter(from, weight.requiresGrad()) : from);
      }

      @Override
      void undo() {
        module.setAttr(name, to);
      }
    };
  }

  private static Parameter asParameter(Tensor tensor, boolean requiresGrad) {
    return tensor instanceof Parameter parameter
        ? parameter.requiresGrad_(requiresGrad)
        : new Parameter(tensor, requiresGrad);
  }

  /** Gives a module its extra state. */
  static StateChange extra(ExtraState module, Object state) {
    return new StateChange() {
      private Object before;

      @Override
      void make(boolean undoable) {
        before = module.getExtraState();
        module.setExtraState(state);
      }

      @Override
      void undo() {
        module.setExtraState(before);
      }
    };
  }
}

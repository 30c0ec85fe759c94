package io.tenon.processor.interpret;

import com.sun.source.tree.Tree;
import io.tenon.ShapeError;
import io.tenon.processor.diagnostic.Code;
import java.util.List;

/**
 * Calls of the library: made for real, and what they throw becomes a diagnostic on the expression.
 */
final class LibraryCalls {
  private final Machine machine;

  LibraryCalls(Machine machine) {
    this.machine = machine;
  }

  Object call(
      Class<?> type, Object receiver, String name, List<Object> args, Tree tree, Frame frame) {
    if (!Library.mayCallOn(type)) {
      throw machine.unsupported(
          "a call of " + type.getSimpleName() + ", which is not Tenon's,", tree, frame);
    }
    requireKnown(type, args, tree, frame);
    machine.at(tree, frame);
    try {
      return Library.call(type, receiver, name, args);
    } catch (Throwable e) {
      throw halt(e, tree, frame);
    }
  }

  Object create(Class<?> type, List<Object> args, Tree tree, Frame frame) {
    requireKnown(type, args, tree, frame);
    machine.at(tree, frame);
    try {
      return Library.create(type, args);
    } catch (Throwable e) {
      throw halt(e, tree, frame);
    }
  }

  /** The library can't decide by what is unknown; of the JDK, only containers can hold a symbol. */
  private void requireKnown(Class<?> type, List<Object> args, Tree tree, Frame frame) {
    boolean computes = type.getName().startsWith("java.lang.");
    for (Object arg : args) {
      if (arg instanceof Unknown unknown) {
        throw machine.unknown(unknown, tree, frame);
      }
      if (computes && machine.isSymbolic(arg)) {
        throw machine.untracked((Number) arg, tree, frame);
      }
    }
  }

  private Halt halt(Throwable e, Tree tree, Frame frame) {
    if (e instanceof Halt halt) {
      return halt; // from a user's forward that the library called
    }
    if (e instanceof ShapeError error) {
      String remedy =
          error.remedy() == null ? "make the shapes fit, or correct @Shape" : error.remedy();
      return new Halt(
          Code.SHAPE_MISMATCH,
          tree,
          frame.type().unit(),
          error.problem(),
          machine.text(tree, frame),
          remedy);
    }
    if (e instanceof NoSuchMethodException) {
      return machine.unsupported("a call with these arguments", tree, frame);
    }
    if (e instanceof IllegalStateException
        && String.valueOf(e.getMessage()).startsWith("a shape-only tensor")) {
      return machine.halt(Code.DATA_DEPENDENT, tree, frame, machine.text(tree, frame));
    }
    if (e instanceof VirtualMachineError error) {
      throw error;
    }
    return machine.refused(e, tree, frame);
  }
}

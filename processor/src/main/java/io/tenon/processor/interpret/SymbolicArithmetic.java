package io.tenon.processor.interpret;

import com.sun.source.tree.Tree;
import io.tenon.graph.Size;

/**
 * Which operators may meet a number that stands for an unknown size: those whose result is again a
 * number times symbols, and comparisons whose outcome does not depend on the symbol.
 */
final class SymbolicArithmetic {
  private final Machine machine;

  SymbolicArithmetic(Machine machine) {
    this.machine = machine;
  }

  /** Returns if the operator may be applied; ends the interpretation otherwise. */
  void check(Tree.Kind operator, Object a, Object b, Tree tree, Frame frame) {
    Number unknown = (Number) (machine.isSymbolic(a) ? a : b);
    if (a instanceof String || b instanceof String) {
      return; // a message, most likely
    }
    if (!isIntegral(a) || !isIntegral(b)) {
      throw machine.untracked(unknown, tree, frame);
    }
    long m = ((Number) a).longValue();
    long n = ((Number) b).longValue();
    Size x = machine.size(m);
    Size y = machine.size(n);
    switch (operator) {
      case MULTIPLY ->
          requireRead(x.symbols().size() + y.symbols().size(), m * n, unknown, tree, frame);
      case PLUS, MINUS -> {
        boolean like = x.symbols().equals(y.symbols()) || m == 0 || n == 0;
        if (!like || operator == Tree.Kind.MINUS && m - n < 0) {
          throw machine.untracked(unknown, tree, frame);
        }
      }
      case DIVIDE, REMAINDER -> {
        if (n == 0 || m % n != 0) {
          throw machine.sizeDependent(unknown, tree, frame);
        }
      }
      default -> {
        if (!x.equals(y)) {
          throw machine.sizeDependent(unknown, tree, frame);
        }
      }
    }
  }

  /** A product may leave the range of int, and then its factors can't be read back. */
  private void requireRead(int symbols, long product, Number unknown, Tree tree, Frame frame) {
    if (product != (int) product || machine.size(product).symbols().size() != symbols) {
      throw machine.untracked(unknown, tree, frame);
    }
  }

  private static boolean isIntegral(Object value) {
    return value instanceof Integer || value instanceof Long || value instanceof Short;
  }
}

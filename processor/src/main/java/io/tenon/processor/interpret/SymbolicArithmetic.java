package io.tenon.processor.interpret;

import com.sun.source.tree.Tree;
import io.tenon.Shape;
import io.tenon.Tensor;
import io.tenon.graph.Size;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;

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
        long result = operator == Tree.Kind.PLUS ? m + n : m - n;
        if (!like || result < 0 || result != (int) result) {
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

  /** A number that stands for something unknown in a value, a list or a shape; null for none. */
  Number symbolIn(Object value) {
    return symbolIn(value, true);
  }

  /**
   * {@link #symbolIn(Object)}.
   *
   * @param shapes whether a tensor's shape counts: text of a tensor has it
   */
  Number symbolIn(Object value, boolean shapes) {
    if (machine.isSymbolic(value)) {
      return (Number) value;
    }
    List<Object> parts = new ArrayList<>();
    if (value instanceof Collection<?> all) {
      parts.addAll(all);
    } else if (value instanceof Map<?, ?> map) {
      parts.addAll(map.keySet());
      parts.addAll(map.values());
    } else if (value instanceof InterpretedInstance object) {
      parts.addAll(object.values());
    } else if (value instanceof Object[] all) {
      parts.addAll(java.util.Arrays.asList(all));
    } else if (value instanceof int[] numbers) {
      java.util.Arrays.stream(numbers).forEach(parts::add);
    } else if (value instanceof long[] numbers) {
      java.util.Arrays.stream(numbers).forEach(parts::add);
    } else if (value instanceof Shape shape) {
      return symbolIn(shape.toArray());
    } else if (value instanceof Tensor tensor && shapes) {
      return symbolIn(tensor.shape());
    }
    return parts.stream()
        .map(part -> symbolIn(part, shapes))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }
}

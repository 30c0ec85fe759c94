package io.tenon.processor.interpret;

import com.sun.source.tree.Tree;
import java.util.List;
import java.util.Optional;

/** Java's operators on numbers, characters, booleans and strings, with binary numeric promotion. */
final class Arithmetics {
  private static final List<String> WIDTHS = List.of("int", "long", "float", "double");

  private Arithmetics() {}

  /** {@code value} as a value of type {@code to}, where that is a numeric primitive. */
  static Object widen(Class<?> to, Object value) {
    if (value instanceof Closure closure) {
      return closure.as(to);
    }
    return to.isPrimitive() ? convert(to.getName(), value) : value;
  }

  /**
   * A number as the primitive type of this name, a lambda as the interface; all else as it is.
   *
   * @throws LostSymbolException if it stands for an unknown size, and would not any more
   */
  static Object convert(String type, Object value) {
    if (value instanceof Closure closure) {
      return closure.as(type);
    }
    if (value instanceof Unknown unknown && unknown.standIn() instanceof Number number) {
      return unknown.with(convert(type, number));
    }
    if (!(promoted(value) instanceof Number number)) {
      return value;
    }
    return switch (type) {
      case "int" -> number.intValue();
      case "long" -> number.longValue();
      case "byte" -> LostSymbolException.check(number).byteValue();
      case "short" -> LostSymbolException.check(number).shortValue();
      case "char" -> (char) LostSymbolException.check(number).intValue();
      case "float" -> LostSymbolException.check(number).floatValue();
      case "double" -> LostSymbolException.check(number).doubleValue();
      default -> value;
    };
  }

  /** The default of a primitive type; null for all others. */
  static Object zero(String type) {
    return switch (type) {
      case "boolean" -> false;
      case "byte", "short", "char", "int", "long", "float", "double" -> convert(type, 0);
      default -> null;
    };
  }

  /** The wider of two of {@code int}, {@code long}, {@code float}, {@code double}. */
  static String wider(String a, String b) {
    return WIDTHS.indexOf(a) >= WIDTHS.indexOf(b) ? a : b;
  }

  /** A character as the number that it is to an operator; all else as it is. */
  static Object promoted(Object value) {
    return value instanceof Character c ? (Object) (int) c : value;
  }

  /** The result of a binary operator; empty if these operands have none. */
  static Optional<Object> binary(Tree.Kind operator, Object a, Object b) {
    if (operator == Tree.Kind.PLUS && (a instanceof String || b instanceof String)) {
      return Optional.of(String.valueOf(a) + b);
    }
    if (a instanceof Boolean p && b instanceof Boolean q) {
      return logical(operator, p, q);
    }
    if (!(promoted(a) instanceof Number m) || !(promoted(b) instanceof Number n)) {
      boolean unclear = a instanceof String && a != b && a.equals(b); // one object, or two?
      return switch (operator) {
        case EQUAL_TO -> unclear ? Optional.empty() : Optional.of(a == b);
        case NOT_EQUAL_TO -> unclear ? Optional.empty() : Optional.of(a != b);
        default -> Optional.empty();
      };
    }
    boolean shift =
        operator == Tree.Kind.LEFT_SHIFT
            || operator == Tree.Kind.RIGHT_SHIFT
            || operator == Tree.Kind.UNSIGNED_RIGHT_SHIFT;
    if (m instanceof Double || n instanceof Double) {
      return floating(operator, m.doubleValue(), n.doubleValue()).map(v -> v);
    }
    if (m instanceof Float || n instanceof Float) {
      // a float's sum, product or quotient computed in double and rounded once is the float's own
      return floating(operator, m.floatValue(), n.floatValue())
          .map(v -> v instanceof Double d ? (Object) d.floatValue() : v);
    }
    boolean ints = !(m instanceof Long) && (shift || !(n instanceof Long));
    long count = shift && ints ? n.longValue() & 31 : n.longValue();
    if (ints && operator == Tree.Kind.UNSIGNED_RIGHT_SHIFT) {
      return Optional.of(m.intValue() >>> count);
    }
    return integral(operator, m.longValue(), count)
        .map(v -> ints && v instanceof Long l ? (Object) l.intValue() : v);
  }

  private static Optional<Object> logical(Tree.Kind operator, boolean p, boolean q) {
    return switch (operator) {
      case AND -> Optional.of(p & q);
      case OR -> Optional.of(p | q);
      case XOR, NOT_EQUAL_TO -> Optional.of(p != q);
      case EQUAL_TO -> Optional.of(p == q);
      default -> Optional.empty();
    };
  }

  private static Optional<Object> floating(Tree.Kind operator, double a, double b) {
    return switch (operator) {
      case PLUS -> Optional.of(a + b);
      case MINUS -> Optional.of(a - b);
      case MULTIPLY -> Optional.of(a * b);
      case DIVIDE -> Optional.of(a / b);
      case REMAINDER -> Optional.of(a % b);
      case EQUAL_TO -> Optional.of(a == b);
      case NOT_EQUAL_TO -> Optional.of(a != b);
      case LESS_THAN -> Optional.of(a < b);
      case LESS_THAN_EQUAL -> Optional.of(a <= b);
      case GREATER_THAN -> Optional.of(a > b);
      case GREATER_THAN_EQUAL -> Optional.of(a >= b);
      default -> Optional.empty();
    };
  }

  private static Optional<Object> integral(Tree.Kind operator, long a, long b) {
    return switch (operator) {
      case PLUS -> Optional.of(a + b);
      case MINUS -> Optional.of(a - b);
      case MULTIPLY -> Optional.of(a * b);
      case DIVIDE -> Optional.of(a / b);
      case REMAINDER -> Optional.of(a % b);
      case LEFT_SHIFT -> Optional.of(a << b);
      case RIGHT_SHIFT -> Optional.of(a >> b);
      case UNSIGNED_RIGHT_SHIFT -> Optional.of(a >>> b);
      case AND -> Optional.of(a & b);
      case OR -> Optional.of(a | b);
      case XOR -> Optional.of(a ^ b);
      default -> compared(operator, Long.compare(a, b));
    };
  }

  private static Optional<Object> compared(Tree.Kind operator, int order) {
    return switch (operator) {
      case EQUAL_TO -> Optional.of(order == 0);
      case NOT_EQUAL_TO -> Optional.of(order != 0);
      case LESS_THAN -> Optional.of(order < 0);
      case LESS_THAN_EQUAL -> Optional.of(order <= 0);
      case GREATER_THAN -> Optional.of(order > 0);
      case GREATER_THAN_EQUAL -> Optional.of(order >= 0);
      default -> Optional.empty();
    };
  }

  /**
   * The operator of a compound assignment or increment: {@code PLUS} for {@code +=} and {@code ++}.
   */
  static Tree.Kind simple(Tree.Kind compound) {
    return switch (compound) {
      case PLUS_ASSIGNMENT, PREFIX_INCREMENT, POSTFIX_INCREMENT -> Tree.Kind.PLUS;
      case MINUS_ASSIGNMENT, PREFIX_DECREMENT, POSTFIX_DECREMENT -> Tree.Kind.MINUS;
      case MULTIPLY_ASSIGNMENT -> Tree.Kind.MULTIPLY;
      case DIVIDE_ASSIGNMENT -> Tree.Kind.DIVIDE;
      case REMAINDER_ASSIGNMENT -> Tree.Kind.REMAINDER;
      case LEFT_SHIFT_ASSIGNMENT -> Tree.Kind.LEFT_SHIFT;
      case RIGHT_SHIFT_ASSIGNMENT -> Tree.Kind.RIGHT_SHIFT;
      case UNSIGNED_RIGHT_SHIFT_ASSIGNMENT -> Tree.Kind.UNSIGNED_RIGHT_SHIFT;
      case AND_ASSIGNMENT -> Tree.Kind.AND;
      case OR_ASSIGNMENT -> Tree.Kind.OR;
      case XOR_ASSIGNMENT -> Tree.Kind.XOR;
      default -> compound;
    };
  }
}

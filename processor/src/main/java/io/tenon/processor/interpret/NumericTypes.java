package io.tenon.processor.interpret;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.tree.UnaryTree;
import java.util.Locale;

/**
 * Of which type an expression that is not evaluated would be, where it is a number: {@code c ? 1 :
 * 2.0} is a double whatever {@code c} is. As far as that can be seen without javac's attribution.
 */
final class NumericTypes {
  private static final String NONE = "int";

  private final Machine machine;

  NumericTypes(Machine machine) {
    this.machine = machine;
  }

  /** The value of a choice in the type that all its branches have together. */
  Object promote(Object value, ExpressionTree choice, Frame frame) {
    boolean number = value instanceof Number || value instanceof Character;
    String type = number ? of(choice, frame) : NONE;
    return type.equals(NONE) ? value : Arithmetics.convert(widest(value, type), value);
  }

  private static String widest(Object value, String type) {
    return Arithmetics.wider(Signatures.unboxed(value).getName(), type);
  }

  /** {@code long}, {@code float} or {@code double}; {@code int} stands for all others. */
  private String of(ExpressionTree tree, Frame frame) {
    if (tree instanceof ParenthesizedTree inner) {
      return of(inner.getExpression(), frame);
    } else if (tree instanceof LiteralTree literal) {
      return literal.getValue() instanceof Number number
          ? Signatures.unboxed(number).getName()
          : NONE;
    } else if (tree instanceof IdentifierTree name) {
      return named(name.getName().toString(), frame);
    } else if (tree instanceof TypeCastTree cast) {
      return primitive(cast.getType().toString());
    } else if (tree instanceof UnaryTree unary) {
      return of(unary.getExpression(), frame);
    } else if (tree instanceof BinaryTree binary) {
      boolean arithmetic =
          switch (binary.getKind()) {
            case PLUS, MINUS, MULTIPLY, DIVIDE, REMAINDER -> true;
            default -> false;
          };
      return arithmetic
          ? Arithmetics.wider(
              of(binary.getLeftOperand(), frame), of(binary.getRightOperand(), frame))
          : NONE;
    } else if (tree instanceof ConditionalExpressionTree choice) {
      return Arithmetics.wider(
          of(choice.getTrueExpression(), frame), of(choice.getFalseExpression(), frame));
    } else if (tree instanceof SwitchExpressionTree choice) {
      String widest = NONE;
      for (CaseTree each : choice.getCases()) {
        Tree body = each.getBody();
        widest =
            body instanceof ExpressionTree arm ? Arithmetics.wider(widest, of(arm, frame)) : widest;
      }
      return widest;
    }
    return NONE;
  }

  private String named(String name, Frame frame) {
    if (frame.isLocal(name)) {
      return primitive(frame.typeOf(name));
    }
    return machine
        .sources()
        .field(frame.type(), name)
        .map(field -> primitive(field.asType().toString()))
        .orElse(NONE);
  }

  private static String primitive(String type) {
    return switch (type) {
      case "long", "float", "double" -> type;
      case "Long", "Float", "Double" -> type.toLowerCase(Locale.ROOT);
      default -> NONE;
    };
  }
}

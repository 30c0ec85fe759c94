package io.tenon.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import io.tenon.op.Compare;
import io.tenon.processor.plan.ConvertIntegers;

/** Integers that become floats. */
final class ConvertEmitter {
  private ConvertEmitter() {}

  static MethodSpec emit(ConvertIntegers task, Scope scope) {
    String count = scope.count(task, task.out().floats());
    CodeBlock.Builder body = CodeBlock.builder();
    body.beginControlFlow("for (int i = 0; i < $L; i++)", count);
    if (task.relation() == null) {
      body.addStatement("y[yAt + i] = x[xAt + i]");
    } else {
      body.addStatement(
          "y[yAt + i] = x[xAt + i] $L $L ? 1 : 0",
          sign(task.relation()),
          number(task.relation().number()));
    }
    body.endControlFlow();
    return Steps.method(task, scope, "", body.build());
  }

  /** A whole number is compared as one: beyond 2⁵³ a double could not tell neighbours apart. */
  private static String number(double number) {
    if (number != (long) number) {
      return Literals.of(number);
    }
    long whole = (long) number;
    return whole == (int) whole ? Long.toString(whole) : whole + "L";
  }

  private static String sign(Compare compare) {
    return switch (compare.relation()) {
      case EQ -> "==";
      case NE -> "!=";
      case LT -> "<";
      case LE -> "<=";
      case GT -> ">";
      case GE -> ">=";
    };
  }
}

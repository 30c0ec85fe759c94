package io.tenon.processor.emit;

import com.palantir.javapoet.CodeBlock;
import io.tenon.kernel.Epilogue;
import io.tenon.kernel.Panel;
import io.tenon.op.Elementwise;
import io.tenon.op.UnaryFunction;
import io.tenon.processor.plan.Amount;
import java.util.List;

/**
 * The functions after a sum: the first may be the tile's epilogue, others are loops of their own.
 */
final class Activations {
  private Activations() {}

  /** {@code Epilogue.RELU}. */
  static CodeBlock epilogue(List<Elementwise> functions) {
    return CodeBlock.of("$T.$L", Epilogue.class, first(functions));
  }

  /** Whether the tile does the first function. */
  static boolean isEpilogue(List<Elementwise> functions) {
    return first(functions) != Epilogue.NONE;
  }

  private static Epilogue first(List<Elementwise> functions) {
    if (functions.isEmpty()) {
      return Epilogue.NONE;
    }
    return switch (functions.get(0).function()) {
      case RELU -> Epilogue.RELU;
      case RELU6 -> Epilogue.RELU6;
      default -> Epilogue.NONE;
    };
  }

  /**
   * Calls of the functions that no epilogue does, over {@code count} elements of y in place.
   *
   * @param split whether the members of a team have made parts of y, and each takes a part again
   */
  static CodeBlock rest(List<Elementwise> functions, String count, boolean split) {
    CodeBlock.Builder rest = CodeBlock.builder();
    List<Elementwise> others = others(functions);
    if (split && !others.isEmpty()) {
      rest.addStatement("member.meet()");
      rest.addStatement("int begin = member.first($L, 16)", count);
      rest.addStatement("int floats = member.end($L, 16) - begin", count);
    }
    for (Elementwise function : others) {
      rest.addStatement(
          split
              ? applyToPart(WrappedCall.BODY, function, "y", "floats")
              : apply(WrappedCall.BODY, function, "y", count));
    }
    return rest.build();
  }

  /**
   * The same where a member has made blocks of each row, {@code first} to before {@code end}: what
   * it made it can do more to before it meets the others.
   *
   * @param width the floats of a row
   */
  static CodeBlock ofBlocks(List<Elementwise> functions, String rows, Amount width) {
    List<Elementwise> others = others(functions);
    if (others.isEmpty()) {
      return CodeBlock.of("");
    }
    CodeBlock.Builder rest = CodeBlock.builder();
    rest.addStatement("int floats = (end - first) * $L", Panel.LANES);
    rest.beginControlFlow("for (int row = 0; row < $L; row++)", rows);
    rest.addStatement("int at = yAt + $L + first * $L", Operand.times("row", width), Panel.LANES);
    for (Elementwise function : others) {
      rest.addStatement(apply(WrappedCall.LOOP, function, "y", "at", "at", "floats"));
    }
    return rest.endControlFlow().build();
  }

  /** The same for {@code count} elements from {@code at} on, which are the member's rows. */
  static CodeBlock ofRows(List<Elementwise> functions, String at, String count) {
    CodeBlock.Builder rest = CodeBlock.builder();
    for (Elementwise function : others(functions)) {
      rest.addStatement(apply(WrappedCall.BODY, function, "y", at, at, count));
    }
    return rest.build();
  }

  /** Those that the tile doesn't do. */
  private static List<Elementwise> others(List<Elementwise> functions) {
    int done = first(functions) == Epilogue.NONE ? 0 : 1;
    return functions.subList(done, functions.size());
  }

  /** {@code UnaryFunction.SILU.apply(x, xAt, y, yAt, 400, 0, 0)}. */
  static CodeBlock apply(int indent, Elementwise op, String from, String count) {
    return apply(indent, op, from, from + "At", "yAt", count);
  }

  /** The same for {@code count} elements from {@code begin} on. */
  static CodeBlock applyToPart(int indent, Elementwise op, String from, String count) {
    return apply(indent, op, from, from + "At + begin", "yAt + begin", count);
  }

  private static CodeBlock apply(
      int indent, Elementwise op, String from, String fromAt, String to, String count) {
    return WrappedCall.call(
        indent,
        CodeBlock.of("$T.$L.apply", UnaryFunction.class, op.function()),
        from,
        fromAt,
        "y",
        to,
        count,
        Literals.of(op.a()),
        Literals.of(op.b()));
  }
}

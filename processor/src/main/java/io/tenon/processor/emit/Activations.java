package io.tenon.processor.emit;

import com.palantir.javapoet.CodeBlock;
import io.tenon.kernel.Epilogue;
import io.tenon.op.Elementwise;
import io.tenon.op.UnaryFunction;
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
   * WrappedCall for the functions that no epilogue does, over {@code count} elements of y in place.
   */
  static List<CodeBlock> rest(int indent, List<Elementwise> functions, String count) {
    int done = first(functions) == Epilogue.NONE ? 0 : 1;
    return functions.subList(done, functions.size()).stream()
        .map(function -> apply(indent, function, "y", count))
        .toList();
  }

  /** {@code UnaryFunction.SILU.apply(x, xAt, y, yAt, 400, 0, 0)}. */
  static CodeBlock apply(int indent, Elementwise op, String from, String count) {
    return WrappedCall.call(
        indent,
        CodeBlock.of("$T.$L.apply", UnaryFunction.class, op.function()),
        from,
        from + "At",
        "y",
        "yAt",
        count,
        Literals.of(op.a()),
        Literals.of(op.b()));
  }
}

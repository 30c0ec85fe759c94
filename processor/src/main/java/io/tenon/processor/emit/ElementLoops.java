package io.tenon.processor.emit;

import com.palantir.javapoet.CodeBlock;
import io.tenon.op.Elementwise;
import java.util.List;
import java.util.Optional;

/**
 * Functions of single elements, one after the other. Those that are a few instructions stand in one
 * loop, whatever their number; others are calls of the runtime's loops.
 */
final class ElementLoops {
  private ElementLoops() {}

  /**
   * Loops over {@code count} elements.
   *
   * @param first what the i-th element is before the functions: {@code x[xAt + i]}
   * @param from the array that {@code first} is an element of; null if it must be computed
   */
  static CodeBlock over(String first, String from, List<Elementwise> functions, String count) {
    CodeBlock.Builder code = CodeBlock.builder();
    String element = first;
    String array = from;
    int done = 0;
    while (done < functions.size() || array == null) {
      int end = done;
      while (end < functions.size() && expression(functions.get(end)).isPresent()) {
        end++;
      }
      if (end > done || array == null) {
        code.add(loop(element, functions.subList(done, end), count));
      } else {
        CodeBlock call = Activations.apply(WrappedCall.BODY, functions.get(end++), array, count);
        code.addStatement(call);
      }
      element = "y[yAt + i]";
      array = "y";
      done = end;
    }
    return code.build();
  }

  private static CodeBlock loop(String element, List<Elementwise> functions, String count) {
    CodeBlock.Builder loop = CodeBlock.builder();
    loop.beginControlFlow("for (int i = 0; i < $L; i++)", count);
    String result = element;
    for (int f = 0; f < functions.size(); f++) {
      loop.addStatement(f == 0 ? "float v = $L" : "v = $L", result);
      result = expression(functions.get(f)).orElseThrow();
    }
    return loop.addStatement("y[yAt + i] = $L", result).endControlFlow().build();
  }

  /** A function of {@code v} as {@code UnaryFunction} defines it, if it is a few instructions. */
  static Optional<String> expression(Elementwise op) {
    String a = Literals.of(op.a());
    String b = Literals.of(op.b());
    return Optional.ofNullable(
        switch (op.function()) {
          case RELU -> "v < 0 ? 0 : v";
          case RELU6 -> "v < 0 ? 0 : v > 6 ? 6 : v";
          case LEAKY_RELU -> "v < 0 ? v * " + a + " : v";
          case HARDSWISH -> "v <= -3 ? 0 : v >= 3 ? v : v * (v + 3) / 6";
          case HARDSIGMOID -> "v <= -3 ? 0 : v >= 3 ? 1 : (v + 3) / 6";
          case HARDTANH -> "v < " + a + " ? " + a + " : v > " + b + " ? " + b + " : v";
          case NEG -> "-v";
          case ADD_NUMBER -> "v + " + a;
          case SUB_NUMBER -> "v - " + a;
          case MUL_NUMBER -> "v * " + a;
          case DIV_NUMBER -> "v / " + a;
          default -> null;
        });
  }
}

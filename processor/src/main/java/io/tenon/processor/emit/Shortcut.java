package io.tenon.processor.emit;

import com.palantir.javapoet.CodeBlock;
import io.tenon.kernel.Epilogue;
import io.tenon.op.Elementwise;
import io.tenon.processor.plan.Value;
import java.util.List;

/** What is added to a product that lies in the result already, z in the generated method. */
final class Shortcut {
  private Shortcut() {}

  /** What the product's own kernel does to its sums: nothing where z comes first. */
  static CodeBlock epilogue(Value addend, List<Elementwise> activations) {
    return addend == null
        ? Activations.epilogue(activations)
        : CodeBlock.of("$T.NONE", Epilogue.class);
  }

  /**
   * Adds all of z; nothing where there is none.
   *
   * @param split whether the members of a team have made parts of y, and each takes a part again
   */
  static CodeBlock sum(Value addend, List<Elementwise> activations, String count, boolean split) {
    if (addend == null) {
      return CodeBlock.of("");
    }
    CodeBlock.Builder sum = CodeBlock.builder();
    String from = "";
    String floats = count;
    if (split) {
      sum.addStatement("member.meet()");
      sum.addStatement("int part = member.first($L, 16)", count);
      from = " + part";
      floats = "member.end(" + count + ", 16) - part";
    }
    return sum.addStatement(
            WrappedCall.call(
                WrappedCall.BODY,
                "kernels.add",
                WrappedCall.together("y", "yAt" + from),
                WrappedCall.together("z", "zAt" + from),
                WrappedCall.together("y", "yAt" + from),
                WrappedCall.together(floats, Activations.epilogue(activations))))
        .build();
  }

  /** Adds a row of z to one of a result in blocks, within the loop over rows. */
  static CodeBlock rows(Value addend, Value out, List<Elementwise> activations) {
    if (addend == null) {
      return CodeBlock.of("");
    }
    String row = " + h * yRow + b * yBlock";
    CodeBlock call =
        WrappedCall.call(
            WrappedCall.LOOP + 2,
            "kernels.add",
            WrappedCall.together("y", ConvolveEmitter.from("y", out) + row),
            WrappedCall.together(
                "z", ConvolveEmitter.from("z", addend) + " + h * zRow + b * zBlock"),
            WrappedCall.together("y", ConvolveEmitter.from("y", out) + row),
            WrappedCall.together(
                Literals.of(out.size(2) * out.inner()), Activations.epilogue(activations)));
    return CodeBlock.builder()
        .beginControlFlow("for (int b = 0; b < $L; b++)", out.maps())
        .addStatement(call)
        .endControlFlow()
        .build();
  }

  /** What adding z is worth saying; "" where there is none. */
  static String why(Value addend) {
    return addend == null ? "" : " z is added while the result is in the cache.";
  }
}

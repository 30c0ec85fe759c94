package io.tenon.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import io.tenon.op.Arithmetic;
import io.tenon.op.Elementwise;
import io.tenon.op.UnaryFunction;
import io.tenon.processor.plan.Task;
import java.util.List;

/** Functions of single elements, of one value or of two. */
final class MapEmitter {

  private MapEmitter() {}

  static MethodSpec emit(Task.Map task, Scope scope) {
    String count = scope.count(task, task.out().floats());
    CodeBlock.Builder body = CodeBlock.builder();
    List<Elementwise> functions = task.functions();
    if (task.arithmetic() == null) {
      body.addStatement(Activations.apply(WrappedCall.BODY, functions.get(0), "x", count));
      after(body, functions.subList(1, functions.size()), count);
      return Steps.method(task, scope, "", body.build());
    }
    boolean relu = !functions.isEmpty() && functions.get(0).function() == UnaryFunction.RELU;
    body.beginControlFlow("for (int i = 0; i < $L; i++)", count);
    String both = "a[aAt + i] " + sign(task.arithmetic()) + " b[bAt + i]";
    if (relu) {
      body.addStatement("float v = $L", both);
      body.addStatement("y[yAt + i] = v < 0 ? 0 : v");
    } else {
      body.addStatement("y[yAt + i] = $L", both);
    }
    body.endControlFlow();
    after(body, functions.subList(relu ? 1 : 0, functions.size()), count);
    String why = relu ? "One loop, which the JVM turns into vector instructions." : "";
    return Steps.method(task, scope, why, body.build());
  }

  private static void after(CodeBlock.Builder body, List<Elementwise> functions, String count) {
    functions.forEach(
        function -> body.addStatement(Activations.apply(WrappedCall.BODY, function, "y", count)));
  }

  private static String sign(Arithmetic arithmetic) {
    return switch (arithmetic.operator()) {
      case ADD -> "+";
      case SUB -> "-";
      case MUL -> "*";
      case DIV -> "/";
    };
  }
}

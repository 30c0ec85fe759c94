package io.tenon.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import io.tenon.op.Arithmetic;
import io.tenon.op.Elementwise;
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
    if (task.arithmetic().operator() == Arithmetic.Operator.ADD) {
      body.addStatement(
          WrappedCall.call(
              WrappedCall.BODY,
              "kernels.add",
              "a",
              "aAt",
              "b",
              "bAt",
              "y",
              "yAt",
              count,
              Activations.epilogue(functions)));
      Activations.rest(WrappedCall.BODY, functions, count).forEach(body::addStatement);
    } else {
      body.beginControlFlow("for (int i = 0; i < $L; i++)", count);
      String sign = sign(task.arithmetic());
      body.addStatement("y[yAt + i] = a[aAt + i] $L b[bAt + i]", sign);
      body.endControlFlow();
      after(body, functions, count);
    }
    return Steps.method(task, scope, "", body.build());
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

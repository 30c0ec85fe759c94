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
      body.add(ElementLoops.over("x[xAt + i]", "x", functions, count));
    } else if (task.arithmetic().operator() == Arithmetic.Operator.ADD) {
      body.addStatement(
          WrappedCall.call(
              WrappedCall.BODY,
              "kernels.add",
              WrappedCall.together("a", "aAt"),
              WrappedCall.together("b", "bAt"),
              WrappedCall.together("y", "yAt"),
              WrappedCall.together(count, Activations.epilogue(functions))));
      int done = Activations.isEpilogue(functions) ? 1 : 0;
      List<Elementwise> rest = functions.subList(done, functions.size());
      body.add(ElementLoops.over("y[yAt + i]", "y", rest, count));
    } else {
      String both = "a[aAt + i] " + sign(task.arithmetic()) + " b[bAt + i]";
      body.add(ElementLoops.over(both, null, functions, count));
    }
    return Steps.method(task, scope, "", body.build());
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

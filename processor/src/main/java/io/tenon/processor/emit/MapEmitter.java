package io.tenon.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import io.tenon.op.Arithmetic;
import io.tenon.op.Elementwise;
import io.tenon.op.UnaryFunction;
import io.tenon.processor.plan.Axis;
import io.tenon.processor.plan.Task;
import java.util.ArrayList;
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
    String sign = sign(task.arithmetic());
    String why = "";
    if (isAlike(task)) {
      body.beginControlFlow("for (int i = 0; i < $L; i++)", count);
      body.add(store("y[yAt + i]", "a[aAt + i] " + sign + " b[bAt + i]", relu));
      body.endControlFlow();
      why = relu ? "One loop, which the JVM turns into vector instructions." : "";
    } else if (LaneEmitter.fits(task)) {
      body.add(LaneEmitter.loops(task, scope));
      why = LaneEmitter.WHY;
      relu = false;
    } else {
      LoopNest nest = nest(task, scope);
      body.add(nest.around(broadcast(nest, sign, relu)));
      why = why(nest);
    }
    after(body, functions.subList(relu ? 1 : 0, functions.size()), count);
    return Steps.method(task, scope, why, body.build());
  }

  /** Whether both operands are as large as the result. */
  private static boolean isAlike(Task.Map task) {
    return task.inputs().stream()
        .allMatch(
            input ->
                input.sizes().equals(task.out().sizes())
                    && (!task.wholeBatch()
                        || input.isShared() == task.out().isShared() && !input.isStrided()));
  }

  private static LoopNest nest(Task.Map task, Scope scope) {
    List<Axis> axes = Axis.broadcast(task.inputs(), task.out());
    return new LoopNest(LoopNest.ofTask(task, axes, scope), List.of("a", "b", "y"), scope);
  }

  /** The innermost loop; an operand that stays the same in it is read before. */
  private static CodeBlock broadcast(LoopNest nest, String sign, boolean relu) {
    CodeBlock.Builder body = CodeBlock.builder();
    List<String> operands = new ArrayList<>();
    for (String name : List.of("a", "b")) {
      String element = name + "[" + nest.at(operands.size()) + "]";
      if (nest.isSame(operands.size())) {
        body.addStatement("float $L = $L", name + "Same", element);
        element = name + "Same";
      }
      operands.add(element);
    }
    String both = operands.get(0) + " " + sign + " " + operands.get(1);
    return body.add(nest.loop(store("y[" + nest.at(2) + "]", both, relu))).build();
  }

  private static CodeBlock store(String to, String value, boolean relu) {
    return relu
        ? CodeBlock.builder()
            .addStatement("float v = $L", value)
            .addStatement("$L = v < 0 ? 0 : v", to)
            .build()
        : CodeBlock.of("$[$L = $L;\n$]", to, value);
  }

  private static String why(LoopNest nest) {
    for (int value = 0; value < 2; value++) {
      if (nest.isSame(value)) {
        String count = nest.inner().count().toString();
        return "An element of " + "ab".charAt(value) + " is for " + count + " of the result's.";
      }
    }
    return "";
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

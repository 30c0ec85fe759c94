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
      body.add(ElementLoops.over("x[xAt + i]", "x", functions, count));
      return Steps.method(task, scope, "", body.build());
    }
    if (isAlike(task)) {
      body.add(alike(task, count));
      return Steps.method(task, scope, "", body.build());
    }
    String why = LaneEmitter.WHY;
    boolean relu = false;
    if (LaneEmitter.fits(task)) {
      body.add(LaneEmitter.loops(task, scope));
    } else {
      relu = !functions.isEmpty() && functions.get(0).function() == UnaryFunction.RELU;
      LoopNest nest = nest(task, scope);
      body.add(nest.around(broadcast(nest, sign(task.arithmetic()), relu)));
      why = why(nest);
    }
    List<Elementwise> rest = functions.subList(relu ? 1 : 0, functions.size());
    body.add(ElementLoops.over("y[yAt + i]", "y", rest, count));
    return Steps.method(task, scope, why, body.build());
  }

  /** Two values of one shape, element by element. */
  private static CodeBlock alike(Task.Map task, String count) {
    List<Elementwise> functions = task.functions();
    if (task.arithmetic().operator() != Arithmetic.Operator.ADD) {
      CodeBlock combine =
          WrappedCall.call(
              WrappedCall.BODY,
              "kernels.combine",
              CodeBlock.of("$T.$L", Arithmetic.Operator.class, task.arithmetic().operator()),
              WrappedCall.together("a", "aAt"),
              WrappedCall.together("b", "bAt"),
              WrappedCall.together("y", "yAt"),
              count);
      return CodeBlock.builder()
          .addStatement(combine)
          .add(ElementLoops.over("y[yAt + i]", "y", functions, count))
          .build();
    }
    CodeBlock add =
        WrappedCall.call(
            WrappedCall.BODY,
            "kernels.add",
            WrappedCall.together("a", "aAt"),
            WrappedCall.together("b", "bAt"),
            WrappedCall.together("y", "yAt"),
            WrappedCall.together(count, Activations.epilogue(functions)));
    int done = Activations.isEpilogue(functions) ? 1 : 0;
    List<Elementwise> rest = functions.subList(done, functions.size());
    return CodeBlock.builder()
        .addStatement(add)
        .add(ElementLoops.over("y[yAt + i]", "y", rest, count))
        .build();
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
        return "An element of "
            + "ab".charAt(value)
            + " goes with "
            + count
            + " of "
            + "ba".charAt(value)
            + ", so it is read before their loop.";
      }
    }
    return "";
  }

  static String sign(Arithmetic arithmetic) {
    return switch (arithmetic.operator()) {
      case ADD -> "+";
      case SUB -> "-";
      case MUL -> "*";
      case DIV -> "/";
    };
  }
}

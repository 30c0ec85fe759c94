package io.tenon.processor.emit;

import com.palantir.javapoet.CodeBlock;
import io.tenon.processor.plan.Amount;
import io.tenon.processor.plan.Axis;
import io.tenon.processor.plan.Task;
import java.util.ArrayList;
import java.util.List;

/**
 * Loops over a result and what it is made of. Inside, a value's element is at {@link #at}: a
 * variable for where the innermost loop begins in it, and what that adds.
 */
final class LoopNest {
  private static final Amount ONE = Amount.of(1);

  private final List<Axis> axes;
  private final List<String> names;
  private final List<String> indices;
  private final Scope scope;

  /**
   * @param axes outermost first; none for a single element
   * @param names what the method calls the values, the result last
   */
  LoopNest(List<Axis> axes, List<String> names, Scope scope) {
    this.axes = axes;
    this.names = names;
    this.indices = scope.indices();
    this.scope = scope;
  }

  /** The loops of a task, those over the batch as well if it is for all of it. */
  static List<Axis> ofTask(Task task, List<Axis> each, Scope scope) {
    if (!task.wholeBatch() || task.out().isShared()) {
      return each;
    }
    List<Amount> steps = new ArrayList<>();
    task.inputs().forEach(input -> steps.add(input.isShared() ? Amount.ZERO : input.stride()));
    steps.add(task.out().stride());
    List<Axis> axes = new ArrayList<>(List.of(new Axis(Amount.symbol(scope.batch()), steps)));
    axes.addAll(each);
    return Axis.merged(axes);
  }

  /** The innermost loop; null for a single element. */
  Axis inner() {
    return axes.isEmpty() ? null : axes.get(axes.size() - 1);
  }

  /** Whether the innermost loop uses one element of a value again and again. */
  boolean isSame(int value) {
    return inner() != null && inner().step(value).equals(Amount.ZERO);
  }

  /** Where the innermost loop begins in a value. */
  String start(int value) {
    boolean moves = outer().stream().anyMatch(axis -> !axis.step(value).equals(Amount.ZERO));
    return moves && outer().size() > 1 ? names.get(value) + "Row" : sum(value);
  }

  /** Where the element is that is the innermost loop's turn. */
  String at(int value) {
    return inner() == null ? start(value) : plus(start(value), last(), inner().step(value));
  }

  private List<Axis> outer() {
    return axes.subList(0, Math.max(0, axes.size() - 1));
  }

  private String last() {
    return indices.get(axes.size() - 1);
  }

  private String sum(int value) {
    String sum = names.get(value) + "At";
    for (int d = 0; d < outer().size(); d++) {
      sum = plus(sum, indices.get(d), axes.get(d).step(value));
    }
    return sum;
  }

  private static String plus(String sum, String index, Amount step) {
    return step.equals(Amount.ZERO) ? sum : sum + " + " + Operand.times(index, step);
  }

  /** All loops but the innermost, around a body; it may name {@link #start}. */
  CodeBlock around(CodeBlock body) {
    CodeBlock.Builder code = CodeBlock.builder();
    for (int d = 0; d < outer().size(); d++) {
      begin(code, d);
    }
    for (int value = 0; value < names.size(); value++) {
      if (start(value).equals(names.get(value) + "Row")) {
        code.addStatement("int $L = $L", start(value), sum(value));
      }
    }
    code.add(body);
    outer().forEach(axis -> code.endControlFlow());
    return code.build();
  }

  /** The innermost loop around a body; it may name {@link #at}. */
  CodeBlock loop(CodeBlock body) {
    if (inner() == null) {
      return body;
    }
    CodeBlock.Builder code = CodeBlock.builder();
    begin(code, axes.size() - 1);
    return code.add(body).endControlFlow().build();
  }

  private void begin(CodeBlock.Builder code, int axis) {
    String index = indices.get(axis);
    String count = axes.get(axis).count().java();
    if (axis == 0) {
      code.beginControlFlow("$L", scope.over(index, count, 1));
    } else {
      code.beginControlFlow("for (int $1L = 0; $1L < $2L; $1L++)", index, count);
    }
  }

  /** Whether the innermost loop takes elements of a value as they lie. */
  boolean isRun(int value) {
    return inner() != null && inner().step(value).equals(ONE);
  }
}

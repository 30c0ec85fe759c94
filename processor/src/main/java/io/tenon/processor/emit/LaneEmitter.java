package io.tenon.processor.emit;

import com.palantir.javapoet.CodeBlock;
import io.tenon.kernel.Panel;
import io.tenon.op.Arithmetic;
import io.tenon.processor.plan.Amount;
import io.tenon.processor.plan.Axis;
import io.tenon.processor.plan.Layout;
import io.tenon.processor.plan.Task;
import java.util.List;

/** Maps in blocks with one number for each of their channels: a vector of 16 for all positions. */
final class LaneEmitter {
  static final String WHY =
      "16 channels lie side by side, and what each is combined with stays in a vector for all"
          + " positions.";

  private LaneEmitter() {}

  /** Whether the second operand, or either where order doesn't matter, is one for each channel. */
  static boolean fits(Task.Map task) {
    return task.out().layout() == Layout.BLOCKS && (channels(task) == 1 || isCommutative(task));
  }

  private static boolean isCommutative(Task.Map task) {
    Arithmetic.Operator operator = task.arithmetic().operator();
    boolean either = operator == Arithmetic.Operator.ADD || operator == Arithmetic.Operator.MUL;
    return either && channels(task) == 0;
  }

  /** The operand that has one number for each channel; -1 if neither has. */
  private static int channels(Task.Map task) {
    List<Axis> axes = Axis.broadcast(task.inputs(), task.out());
    Amount lanes = Amount.of(Panel.LANES);
    for (int small = 0; small < 2 && axes.size() > 1; small++) {
      Axis lane = axes.get(axes.size() - 1);
      Axis positions = axes.get(axes.size() - 2);
      Amount one = Amount.of(1);
      boolean fits =
          lane.equals(new Axis(lanes, List.of(one, one, one)))
              && positions.step(small).equals(Amount.ZERO)
              && positions.step(1 - small).equals(lanes)
              && positions.step(2).equals(lanes);
      if (fits) {
        return small;
      }
    }
    return -1;
  }

  static CodeBlock loops(Task.Map task, Scope scope) {
    int small = channels(task);
    List<String> names = List.of("a", "b", "y");
    List<Axis> axes = Axis.broadcast(task.inputs(), task.out());
    LoopNest nest = new LoopNest(axes.subList(0, axes.size() - 1), names, scope);
    CodeBlock call =
        WrappedCall.call(
            axes.size() > 2 ? WrappedCall.LOOP : WrappedCall.BODY,
            "kernels.lanes",
            CodeBlock.of("$T.$L", Arithmetic.Operator.class, task.arithmetic().operator()),
            names.get(1 - small),
            nest.start(1 - small),
            nest.inner().count().java(),
            names.get(small),
            nest.start(small),
            "y",
            nest.start(2));
    return nest.around(CodeBlock.of("$[$L;\n$]", call));
  }
}

package io.tenon.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import io.tenon.kernel.Maps;
import io.tenon.processor.plan.Amount;
import io.tenon.processor.plan.Axis;
import io.tenon.processor.plan.Layout;
import io.tenon.processor.plan.Task;
import io.tenon.processor.plan.Value;
import java.util.List;

/** Elements in another order: loops over the result, with runs of elements copied at once. */
final class MoveEmitter {
  private static final int IN = 0;
  private static final int OUT = 1;

  private MoveEmitter() {}

  static MethodSpec emit(Task.Move task, Scope scope) {
    List<Axis> axes = LoopNest.ofTask(task, task.axes(), scope);
    LoopNest nest = new LoopNest(axes, List.of("x", "y"), scope);
    boolean runs = nest.isRun(IN) && nest.isRun(OUT);
    CodeBlock element = CodeBlock.of("$[y[$L] = x[$L];\n$]", nest.at(OUT), nest.at(IN));
    CodeBlock body =
        runs
            ? CodeBlock.of(
                "$[System.arraycopy(x, $L, y, $L, $L);\n$]",
                nest.start(IN),
                nest.start(OUT),
                nest.inner().count().java())
            : nest.loop(element);
    return Steps.method(task, scope, why(task, runs, nest), nest.around(body));
  }

  static MethodSpec emit(Task.PickChannels task, Scope scope) {
    Value out = task.out();
    CodeBlock body =
        CodeBlock.builder()
            .addStatement(
                WrappedCall.call(
                    WrappedCall.BODY,
                    CodeBlock.of("$T.pickChannels", Maps.class),
                    "x",
                    "xAt",
                    task.first(),
                    out.channels(),
                    task.groups(),
                    Amount.literal((long) out.size(1) * out.size(2)),
                    "y",
                    "yAt"))
            .build();
    String from = task.first() == 0 ? "" : " from " + task.first() + " on";
    String groups = task.groups() == 1 ? "" : " of " + task.groups() + " groups in turn";
    String why = "The channels" + from + groups + ", from blocks into blocks.";
    return Steps.method(task, scope, why, body);
  }

  private static String why(Task.Move task, boolean runs, LoopNest nest) {
    boolean maps = task.in().layout() == Layout.BLOCKS || task.in().flattened() != null;
    String blocks = maps ? "Out of blocks of 16 channels. " : "";
    if (!runs) {
      return blocks + "Read with steps, written as it lies.";
    }
    Amount count = nest.inner().count();
    return blocks + "Runs of " + count + " numbers stay together, and are copied at once.";
  }
}

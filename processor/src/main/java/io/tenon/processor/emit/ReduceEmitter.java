package io.tenon.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import io.tenon.kernel.Sums;
import io.tenon.processor.plan.Task;

/** Sums and means: a loop of the runtime. */
final class ReduceEmitter {
  private ReduceEmitter() {}

  static MethodSpec emit(Task.Reduce task, Scope scope) {
    CodeBlock body =
        CodeBlock.builder()
            .addStatement(
                WrappedCall.call(
                    WrappedCall.BODY,
                    CodeBlock.of("$T.$L", Sums.class, task.mean() ? "mean" : "sum"),
                    "kernels",
                    "x",
                    "xAt",
                    scope.count(task, task.outer()),
                    task.count().java(),
                    task.inner().java(),
                    "y",
                    "yAt"))
            .build();
    return Steps.method(task, scope, "", body);
  }
}

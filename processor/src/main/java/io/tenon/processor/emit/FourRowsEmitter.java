package io.tenon.processor.emit;

import static io.tenon.processor.emit.WrappedCall.together;
import static io.tenon.processor.plan.Amount.literal;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import io.tenon.kernel.FourRowsPanel;
import io.tenon.kernel.Panel;
import io.tenon.processor.plan.FourRowsTask;
import io.tenon.processor.plan.Value;
import java.util.ArrayList;
import java.util.List;

/** A convolution of kernels of five rows and its pooling: two pooled rows are one call. */
final class FourRowsEmitter {
  private FourRowsEmitter() {}

  static MethodSpec emit(FourRowsTask task, Scope scope) {
    bind(task, scope.fields());
    return Steps.method(task, scope, why(task), body(task, scope));
  }

  private static void bind(FourRowsTask task, Fields fields) {
    int outputs = task.out().size(0);
    List<Object> args = new ArrayList<>();
    args.add(CodeBlock.of("$S", task.conv().inputs().get(1).name()));
    args.add(WeightPaths.of(task.conv(), 2));
    args.add(outputs);
    args.add(task.narrow() ? outputs : Panel.LANES);
    args.add(task.in().channels());
    args.add(task.conv().inputs().get(1).sizes().get(3));
    args.add(2 * task.out().size(2));
    if (!task.folded().isEmpty()) {
      args.add(FoldedScale.bind(task.base(), task.folded(), task.out().channels(), fields));
    }
    String head = FoldedScale.binding(task, task.conv(), fields) + ".fourRowsPanel";
    fields.add(
        FourRowsPanel.class, task.base(), WrappedCall.assigned(task.base(), head, args.toArray()));
  }

  private static CodeBlock body(FourRowsTask task, Scope scope) {
    Value in = task.in();
    Value out = task.out();
    int height = out.size(1);
    CodeBlock.Builder body = CodeBlock.builder();
    body.add(
        new Distances()
            .addUnlessZero("x", "xFirst", in.origin(), "to the first row, behind zeros")
            .add("x", "xRow", in.pitch(), "from a row to the next")
            .add("x", "xChannel", in.map(), "from a channel to the next")
            .code());
    if (task.narrow()) {
      body.add(
          "int yRow = $L; // in y, from a row to the next: room for the $L columns before pooling,\n",
          out.pitch(),
          out.pitch());
      body.add(
          "int yChannel = $L; // and from a channel to the next\n",
          literal((long) height * out.pitch()));
    } else {
      body.add(ConvolveEmitter.rowsOf("y", out).code());
      body.add(ConvolveEmitter.frame(out, scope));
    }
    if (task.isDisjoint()) {
      body.beginControlFlow(scope.over("h", height, 2));
    } else {
      body.beginControlFlow("for (int next = 0; next < $L; next += 2)", height);
      body.add("int h = Math.min(next, $L); // the last two rows end with the map\n", height - 2);
    }
    body.addStatement(
        WrappedCall.call(
            WrappedCall.LOOP,
            "kernels.fourRowsMaxPool2",
            task.base(),
            together("x", ConvolveEmitter.from("x", in) + " + 2 * h * xRow", "xRow", "xChannel"),
            together("values", "valuesAt"),
            together(
                "y",
                ConvolveEmitter.from("y", out) + " + h * yRow",
                "yRow",
                task.narrow() ? "yChannel" : "yBlock"),
            Activations.epilogue(task.activations())));
    body.endControlFlow();
    return body.build();
  }

  private static String why(FourRowsTask task) {
    String map = task.conv().sizes().get(2) + "×" + task.conv().sizes().get(3);
    return "The "
        + map
        + " map between convolution and pooling is never stored: four rows of it at a time are"
        + " computed and pooled. Four sums down a column of x share eight of its rows, so they take"
        + " eight products for each of the kernel's columns instead of twenty, between additions"
        + " that cost less (see {@link FourRowsPanel}). "
        + (task.narrow()
            ? "With " + task.out().size(0) + " outputs, lanes are better columns than outputs. "
            : "")
        + (task.activations().isEmpty()
            ? "Adding the bias keeps"
            : "Adding the bias and " + task.activations().get(0).name() + " keep")
        + " order, so the largest is taken first, and the rest is done once."
        + FoldedScale.why(task.folded(), "channel", "convolution")
        + FoldedScale.whyBefore(task, task.conv());
  }
}

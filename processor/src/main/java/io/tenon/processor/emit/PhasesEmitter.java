package io.tenon.processor.emit;

import static io.tenon.processor.plan.Amount.literal;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import io.tenon.kernel.Offsets;
import io.tenon.kernel.Panel;
import io.tenon.kernel.Phases;
import io.tenon.processor.plan.Amount;
import io.tenon.processor.plan.Layout;
import io.tenon.processor.plan.MapTask;
import io.tenon.processor.plan.Value;
import java.util.ArrayList;
import java.util.List;

/** Transposed convolutions: a convolution for each phase, whose results lie a stride apart. */
final class PhasesEmitter {
  private PhasesEmitter() {}

  static MethodSpec emit(MapTask.ConvolveTransposed task, Scope scope) {
    bind(task, scope.fields());
    Value in = task.in();
    Value out = task.out();
    int rows = task.rows().stride();
    int columns = task.columns().stride();
    CodeBlock.Builder body = CodeBlock.builder();
    body.add("int xStep = $L; // in x, from a window to the next,\n", in.inner());
    body.add(
        "int xRow = $L; // and from a row of windows to the next\n",
        literal((long) in.size(2) * in.inner()));
    body.add(
        "int yStep = $L; // in y, from a result to the next of its phase,\n",
        columns * Panel.LANES);
    body.add(
        "int yRow = $L; // from a row of $L positions of 16 channels to the next,\n",
        literal((long) out.size(2) * Panel.LANES),
        out.size(2));
    body.add(
        "int yBlock = $L; // and from 16 channels to the next 16\n",
        literal((long) out.size(1) * out.size(2) * Panel.LANES));
    if (rows > 1) {
      body.beginControlFlow("for (int r = 0; r < $L; r++)", rows);
    }
    if (columns > 1) {
      body.beginControlFlow("for (int s = 0; s < $L; s++)", columns);
    }
    int loops = (rows > 1 ? 1 : 0) + (columns > 1 ? 1 : 0);
    if (loops > 0) {
      body.addStatement("$T phase = $L[$L]", Panel.class, task.base(), phase(rows, columns));
    }
    body.beginControlFlow(
        "for (int h = $L; h < $L; h$L)",
        rows > 1 ? "r" : "0",
        out.size(1),
        rows > 1 ? " += " + rows : "++");
    body.addStatement(
        WrappedCall.call(
            WrappedCall.LOOP + 2 * loops,
            "kernels.rows",
            loops > 0 ? "phase" : task.base() + "[0]",
            "x",
            "xAt + h" + (rows > 1 ? " / " + rows : "") + " * xRow",
            "xStep",
            count(out.size(2), columns),
            "y",
            "yAt + h * yRow" + (columns > 1 ? " + s * " + Panel.LANES : ""),
            "yStep",
            "yBlock",
            Shortcut.epilogue(task.addend(), task.activations())));
    body.endControlFlow();
    for (int loop = 0; loop < loops; loop++) {
      body.endControlFlow();
    }
    body.add(
        Shortcut.sum(task.addend(), task.activations(), out.floats().java(), scope.isSplit(body)));
    body.add(Activations.rest(task.activations(), out.floats().java(), scope.isSplit(body)));
    return Steps.method(task, scope, why(task), body.build());
  }

  private static String phase(int rows, int columns) {
    if (rows == 1) {
      return "s";
    }
    return columns == 1 ? "r" : "r * " + columns + " + s";
  }

  /** How many results of a row are of one phase. */
  private static String count(int width, int columns) {
    return width % columns == 0
        ? Integer.toString(width / columns)
        : "(" + (width + columns - 1) + " - s) / " + columns;
  }

  private static void bind(MapTask.ConvolveTransposed task, Fields fields) {
    Value in = task.in();
    List<Object> args = new ArrayList<>();
    args.add(WeightPaths.of(task.conv(), 1));
    args.add(WeightPaths.of(task.conv(), 2));
    args.add(task.out().channels());
    args.add(phases(task.rows()));
    args.add(phases(task.columns()));
    args.add(
        CodeBlock.of(
            "$T.$L($L, $L, $L, $L, $L, 1, 1)",
            Offsets.class,
            in.layout() == Layout.BLOCKS ? "blocks" : "planes",
            in.channels(),
            task.rows().window(),
            task.columns().window(),
            in.size(1),
            in.size(2)));
    String base = task.base();
    if (!task.folded().isEmpty()) {
      args.add(FoldedScale.bind(base, task.folded(), task.out().channels(), fields));
    }
    fields.add(
        ArrayTypeName.of(Panel.class),
        base,
        WrappedCall.assigned(base, "binding.phasePanels", args.toArray()));
  }

  /** {@code new Phases(2, 2, 0, 1)}: kernel, stride, padding, dilation. */
  private static CodeBlock phases(Phases phases) {
    return CodeBlock.of(
        "new $T($L, $L, $L, $L)",
        Phases.class,
        phases.kernel(),
        phases.stride(),
        phases.padding(),
        phases.dilation());
  }

  private static String why(MapTask.ConvolveTransposed task) {
    int phases = task.rows().stride() * task.columns().stride();
    Amount channels = Amount.of(task.in().sizes().get(0));
    int taps = most(task.rows()) * most(task.columns());
    Amount terms = channels.times(taps);
    String sums =
        "for several positions and 16 channels at a time, sums of "
            + (phases > 1 && task.rows().kernel() * task.columns().kernel() != taps * phases
                ? "at most "
                : "")
            + terms
            + " products stay in registers"
            + (task.addend() == null && Activations.isEpilogue(task.activations())
                ? ", and "
                    + task.activations().get(0).name()
                    + " is done while they are in the cache."
                : ".");
    String how =
        phases == 1
            ? "A convolution with the kernel turned around: "
            : "Each of "
                + task.rows().stride()
                + "×"
                + task.columns().stride()
                + " neighbouring results meets other elements of the kernel, so there are "
                + phases
                + " convolutions, whose results lie a stride apart: nothing is multiplied by"
                + " zeros between inputs. In each, ";
    return how
        + sums
        + Shortcut.why(task.addend())
        + FoldedScale.why(task.folded(), "channel", "convolution");
  }

  private static int most(Phases phases) {
    int most = 0;
    for (int phase = 0; phase < phases.stride(); phase++) {
      most = Math.max(most, phases.taps(phase).length);
    }
    return most;
  }
}

package io.tenon.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import io.tenon.graph.Node;
import io.tenon.graph.Size;
import io.tenon.kernel.Epilogue;
import io.tenon.kernel.Offsets;
import io.tenon.kernel.Panel;
import io.tenon.kernel.RecurrentGates;
import io.tenon.kernel.StripedPanel;
import io.tenon.processor.plan.Amount;
import io.tenon.processor.plan.SequenceTask;
import io.tenon.processor.plan.Value;
import java.util.Arrays;

/** A recurrent layer: a loop over time steps. */
final class RecurrenceEmitter {
  private static final int INNER =
      8; // the column in which statements of the loop over samples begin

  private RecurrenceEmitter() {}

  static MethodSpec emit(SequenceTask.Recur task, Scope scope) {
    String N = scope.batch();
    Node x = task.node().inputs().get(0);
    String T = Amount.of(x.sizes().get(1)).java();
    String hidden = Amount.of(task.node().inputs().get(2).sizes().get(1)).java();
    String ofX = Amount.of(task.beside().get("ofX").sizes().get(1)).java();
    String ofH = Amount.of(task.beside().get("ofH").sizes().get(0)).java();
    bind(task, scope);
    String t = scope.given().contains("t") || N.equals("t") ? "step" : "t";
    String n = scope.given().contains("n") || N.equals("n") ? "sample" : "n";
    CodeBlock.Builder body = CodeBlock.builder();
    body.addStatement(
        WrappedCall.call(
            WrappedCall.BODY,
            "kernels.rows",
            task.base() + "OfX",
            "x",
            "xAt",
            Amount.of(x.sizes().get(2)).java(),
            N + " * " + T,
            "ofX",
            "ofXAt",
            ofX,
            Panel.LANES,
            CodeBlock.of("$T.NONE", Epilogue.class)));
    body.add("int between = $L; // from one sample's state to the next one's\n", hidden);
    start(body, task.h0(), "h", N + " * " + hidden);
    if (task.op().cell().hasMemory()) {
      start(body, task.c0(), "c", N + " * " + hidden);
    }
    body.beginControlFlow(
        task.op().reverse()
            ? "for (int $1L = $2L - 1; $1L >= 0; $1L--)"
            : "for (int $1L = 0; $1L < $2L; $1L++)",
        t,
        T);
    body.addStatement(
        WrappedCall.call(
            WrappedCall.LOOP,
            "kernels.stripes",
            task.base() + "OfH",
            "h",
            "hAt",
            "between",
            N,
            "ofH",
            "ofHAt",
            ofH));
    String all = task.wholeMemory() ? "2 * " + n + " * " + T : n + " * " + T;
    body.beginControlFlow("for (int $1L = 0; $1L < $2L; $1L++)", n, N);
    body.addStatement("int to = yAt + ($L + $L) * $L", all, t, hidden);
    if (task.op().cell().hasMemory()) {
      body.addStatement("int cn = cAt + $L * $L", n, hidden);
    }
    body.addStatement(gates(task, n, t, T, hidden, ofX, ofH));
    if (task.wholeMemory()) {
      body.addStatement("System.arraycopy(c, cn, y, to + $L * $L, $L)", T, hidden, hidden);
    }
    body.endControlFlow();
    body.add("// the next step reads the states where this one left them\n");
    body.addStatement("h = y");
    body.addStatement("hAt = yAt + $L * $L", t, hidden);
    body.addStatement(
        "between = $L", task.wholeMemory() ? "2 * " + T + " * " + hidden : T + " * " + hidden);
    body.endControlFlow();
    String why =
        "What the gates get of the inputs is one product for all steps; what they get of the states"
            + " is one for all samples at each step.";
    return Steps.method(task, scope, why, body.build());
  }

  private static void start(CodeBlock.Builder body, Value given, String state, String count) {
    if (given == null) {
      body.addStatement(
          "$T.fill($L, $LAt, $LAt + $L, 0)", Arrays.class, state, state, state, count);
    } else {
      body.addStatement("System.arraycopy($1L0, $1L0At, $1L, $1LAt, $2L)", state, count);
    }
  }

  private static CodeBlock gates(
      SequenceTask.Recur task,
      String n,
      String t,
      String T,
      String hidden,
      String ofXStep,
      String ofHStep) {
    CodeBlock ofX = CodeBlock.of("ofX, ofXAt + ($L * $L + $L) * $L", n, T, t, ofXStep);
    CodeBlock ofH = CodeBlock.of("ofH, ofHAt + $L * $L", n, ofHStep);
    CodeBlock y = CodeBlock.of("y, to");
    CodeBlock c = CodeBlock.of("c, cn");
    CodeBlock size = CodeBlock.of(hidden);
    CodeBlock kernels = CodeBlock.of("kernels");
    Object[] args =
        switch (task.op().cell()) {
          case LSTM -> new Object[] {kernels, size, ofX, ofH, c, c, y};
          case GRU ->
              new Object[] {kernels, size, ofX, ofH, CodeBlock.of("h, hAt + $L * between", n), y};
          case RNN_TANH -> new Object[] {kernels, size, ofX, ofH, y};
          case RNN_RELU -> new Object[] {size, ofX, ofH, y};
        };
    String name =
        switch (task.op().cell()) {
          case LSTM -> "lstm";
          case GRU -> "gru";
          case RNN_TANH -> "tanh";
          case RNN_RELU -> "relu";
        };
    return WrappedCall.call(INNER, CodeBlock.of("$T.$L", RecurrentGates.class, name), args);
  }

  private static void bind(SequenceTask.Recur task, Scope scope) {
    Node node = task.node().inputs().get(1);
    Size gates = node.sizes().get(0);
    boolean fits = gates.isConstant() && gates.factor() >= Panel.LANES;
    CodeBlock offsets =
        CodeBlock.of("$T.contiguous($L)", Offsets.class, Amount.of(node.sizes().get(1)).java());
    String method = fits ? "binding.rowPanel" : "binding.blockPanel";
    bind(task, scope, Panel.class, "OfX", method, 1, offsets);
    CodeBlock hidden = CodeBlock.of(Amount.of(task.node().inputs().get(2).sizes().get(1)).java());
    bind(task, scope, StripedPanel.class, "OfH", "binding.stripedPanel", 2, hidden);
  }

  private static void bind(
      SequenceTask.Recur task,
      Scope scope,
      Class<?> type,
      String suffix,
      String method,
      int weight,
      CodeBlock terms) {
    String field = task.base() + suffix;
    String outputs = Amount.of(task.node().inputs().get(weight).sizes().get(0)).java();
    CodeBlock bias =
        task.op().bias() ? WeightPaths.of(task.node(), weight + 2) : CodeBlock.of("null");
    CodeBlock path = WeightPaths.of(task.node(), weight);
    scope
        .fields()
        .add(type, field, WrappedCall.assigned(field, method, path, bias, outputs, terms));
  }
}

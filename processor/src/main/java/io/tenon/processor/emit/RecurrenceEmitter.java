package io.tenon.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import io.tenon.graph.Node;
import io.tenon.graph.Size;
import io.tenon.kernel.Epilogue;
import io.tenon.kernel.Offsets;
import io.tenon.kernel.Panel;
import io.tenon.kernel.RecurrentGates;
import io.tenon.processor.plan.Amount;
import io.tenon.processor.plan.Task;
import io.tenon.processor.plan.Value;
import java.util.Arrays;

/** A recurrent layer: a loop over time steps. */
final class RecurrenceEmitter {
  private static final int INNER =
      8; // the column in which statements of the loop over samples begin

  private RecurrenceEmitter() {}

  static MethodSpec emit(Task.Recur task, Scope scope) {
    String N = scope.batch();
    Node x = task.node().inputs().get(0);
    String T = Amount.of(x.sizes().get(1)).java();
    String hidden = Amount.of(task.node().inputs().get(2).sizes().get(1)).java();
    String stored = Amount.of(task.beside().get("ofH").sizes().get(0)).java();
    bind(task, scope);
    String t = scope.given().contains("t") || N.equals("t") ? "step" : "t";
    String n = scope.given().contains("n") || N.equals("n") ? "sample" : "n";
    CodeBlock.Builder body = CodeBlock.builder();
    body.addStatement(
        product(
            WrappedCall.BODY,
            task.base() + "OfX",
            "x",
            Amount.of(x.sizes().get(2)).java(),
            N + " * " + T,
            "ofX",
            stored));
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
        product(WrappedCall.LOOP, task.base() + "OfH", "h", hidden, N, "ofH", stored));
    body.beginControlFlow("for (int $1L = 0; $1L < $2L; $1L++)", n, N);
    body.addStatement("int hn = hAt + $L * $L", n, hidden);
    if (task.op().cell().hasMemory()) {
      body.addStatement("int cn = cAt + $L * $L", n, hidden);
    }
    body.addStatement(gates(task, n, t, T, hidden, stored));
    String all = n + " * " + T + " + " + t;
    if (task.wholeMemory()) {
      all = "2 * " + n + " * " + T + " + " + t;
    }
    body.addStatement("System.arraycopy(h, hn, y, yAt + ($L) * $L, $L)", all, hidden, hidden);
    if (task.wholeMemory()) {
      body.addStatement(
          "System.arraycopy(c, cn, y, yAt + ((2 * $L + 1) * $L + $L) * $L, $L)",
          n,
          T,
          t,
          hidden,
          hidden);
    }
    body.endControlFlow();
    body.endControlFlow();
    String why =
        "What the gates get of the inputs is one product for all steps; what they get of the states"
            + " is one for all samples at each step.";
    return Steps.method(task, scope, why, body.build());
  }

  private static CodeBlock product(
      int indent, String panel, String x, String step, String count, String to, String stored) {
    return WrappedCall.call(
        indent,
        "kernels.rows",
        panel,
        x,
        x + "At",
        step,
        count,
        to,
        to + "At",
        stored,
        16,
        CodeBlock.of("$T.NONE", Epilogue.class));
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
      Task.Recur task, String n, String t, String T, String hidden, String stored) {
    CodeBlock ofX = CodeBlock.of("ofX, ofXAt + ($L * $L + $L) * $L", n, T, t, stored);
    CodeBlock ofH = CodeBlock.of("ofH, ofHAt + $L * $L", n, stored);
    CodeBlock h = CodeBlock.of("h, hn");
    CodeBlock c = CodeBlock.of("c, cn");
    CodeBlock size = CodeBlock.of(hidden);
    CodeBlock kernels = CodeBlock.of("kernels");
    Object[] args =
        switch (task.op().cell()) {
          case LSTM -> new Object[] {kernels, size, ofX, ofH, c, c, h};
          case GRU -> new Object[] {kernels, size, ofX, ofH, h, h};
          case RNN_TANH -> new Object[] {kernels, size, ofX, ofH, h};
          case RNN_RELU -> new Object[] {size, ofX, ofH, h};
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

  private static void bind(Task.Recur task, Scope scope) {
    boolean bias = task.op().bias();
    bind(task, scope, "OfX", 1, bias ? 3 : 9);
    bind(task, scope, "OfH", 2, bias ? 4 : 9);
  }

  private static void bind(Task.Recur task, Scope scope, String suffix, int weight, int bias) {
    Node node = task.node().inputs().get(weight);
    Size gates = node.sizes().get(0);
    String field = task.base() + suffix;
    boolean fits = gates.isConstant() && gates.factor() >= 16;
    scope
        .fields()
        .add(
            Panel.class,
            field,
            WrappedCall.assigned(
                field,
                fits ? "binding.rowPanel" : "binding.blockPanel",
                WeightPaths.of(task.node(), weight),
                bias == 9 ? CodeBlock.of("null") : WeightPaths.of(task.node(), bias),
                Amount.of(gates).java(),
                CodeBlock.of(
                    "$T.contiguous($L)", Offsets.class, Amount.of(node.sizes().get(1)).java())));
  }
}

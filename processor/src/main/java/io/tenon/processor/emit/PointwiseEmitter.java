package io.tenon.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import io.tenon.kernel.Epilogue;
import io.tenon.kernel.Panel;
import io.tenon.op.Arithmetic;
import io.tenon.op.Elementwise;
import io.tenon.op.UnaryFunction;
import io.tenon.processor.plan.Amount;
import io.tenon.processor.plan.Axis;
import io.tenon.processor.plan.Pointwise;
import java.util.ArrayList;
import java.util.List;

/** Several operations on elements: a kernel's loop for each, over a strip at a time. */
final class PointwiseEmitter {
  private static final Elementwise NEGATION = new Elementwise(UnaryFunction.NEG);

  private final Pointwise task;
  private final LoopNest nest;
  private final boolean ofLanes;
  private final Amount run; // how many elements the innermost loop goes through
  private final boolean inStrips;
  private final String index;
  private final String each; // within a strip
  private final int indent;
  private final boolean inTeams;

  private PointwiseEmitter(Pointwise task, Scope scope) {
    this.task = task;
    inTeams = scope.inTeams();
    List<Axis> axes = LoopNest.ofTask(task, Axis.broadcast(task.inputs(), task.out()), scope);
    ofLanes = Pointwise.isOfLanes(axes);
    List<Axis> loops = ofLanes ? axes.subList(0, axes.size() - 1) : axes;
    List<String> names = new ArrayList<>(task.inputNames());
    names.add("y");
    nest = new LoopNest(loops, names, scope);
    Amount turns = nest.inner().count();
    run = ofLanes ? turns.times(Panel.LANES) : turns;
    inStrips = !run.isConstant() || run.number() > Pointwise.STRIP;
    index = scope.indices().get(loops.size() - 1);
    each = scope.indices().get(loops.size());
    indent = WrappedCall.BODY + 2 * (loops.size() - 1) + (inStrips ? 2 : 0);
  }

  static MethodSpec emit(Pointwise task, Scope scope) {
    PointwiseEmitter emitter = new PointwiseEmitter(task, scope);
    String why =
        PointwiseText.of(task)
            + (emitter.inStrips
                ? "each strip stays in L1 from one operation to the next, and what lies between them is"
                    + " never stored."
                : "what lies between the operations stays in L1.");
    return Steps.method(task, scope, why, emitter.body());
  }

  private CodeBlock body() {
    CodeBlock.Builder body = CodeBlock.builder();
    for (int value = 0; value < task.inputs().size(); value++) {
      if (isNumber(value)) {
        String name = task.inputNames().get(value);
        body.addStatement("float $LSame = $L[$L]", name, name, nest.start(value));
      }
    }
    if (inStrips) {
      String strip = Amount.literal(Pointwise.STRIP);
      if (inTeams) {
        String part = "(" + run.java() + ", " + Panel.LANES + ")";
        body.addStatement("int end = member.end$L", part);
        body.beginControlFlow(
            "for (int $1L = member.first$2L; $1L < end; $1L += $3L)", index, part, strip);
        body.addStatement("int count = Math.min($L, end - $L)", strip, index);
      } else {
        String all = run.java();
        body.beginControlFlow("for (int $1L = 0; $1L < $2L; $1L += $3L)", index, all, strip);
        body.addStatement("int count = Math.min($L, $L - $L)", strip, all, index);
      }
    }
    List<Pointwise.Line> lines = task.lines();
    for (int i = 0; i < lines.size(); i++) {
      boolean relu = i + 1 < lines.size() && isRectifiedSum(lines.get(i), lines.get(i + 1));
      body.add(line(lines.get(i), relu ? lines.get(++i) : null));
    }
    if (inStrips) {
      body.endControlFlow();
    }
    return nest.around(body.build());
  }

  /** Whether a sum of two values goes through the function that its kernel applies. */
  private boolean isRectifiedSum(Pointwise.Line sum, Pointwise.Line next) {
    boolean ofValues =
        sum.node().op() instanceof Arithmetic op
            && op.operator() == Arithmetic.Operator.ADD
            && sum.from().stream().noneMatch(this::isSmall);
    return ofValues
        && next.from().get(0) == sum.to()
        && next.node().inputs().get(0) == sum.node()
        && task.lines().stream().filter(line -> line.node().inputs().contains(sum.node())).count()
            == 1
        && next.node().op() instanceof Elementwise function
        && Activations.isEpilogue(List.of(function));
  }

  private CodeBlock line(Pointwise.Line line, Pointwise.Line next) {
    if (line.node().op() instanceof Elementwise function) {
      return function(function, line);
    }
    Arithmetic.Operator operator = ((Arithmetic) line.node().op()).operator();
    int a = line.from().get(0);
    int b = line.from().get(1);
    int to = next == null ? line.to() : next.to();
    if (!isSmall(a) && !isSmall(b)) {
      if (operator == Arithmetic.Operator.ADD) {
        CodeBlock epilogue =
            next == null
                ? CodeBlock.of("$T.NONE", Epilogue.class)
                : Activations.epilogue(List.of((Elementwise) next.node().op()));
        return call("kernels.add", at(a), at(b), at(to), count(), epilogue);
      }
      return call("kernels.combine", operator(operator), at(a), at(b), at(to), count());
    }
    if (!isSmall(a)) {
      return combined(operator, a, b, to);
    }
    if (operator != Arithmetic.Operator.SUB) {
      return combined(operator, b, a, to);
    }
    CodeBlock negated =
        call("kernels.combine", operator(Arithmetic.Operator.MUL), at(b), "-1", at(to), count());
    CodeBlock sum = combined(Arithmetic.Operator.ADD, to, a, to);
    return CodeBlock.of("$L$L", negated, sum);
  }

  /** Elements with a number, or with one for each of 16 channels. */
  private CodeBlock combined(Arithmetic.Operator operator, int x, int small, int to) {
    if (isNumber(small)) {
      String number = task.inputNames().get(small) + "Same";
      return call("kernels.combine", operator(operator), at(x), number, at(to), count());
    }
    String positions =
        inStrips ? "count / " + Panel.LANES : Amount.literal(run.number() / Panel.LANES);
    CodeBlock by = WrappedCall.together(task.inputNames().get(small), nest.start(small));
    return call("kernels.lanes", operator(operator), at(x), positions, by, at(to));
  }

  private CodeBlock function(Elementwise op, Pointwise.Line line) {
    int from = line.from().get(0);
    String a = Literals.of(op.a());
    Arithmetic.Operator operator =
        switch (op.function()) {
          case ADD_NUMBER -> Arithmetic.Operator.ADD;
          case SUB_NUMBER -> Arithmetic.Operator.SUB;
          case MUL_NUMBER, NEG -> Arithmetic.Operator.MUL;
          case DIV_NUMBER -> Arithmetic.Operator.DIV;
          default -> null;
        };
    if (operator != null) {
      String number = op.equals(NEGATION) ? "-1" : a;
      return call("kernels.combine", operator(operator), at(from), number, at(line.to()), count());
    }
    String expression = ElementLoops.expression(op).orElse(null);
    if (expression != null) {
      return CodeBlock.builder()
          .beginControlFlow("for (int $1L = 0; $1L < $2L; $1L++)", each, count())
          .addStatement("float v = $L[$L + $L]", array(from), offset(from), each)
          .addStatement("$L[$L + $L] = $L", array(line.to()), offset(line.to()), each, expression)
          .endControlFlow()
          .build();
    }
    return call(
        CodeBlock.of("$T.$L.apply", UnaryFunction.class, op.function()),
        at(from),
        at(line.to()),
        count(),
        a,
        Literals.of(op.b()));
  }

  private CodeBlock call(Object head, Object... args) {
    CodeBlock block = head instanceof CodeBlock given ? given : CodeBlock.of("$L", head);
    return CodeBlock.of("$[$L;\n$]", WrappedCall.call(indent, block, args));
  }

  private static CodeBlock operator(Arithmetic.Operator operator) {
    return CodeBlock.of("$T.$L", Arithmetic.Operator.class, operator);
  }

  private String count() {
    return inStrips ? "count" : run.java();
  }

  /** An array and where the strip begins in it. */
  private CodeBlock at(int place) {
    return WrappedCall.together(array(place), offset(place));
  }

  private String array(int place) {
    int operands = task.inputs().size();
    return place < operands ? task.inputNames().get(place) : place == operands ? "y" : "strips";
  }

  private String offset(int place) {
    int strip = place - task.inputs().size() - 1;
    if (strip >= 0) {
      return strip == 0
          ? "stripsAt"
          : "stripsAt + " + Amount.literal((long) strip * Pointwise.STRIP);
    }
    return nest.start(place) + (inStrips ? " + " + index : "");
  }

  /** Whether an operand has less than an element for each of the result. */
  private boolean isSmall(int place) {
    return isNumber(place) || place < task.inputs().size() && ofLanes && nest.isSame(place);
  }

  /** Whether it is one number for all of the innermost loop. */
  private boolean isNumber(int place) {
    return place < task.inputs().size() && nest.isSame(place) && !isOfChannels(place);
  }

  private boolean isOfChannels(int place) {
    return ofLanes
        && Axis.broadcast(task.inputs(), task.out()).stream()
            .reduce((first, second) -> second)
            .orElseThrow()
            .step(place)
            .equals(Amount.of(1));
  }
}

package io.tenon.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import io.tenon.compiled.Step;
import io.tenon.graph.Size;
import io.tenon.processor.plan.Amount;
import io.tenon.processor.plan.Costs;
import io.tenon.processor.plan.Plan;
import io.tenon.processor.plan.SampleShapes;
import io.tenon.processor.plan.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/** The table of steps: as text for the class's comment, and as the method {@code steps}. */
final class StepTable {
  private static final int RETURNED = 8;
  private static final TypeName STEPS =
      ParameterizedTypeName.get(ClassName.get(List.class), ClassName.get(Step.class));

  private final List<Task> tasks;
  private final Costs costs;
  private final SampleShapes samples;
  private final List<String> given;

  StepTable(Plan plan) {
    this.tasks = plan.tasks().stream().filter(Task::isStep).toList();
    this.costs = new Costs(plan.graph(), plan.batch(), tasks);
    this.samples = new SampleShapes(plan.batch());
    this.given = plan.given().stream().map(Plan.Given::name).toList();
  }

  /** Columns in line, numbers to the right; sums below, which with sizes by name are wide. */
  String text() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("step", "in", "", "out", "parameters", "multiply-adds"));
    Amount parameters = Amount.ZERO;
    Amount multiplyAdds = Amount.ZERO;
    for (Task task : tasks) {
      Amount weights = costs.parameters(task);
      Amount products = costs.multiplyAdds(task);
      parameters = parameters.plus(weights);
      multiplyAdds = multiplyAdds.plus(products);
      rows.add(
          List.of(
              task.name(),
              in(Texts.operands(task, samples)),
              "→",
              task.out().sizes().toString(),
              weights.toString(),
              products.toString()));
    }
    String weights = "total: " + parameters + " parameters,";
    String products = multiplyAdds + " multiply-adds";
    boolean fits = weights.length() + 1 + products.length() <= Texts.CLASS;
    return aligned(rows) + "\n" + weights + (fits ? " " : "\n       ") + products;
  }

  /** {@code [784]}, {@code [64, 8, 8], [128, 8, 8]}, or {@code 2 × [64, 8, 8]}. */
  private static String in(List<List<Size>> operands) {
    List<List<Size>> shapes = operands.stream().distinct().toList();
    if (shapes.size() == 1 && operands.size() > 1) {
      return operands.size() + " × " + shapes.get(0);
    }
    return operands.stream().map(Object::toString).collect(Collectors.joining(", "));
  }

  private static String aligned(List<List<String>> rows) {
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int c = 0; c < widths.length; c++) {
        widths[c] = Math.max(widths[c], row.get(c).length());
      }
    }
    StringJoiner text = new StringJoiner("\n");
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < widths.length; c++) {
        String pad = " ".repeat(widths[c] - row.get(c).length());
        line.append(c >= 4 ? pad + row.get(c) : row.get(c) + pad).append(c < 3 ? " " : "  ");
      }
      text.add(line.toString().stripTrailing());
    }
    return text.toString();
  }

  /** The method {@code steps}, and if there are very many of them, those it is divided into. */
  List<MethodSpec> methods() {
    if (tasks.size() <= ForwardCalls.MOST) {
      CodeBlock list = CodeBlock.of("return $T.of(\n$L)", List.class, list(tasks));
      return List.of(steps().addStatement(list).build());
    }
    List<MethodSpec> methods = new ArrayList<>();
    MethodSpec.Builder all = steps().addStatement("$T steps = new $T<>()", STEPS, ArrayList.class);
    for (int from = 0; from < tasks.size(); from += ForwardCalls.MOST) {
      String name = "steps" + (methods.size() + 1);
      int to = Math.min(from + ForwardCalls.MOST, tasks.size());
      all.addStatement("steps.addAll($L())", name);
      methods.add(
          MethodSpec.methodBuilder(name)
              .addModifiers(Modifier.PRIVATE)
              .returns(STEPS)
              .addStatement("return $T.of(\n$L)", List.class, list(tasks.subList(from, to)))
              .build());
    }
    methods.add(0, all.addStatement("return steps").build());
    return methods;
  }

  private static MethodSpec.Builder steps() {
    return MethodSpec.methodBuilder("steps")
        .addAnnotation(Override.class)
        .addModifiers(Modifier.PROTECTED)
        .returns(STEPS);
  }

  private CodeBlock list(List<Task> some) {
    CodeBlock.Builder list = CodeBlock.builder();
    for (int i = 0; i < some.size(); i++) {
      Task task = some.get(i);
      list.add(
          WrappedCall.nested(
              RETURNED,
              CodeBlock.of("new $T", Step.class),
              CodeBlock.of("$S", task.name()),
              in(task),
              shape(task.out().sizes()),
              costs.parameters(task).javaLong(),
              costs.multiplyAdds(task).atOne(given).javaLong()));
      list.add(i + 1 < some.size() ? ",\n" : "");
    }
    return list.build();
  }

  private CodeBlock in(Task task) {
    List<CodeBlock> shapes = new ArrayList<>();
    Texts.operands(task, samples).forEach(sizes -> shapes.add(shape(sizes)));
    String text = CodeBlock.join(shapes, " + \", \" + ").toString();
    return CodeBlock.of("$L", text.replace("\" + \"", "")); // two constants are one
  }

  /** {@code "[84]"}, or {@code "[" + classes + "]"}. */
  private CodeBlock shape(List<Size> sizes) {
    StringBuilder text = new StringBuilder("\"[");
    for (int d = 0; d < sizes.size(); d++) {
      String comma = d == 0 ? "" : ", ";
      Size size = sizes.get(d);
      if (size.isConstant() || given.containsAll(size.symbols())) {
        text.append(comma).append(size);
      } else {
        String expression = Amount.of(size).java();
        String safe = expression.contains(" ") ? "(" + expression + ")" : expression;
        text.append(comma).append("\" + ").append(safe).append(" + \"");
      }
    }
    return CodeBlock.of("$L", text.append("]\""));
  }
}

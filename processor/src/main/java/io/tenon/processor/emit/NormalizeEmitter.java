package io.tenon.processor.emit;

import static io.tenon.processor.plan.Amount.literal;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import io.tenon.graph.Node;
import io.tenon.graph.Size;
import io.tenon.kernel.Maps;
import io.tenon.kernel.Panel;
import io.tenon.kernel.RowNorms;
import io.tenon.kernel.ScaleShift;
import io.tenon.op.Elementwise;
import io.tenon.op.LayerNormalization;
import io.tenon.processor.plan.Amount;
import io.tenon.processor.plan.Layout;
import io.tenon.processor.plan.MapTask;
import io.tenon.processor.plan.Task;
import io.tenon.processor.plan.Value;
import java.util.ArrayList;
import java.util.List;

/** Normalisations and softmax: loops of the runtime over rows or channels. */
final class NormalizeEmitter {

  private NormalizeEmitter() {}

  static MethodSpec emit(Task.Normalize task, Scope scope) {
    return task.in().layout() == Layout.BLOCKS ? blocks(task, scope) : planes(task, scope);
  }

  private static MethodSpec blocks(Task.Normalize task, Scope scope) {
    Value in = task.in();
    String panel = ".panel()";
    CodeBlock norm = FoldedScale.norm(task.node(), in.channels(), task.base() + panel);
    scope.fields().add(Panel.class, task.base(), CodeBlock.of("$L" + panel, norm));
    CodeBlock.Builder body = CodeBlock.builder();
    if (task.out().isBordered()) {
      body.add(rows(task, scope));
    } else {
      int positions = in.size(1) * in.size(2);
      body.add(
          "int block = $L; // from 16 channels to the next 16\n",
          literal((long) positions * Panel.LANES));
      body.addStatement(
          WrappedCall.call(
              WrappedCall.BODY,
              "kernels.depthwise",
              task.base(),
              "x",
              "xAt",
              Panel.LANES,
              "block",
              literal(positions),
              "y",
              "yAt",
              "block",
              Activations.epilogue(task.activations())));
    }
    body.add(Activations.rest(task.activations(), task.out().floats().java(), scope.isSplit(body)));
    String why =
        "By running statistics, each channel has a factor and a summand, found once: a depthwise"
            + " convolution of one term.";
    return Steps.method(task, scope, why, body.build());
  }

  /** A row at a time, into maps with zeros around them. */
  private static CodeBlock rows(Task.Normalize task, Scope scope) {
    Value in = task.in();
    Value out = task.out();
    return new Distances()
            .add("x", "xRow", in.row(), "from a row of 16 channels to the next")
            .add("x", "xBlock", in.map(), "from 16 channels to the next 16")
            .code()
            .toBuilder()
            .add(ConvolveEmitter.rowsOf("y", out).code())
            .add(ConvolveEmitter.frame(out, scope))
            .beginControlFlow(scope.over("h", out.size(1), 1))
            .addStatement(
                WrappedCall.call(
                    WrappedCall.LOOP,
                    "kernels.depthwise",
                    task.base(),
                    WrappedCall.together("x", "xAt + h * xRow", Panel.LANES, "xBlock", out.size(2)),
                    WrappedCall.together(
                        "y", ConvolveEmitter.from("y", out) + " + h * yRow", "yBlock"),
                    Activations.epilogue(task.activations())))
            .endControlFlow()
            .build();
  }

  private static MethodSpec planes(Task.Normalize task, Scope scope) {
    Value in = task.in();
    scope
        .fields()
        .add(
            ScaleShift.class,
            task.base(),
            FoldedScale.norm(task.node(), in.channels(), task.base()));
    Amount plane = Amount.product(in.sizes().subList(1, in.rank()));
    CodeBlock.Builder body = CodeBlock.builder();
    String step = task.wholeBatch() ? " + n * " + in.floats().java() : "";
    if (task.wholeBatch()) {
      body.beginControlFlow("for (int n = 0; n < $N; n++)", scope.batch());
    }
    body.addStatement(
        WrappedCall.call(
            task.wholeBatch() ? WrappedCall.LOOP : WrappedCall.BODY,
            CodeBlock.of("$T.scaleShift", Maps.class),
            "x",
            "xAt" + step,
            in.channels(),
            plane.java(),
            task.base(),
            "y",
            "yAt" + step));
    if (task.wholeBatch()) {
      body.endControlFlow();
    }
    String count = scope.count(task, in.floats());
    for (Elementwise function : task.activations()) {
      body.addStatement(Activations.apply(WrappedCall.BODY, function, "y", count));
    }
    return Steps.method(
        task,
        scope,
        "By running statistics, each channel has a factor and a summand, found once.",
        body.build());
  }

  static MethodSpec emit(Task.NormalizeRows task, Scope scope) {
    Value in = task.in();
    boolean sum = task.plus() != null;
    LayerNormalization op = task.op();
    int rank = op.normalized().rank();
    List<Size> sizes = in.sizes();
    Amount rows = Amount.product(sizes.subList(0, in.rank() - rank));
    String width = Amount.product(sizes.subList(in.rank() - rank, in.rank())).java();
    CodeBlock weight = weight(task, task.node(), 1, "Weight", width, scope.fields());
    CodeBlock bias = weight(task, task.node(), 2, "Bias", width, scope.fields());
    List<Object> args = new ArrayList<>(List.of("kernels"));
    args.addAll(sum ? List.of("a", "aAt", "b", "bAt") : List.of("x", "xAt"));
    args.addAll(List.of(scope.count(task, rows), width, weight, bias));
    args.addAll(List.of(Literals.of((float) op.eps()), "y", "yAt"));
    CodeBlock head = CodeBlock.of("$T.$L", RowNorms.class, sum ? "addLayerNorm" : "layerNorm");
    CodeBlock call = WrappedCall.call(WrappedCall.BODY, head, args.toArray());
    CodeBlock body = CodeBlock.builder().addStatement(call).build();
    String why = sum ? "Each row of the sum is normalised while it is in the cache." : "";
    return Steps.method(task, scope, why, body);
  }

  private static CodeBlock weight(
      Task task, Node node, int operand, String suffix, String width, Fields fields) {
    if (operand >= node.inputs().size()) {
      return CodeBlock.of("null");
    }
    String name = (node == task.common().nodes().get(0) ? task.base() : task.name()) + suffix;
    fields.add(
        ArrayTypeName.of(float.class),
        name,
        CodeBlock.of("binding.floats($L, $L)", WeightPaths.of(node, operand), width));
    return CodeBlock.of("$N", name);
  }

  static MethodSpec emit(MapTask.NormalizeGroups task, Scope scope) {
    Value in = task.in();
    int groups = task.op().groups();
    String channels = in.channels();
    boolean known = in.sizes().get(0).isConstant();
    CodeBlock weight = weight(task, task.node(), 1, "Weight", channels, scope.fields());
    CodeBlock bias = weight(task, task.node(), 2, "Bias", channels, scope.fields());
    CodeBlock.Builder body = CodeBlock.builder();
    body.addStatement(
        WrappedCall.call(
            WrappedCall.BODY,
            CodeBlock.of("$T.groupNorm", RowNorms.class),
            "kernels",
            "x",
            "xAt",
            scope.count(task, Amount.of(groups)),
            groups,
            known ? in.size(0) / groups : channels + " / " + groups,
            Amount.product(in.sizes().subList(1, in.rank())).java(),
            weight,
            bias,
            Literals.of(task.op().eps()),
            "y",
            "yAt"));
    String count = scope.count(task, in.floats());
    for (Elementwise function : task.activations()) {
      body.addStatement(Activations.apply(WrappedCall.BODY, function, "y", count));
    }
    return Steps.method(task, scope, "", body.build());
  }

  static MethodSpec emit(Task.Exponentiate task, Scope scope) {
    List<Size> sizes = task.in().sizes();
    int dim = task.dim();
    Amount outer = Amount.product(sizes.subList(0, dim));
    Amount inner = Amount.product(sizes.subList(dim + 1, sizes.size()));
    CodeBlock body =
        CodeBlock.builder()
            .addStatement(
                WrappedCall.call(
                    WrappedCall.BODY,
                    CodeBlock.of("$T.softmax", RowNorms.class),
                    "kernels",
                    task.log(),
                    "x",
                    "xAt",
                    scope.count(task, outer),
                    Amount.of(sizes.get(dim)).java(),
                    inner.java(),
                    "y",
                    "yAt"))
            .build();
    return Steps.method(task, scope, "", body);
  }
}

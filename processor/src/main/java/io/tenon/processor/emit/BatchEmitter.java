package io.tenon.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import io.tenon.compiled.BatchStatistics;
import io.tenon.graph.Node;
import io.tenon.kernel.BatchMoments;
import io.tenon.kernel.Maps;
import io.tenon.kernel.Noise;
import io.tenon.kernel.Panel;
import io.tenon.op.BatchNormalization;
import io.tenon.op.Elementwise;
import io.tenon.processor.plan.Amount;
import io.tenon.processor.plan.BatchTask;
import io.tenon.processor.plan.Layout;
import io.tenon.processor.plan.Plan;
import io.tenon.processor.plan.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.Modifier;

/** What is done in training: statistics of a batch, normalising by them, and noise. */
final class BatchEmitter {
  private static final String ALL_FIRST =
      "Mean and variance of a channel are those of the whole batch, so no sample goes on before all"
          + " are here. The layer's running statistics move towards them.";
  private static final String UNTRACKED =
      "Mean and variance of a channel are those of the whole batch, so no sample goes on before all"
          + " are here.";
  private static final String BY_BATCH =
      "By the batch's statistics, each channel has a factor and a summand.";
  private static final String IN_ORDER =
      "A random number for each element, in PyTorch's order: the same seed drops the same elements"
          + " in eager mode.";

  private BatchEmitter() {}

  /** What must hold before anything is changed: no channel has just one value. */
  static Optional<MethodSpec> requirements(Plan plan) {
    List<CodeBlock> required =
        plan.tasks().stream()
            .filter(BatchTask.Measure.class::isInstance)
            .map(task -> task.inputs().get(0))
            .filter(in -> plane(in).equals(Amount.of(1)))
            .map(in -> required(plan, in))
            .distinct()
            .toList();
    if (required.isEmpty()) {
      return Optional.empty();
    }
    MethodSpec.Builder method =
        MethodSpec.methodBuilder("requireBatch")
            .addAnnotation(Override.class)
            .addModifiers(Modifier.PROTECTED)
            .addParameter(int.class, plan.batch());
    required.forEach(method::addStatement);
    return Optional.of(method.build());
  }

  private static CodeBlock required(Plan plan, Value in) {
    return CodeBlock.of(
        "$T.requireSeveral($L, $L, $L)",
        BatchMoments.class,
        plan.batch(),
        in.channels(),
        in.rank() + 1);
  }

  static MethodSpec emit(BatchTask.Measure task, Scope scope) {
    Value in = task.in();
    BatchNormalization op = (BatchNormalization) task.node().op();
    bind(task, op, scope.fields());
    boolean blocks = in.layout() == Layout.BLOCKS;
    String count = blocks ? in.maps() : in.channels();
    boolean team = scope.inTeams();
    List<Object> args = new ArrayList<>(List.of("kernels", scope.batch(), "x", "xAt"));
    args.add(in.stride().java());
    args.add(team ? Scope.MEMBER + ".first(" + count + ")" : 0);
    args.add(team ? Scope.MEMBER + ".end(" + count + ")" : count);
    args.add(plane(in).java());
    args.addAll(blocks ? List.of("sums", "sumsAt") : List.of());
    args.addAll(List.of("y", "yAt", "variancesAt"));
    CodeBlock head = CodeBlock.of("$T.$L", BatchMoments.class, blocks ? "blocks" : "planes");
    CodeBlock.Builder body = CodeBlock.builder();
    body.addStatement("int variancesAt = yAt + $L", Amount.of(task.out().sizes().get(1)).java());
    body.addStatement(WrappedCall.call(WrappedCall.BODY, head, args.toArray()));
    if (team) {
      body.addStatement("$L.meet()", Scope.MEMBER);
      body.beginControlFlow("if ($L.isFirst())", Scope.MEMBER);
    }
    if (op.tracked()) {
      String values = Operand.times(scope.batch(), plane(in));
      body.addStatement("$N.moveRunning($L, y, yAt, variancesAt)", task.base(), values);
    }
    body.addStatement("$N.toScaleShift(y, yAt, variancesAt)", task.base());
    if (team) {
      body.endControlFlow();
    }
    return Steps.method(task, scope, op.tracked() ? ALL_FIRST : UNTRACKED, body.build());
  }

  private static void bind(BatchTask.Measure task, BatchNormalization op, Fields fields) {
    Node node = task.node();
    String layer = node.module();
    int at = op.statistics();
    boolean counts = op.counted();
    String momentum = op.momentum() == null ? "null" : Literals.of(op.momentum());
    List<Object> args = new ArrayList<>();
    boolean named =
        WeightPaths.areOf(
            layer, node, "weight", "bias", "running_mean", "running_var", "num_batches_tracked");
    if (op.affine() && counts && named) {
      args.add(CodeBlock.of("$S", layer));
    } else {
      args.add(op.affine() ? WeightPaths.of(node, 1) : "null");
      args.add(op.affine() ? WeightPaths.of(node, 2) : "null");
      args.add(op.tracked() ? WeightPaths.of(node, at) : "null");
      args.add(op.tracked() ? WeightPaths.of(node, at + 1) : "null");
      args.add(counts ? WeightPaths.of(node, at + 2) : "null");
    }
    args.addAll(List.of(momentum, Literals.of(op.eps()), task.in().channels()));
    fields.add(
        BatchStatistics.class,
        task.base(),
        WrappedCall.assigned(task.base(), "binding.batchStatistics", args.toArray()));
  }

  static MethodSpec emit(BatchTask.Standardize task, Scope scope) {
    Value in = task.in();
    Amount channels = Amount.of(task.by().sizes().get(1));
    CodeBlock.Builder body = CodeBlock.builder();
    boolean blocks = in.layout() == Layout.BLOCKS;
    String each = task.wholeBatch() ? " + n * " + in.floats().java() : "";
    if (task.wholeBatch()) {
      body.beginControlFlow("for (int n = 0; n < $N; n++)", scope.batch());
    }
    body.add(blocks ? blocks(task, channels, scope) : planes(task, channels, each));
    if (task.wholeBatch()) {
      body.endControlFlow();
    }
    String count = scope.count(task, in.floats());
    List<Elementwise> functions = task.activations();
    if (blocks) {
      body.add(Activations.rest(functions, count, scope.isSplit(body)));
    } else if (!functions.isEmpty()) {
      body.add(ElementLoops.over("y[yAt + i]", "y", functions, count, false));
    }
    return Steps.method(task, scope, BY_BATCH, body.build());
  }

  private static CodeBlock planes(BatchTask.Standardize task, Amount channels, String each) {
    return CodeBlock.builder()
        .addStatement(
            WrappedCall.call(
                task.wholeBatch() ? WrappedCall.LOOP : WrappedCall.BODY,
                CodeBlock.of("$T.scaleShift", Maps.class),
                "x",
                "xAt" + each,
                task.in().channels(),
                plane(task.in()).java(),
                WrappedCall.together("by", "byAt", "byAt + " + channels.java()),
                "y",
                "yAt" + each))
        .build();
  }

  /** 16 channels at a time, all of their positions. */
  private static CodeBlock blocks(BatchTask.Standardize task, Amount channels, Scope scope) {
    Value in = task.in();
    boolean one = in.maps().equals("1") && !scope.inTeams();
    String block = plane(in).times(Panel.LANES).java();
    String map = one ? "" : " + b * " + block;
    String lanes = one ? "" : " + b * " + Panel.LANES;
    CodeBlock call =
        WrappedCall.call(
            one ? WrappedCall.BODY : WrappedCall.LOOP,
            "kernels.scaleShift",
            WrappedCall.together("x", "xAt" + map),
            plane(in).java(),
            WrappedCall.together("by", "byAt" + lanes, "byAt + " + channels.java() + lanes),
            WrappedCall.together("y", "yAt" + map),
            Activations.epilogue(task.activations()));
    CodeBlock.Builder body = CodeBlock.builder();
    if (one) {
      return body.addStatement(call).build();
    }
    body.beginControlFlow(scope.over("b", in.maps(), 1));
    return body.addStatement(call).endControlFlow().build();
  }

  static MethodSpec emit(BatchTask.Drop task, Scope scope) {
    Value in = task.in();
    String p = Literals.of(task.op().p());
    CodeBlock.Builder body = CodeBlock.builder();
    if (in.layout() != Layout.BLOCKS) {
      body.addStatement(
          WrappedCall.call(
              WrappedCall.BODY,
              CodeBlock.of("$T.drop", Noise.class),
              WrappedCall.together("x", "xAt"),
              Operand.times(scope.batch(), in.floats()),
              p,
              WrappedCall.together("y", "yAt")));
      return Steps.method(task, scope, IN_ORDER, body.build());
    }
    body.beginControlFlow("for (int n = 0; n < $N; n++)", scope.batch());
    body.addStatement(
        WrappedCall.call(
            WrappedCall.LOOP,
            CodeBlock.of("$T.dropBlocks", Noise.class),
            WrappedCall.together("x", "xAt + " + Operand.times("n", in.stride())),
            in.channels(),
            plane(in).java(),
            p,
            WrappedCall.together("y", "yAt + " + Operand.times("n", task.out().stride()))));
    return Steps.method(task, scope, IN_ORDER, body.endControlFlow().build());
  }

  /** How many elements a channel of a sample has. */
  private static Amount plane(Value in) {
    return Amount.product(in.sizes().subList(1, in.rank()));
  }
}

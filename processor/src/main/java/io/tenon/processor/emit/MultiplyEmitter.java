package io.tenon.processor.emit;

import static io.tenon.processor.plan.Amount.literal;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import io.tenon.graph.Node;
import io.tenon.graph.Size;
import io.tenon.kernel.Offsets;
import io.tenon.kernel.Panel;
import io.tenon.kernel.Rows;
import io.tenon.processor.plan.Amount;
import io.tenon.processor.plan.Layout;
import io.tenon.processor.plan.Task;
import io.tenon.processor.plan.Value;
import java.util.ArrayList;
import java.util.List;

/** A linear layer: one call of the tile for all rows. */
final class MultiplyEmitter {

  private MultiplyEmitter() {}

  static MethodSpec emit(Task.Multiply task, Scope scope) {
    bind(task, scope.fields());
    String all = scope.count(task, task.rows());
    Amount outputs = last(task.out());
    boolean aside = task.beside() != null;
    Amount stored = aside ? last(task.beside()) : outputs;
    String to = aside ? "beside" : "y";
    boolean byBlocks = isSplitByBlocks(task, scope);
    CodeBlock.Builder body = CodeBlock.builder();
    Share rows = byBlocks ? Share.whole(all) : new Share(scope, all, Share.TILE);
    body.add(byBlocks ? Share.blocks(task.base()) : rows.code());
    body.addStatement(
        WrappedCall.call(
            WrappedCall.BODY,
            byBlocks ? "kernels.blocks" : "kernels.rows",
            byBlocks ? CodeBlock.of("$L, first, end", task.base()) : task.base(),
            "x",
            rows.at("xAt", step(task)),
            step(task).java(),
            rows.count(),
            to,
            rows.at(to + "At", stored),
            stored.java(),
            16,
            Shortcut.epilogue(task.addend(), task.activations())));
    if (aside) {
      if (byBlocks) {
        body.addStatement("member.meet()");
        body.beginControlFlow("if (member.isFirst())");
      }
      body.addStatement(
          WrappedCall.call(
              byBlocks ? WrappedCall.LOOP : WrappedCall.BODY,
              CodeBlock.of("$T.copy", Rows.class),
              rows.count(),
              "beside",
              rows.at("besideAt", stored),
              stored.java(),
              "y",
              rows.at("yAt", outputs),
              outputs.java(),
              outputs.java()));
      if (byBlocks) {
        body.endControlFlow();
      }
    }
    String floats = Operand.times(all, outputs);
    boolean split = scope.isSplit(body);
    body.add(Shortcut.sum(task.addend(), task.activations(), floats, split));
    if (!split || aside || task.addend() != null || !isWhole(outputs)) {
      body.add(Activations.rest(task.activations(), floats, split));
    } else if (byBlocks) {
      body.add(Activations.ofBlocks(task.activations(), all, outputs));
    } else {
      String own = Operand.times(rows.count(), outputs);
      body.add(Activations.ofRows(task.activations(), rows.at("yAt", outputs), own));
    }
    return Steps.method(task, scope, why(task), body.build());
  }

  /**
   * Whether members of a team divide the outputs, so that each reads its weights alone. Not where
   * the last block begins inside the one before: what two members add to, one of them loses.
   */
  private static boolean isSplitByBlocks(Task.Multiply task, Scope scope) {
    Amount outputs = last(task.out());
    boolean many = !outputs.isConstant() || outputs.number() >= Share.MANY_OUTPUTS;
    return scope.inTeams() && many && (task.beside() != null || isWhole(outputs));
  }

  /** Whether the outputs are whole blocks, however many members divide them. */
  private static boolean isWhole(Amount outputs) {
    return outputs.isConstant() && outputs.number() % Panel.LANES == 0;
  }

  private static Amount last(Value value) {
    return Amount.of(value.sizes().get(value.rank() - 1));
  }

  /** From one row of features to the next. */
  private static Amount step(Task.Multiply task) {
    Value in = task.in();
    boolean samples = task.wholeBatch() && !in.isShared(); // a row is a sample
    return in.flattened() != null || samples ? in.stride() : in.rowStep();
  }

  private static void bind(Task.Multiply task, Fields fields) {
    Node weight = task.linear().inputs().get(1);
    Size terms = weight.sizes().get(1);
    Value maps = task.in().flattened();
    CodeBlock offsets = offsets(maps, terms);
    List<Object> args = new ArrayList<>();
    args.add(WeightPaths.of(task.linear(), 1));
    args.add(WeightPaths.of(task.linear(), 2));
    if (task.part() != null) {
      args.add(literal(task.part().weightFirst()));
      args.add(literal(task.part().biasFirst()));
    }
    String outputs = last(task.out()).java();
    args.add(outputs);
    args.add(offsets);
    if (!task.folded().isEmpty()) {
      args.add(FoldedScale.bind(task.base(), task.folded(), outputs, fields));
    }
    String panel =
        FoldedScale.binding(task, task.linear(), fields)
            + (task.beside() == null ? ".rowPanel" : ".blockPanel");
    fields.add(Panel.class, task.base(), WrappedCall.assigned(task.base(), panel, args.toArray()));
  }

  private static CodeBlock offsets(Value maps, Size terms) {
    if (maps == null) {
      return CodeBlock.of("$T.contiguous($L)", Offsets.class, Amount.of(terms).java());
    }
    String sizes = maps.channels() + ", " + maps.size(1) + ", " + maps.size(2);
    return maps.layout() == Layout.BLOCKS
        ? CodeBlock.of("$T.flattenedBlocks($L)", Offsets.class, sizes)
        : CodeBlock.of("$T.flattenedRows($L, $L)", Offsets.class, sizes, maps.pitch());
  }

  private static String why(Task.Multiply task) {
    StringBuilder why = new StringBuilder();
    int projections = task.common().nodes().size();
    if (task.part() != null && projections > 1) {
      why.append(projections == 3 ? "Queries, keys and values" : "Keys and values");
      why.append(" are one product: their weights lie one below the other. ");
    }
    if (task.in().flattened() != null) {
      why.append("The maps stay as they lie: the order of flattening is in the weights' offsets. ");
    }
    if (task.wholeBatch()) {
      why.append("For all samples at once, so that each weight is read once for several of them. ");
    }
    if (task.beside() != null) {
      why.append(
          "The tile stores 16 numbers at a time, which may be more than a row has: they go beside"
              + " the result first. ");
    }
    why.append(FoldedScale.why(task.folded(), "feature", "layer").strip());
    why.append(FoldedScale.whyBefore(task, task.linear()));
    why.append(Shortcut.why(task.addend()));
    return why.toString().strip();
  }
}

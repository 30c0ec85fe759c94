package io.tenon.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import io.tenon.DType;
import io.tenon.kernel.AttentionHead;
import io.tenon.kernel.EmbeddingRows;
import io.tenon.processor.plan.Amount;
import io.tenon.processor.plan.SequenceTask;
import io.tenon.processor.plan.Value;

/** Embeddings, and attention: a loop over the heads. */
final class AttentionEmitter {
  private AttentionEmitter() {}

  static MethodSpec emit(SequenceTask.Embed task, Scope scope) {
    Amount width = Amount.of(task.weight().sizes().get(1));
    Share rows = new Share(scope, scope.count(task, task.ids().floats()));
    CodeBlock body =
        CodeBlock.builder()
            .add(rows.code())
            .addStatement(
                WrappedCall.call(
                    WrappedCall.BODY,
                    CodeBlock.of("$T.gather", EmbeddingRows.class),
                    rows.count(),
                    "ids",
                    rows.at("idsAt", Amount.of(1)),
                    "weight",
                    "weightAt",
                    Amount.of(task.weight().sizes().get(0)).java(),
                    width.java(),
                    "y",
                    rows.at("yAt", width)))
            .build();
    return Steps.method(task, scope, "", body);
  }

  static MethodSpec emit(SequenceTask.Attend task, Scope scope) {
    Operands of = new Operands(task);
    int width = of.width(task.q());
    int taken = of.width(task.v());
    String queries = of.rows(task.q());
    String keys = of.rows(task.k());
    CodeBlock.Builder body = CodeBlock.builder();
    String mask = added(body, task.mask(), "mask", queries, keys);
    String padding = added(body, task.padding(), "padding", null, keys);
    body.beginControlFlow(scope.over("head", task.heads(), 1));
    body.add(of.begin());
    body.addStatement(
        WrappedCall.call(
            WrappedCall.LOOP,
            CodeBlock.of("$T.packKeys", AttentionHead.class),
            keys,
            width,
            Literals.of((float) (1 / Math.sqrt(width))),
            CodeBlock.of("k, $L", of.in("k", task.k())),
            CodeBlock.of("packed, packedAt")));
    body.addStatement(
        WrappedCall.call(
            WrappedCall.LOOP,
            CodeBlock.of("$T.attend", AttentionHead.class),
            "kernels",
            queries,
            keys,
            width,
            CodeBlock.of("q, $L", of.in("q", task.q())),
            CodeBlock.of("packed, packedAt"),
            taken,
            CodeBlock.of("v, $L", of.in("v", task.v())),
            task.causal(),
            CodeBlock.of(mask == null ? "null, 0" : mask + ", " + mask + "At"),
            CodeBlock.of(padding == null ? "null, 0" : padding + ", " + padding + "At"),
            CodeBlock.of("scores, scoresAt"),
            CodeBlock.of("y, $L", of.in("y", task.out()))));
    body.endControlFlow();
    return Steps.method(task, scope, why(task), body.build());
  }

  /** What is added to the scores for a mask; null for none. */
  private static String added(
      CodeBlock.Builder body, Value mask, String name, String queries, String keys) {
    if (mask == null || mask.dtype() != DType.INT64) {
      return mask == null ? null : name;
    }
    String to = name + "Added";
    body.addStatement(
        WrappedCall.call(
            WrappedCall.BODY,
            CodeBlock.of("$T.additive", AttentionHead.class),
            queries == null ? keys : queries + " * " + keys,
            name,
            name + "At",
            to,
            to + "At"));
    return to;
  }

  private static String why(SequenceTask.Attend task) {
    String why =
        (task.apart() ? "" : "The heads lie side by side in each row, and stay there. ")
            + "Scores are held for "
            + AttentionHead.QUERIES
            + " queries at a time, between the product with the keys, softmax and the product with"
            + " the values: the matrix of all of them is never stored.";
    return task.causal() ? why + " Keys behind the last of these queries are skipped." : why;
  }

  /** Where a head's rows lie in the operands. */
  private record Operands(SequenceTask.Attend task) {
    /** The features of a head. */
    int width(Value value) {
      int features = value.size(value.rank() - 1);
      return task.apart() ? features : features / task.heads();
    }

    /** How many rows a head has. */
    String rows(Value value) {
      return Amount.of(value.sizes().get(value.rank() - 2)).java();
    }

    /** What all operands begin with, if their heads lie alike. */
    CodeBlock begin() {
      boolean alike = width(task.q()) == width(task.v());
      return task.apart() || !alike
          ? CodeBlock.of("")
          : CodeBlock.of(
              "int at = head * $L; // where its features begin in each row\n", width(task.q()));
    }

    /** {@code kAt + at, 768}: the first element and the distance of rows. */
    String in(String name, Value value) {
      int width = value == task.out() ? width(task.v()) : width(value);
      if (task.apart()) {
        return name + "At + head * " + rows(value) + " * " + width + ", " + width;
      }
      boolean alike = width(task.q()) == width(task.v());
      String at = alike ? "at" : "head * " + width;
      return name + "At + " + at + ", " + value.rowStep().java();
    }
  }
}

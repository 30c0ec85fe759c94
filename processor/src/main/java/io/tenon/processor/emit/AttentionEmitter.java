package io.tenon.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import io.tenon.DType;
import io.tenon.kernel.AttentionHead;
import io.tenon.kernel.EmbeddingRows;
import io.tenon.processor.plan.Amount;
import io.tenon.processor.plan.Task;
import io.tenon.processor.plan.Value;

/** Embeddings, and attention: a loop over the heads. */
final class AttentionEmitter {
  private AttentionEmitter() {}

  static MethodSpec emit(Task.Embed task, Scope scope) {
    CodeBlock body =
        CodeBlock.builder()
            .addStatement(
                WrappedCall.call(
                    WrappedCall.BODY,
                    CodeBlock.of("$T.gather", EmbeddingRows.class),
                    scope.count(task, task.ids().floats()),
                    "ids",
                    "idsAt",
                    "weight",
                    "weightAt",
                    Amount.of(task.weight().sizes().get(0)).java(),
                    Amount.of(task.weight().sizes().get(1)).java(),
                    "y",
                    "yAt"))
            .build();
    return Steps.method(task, scope, "", body);
  }

  static MethodSpec emit(Task.Attend task, Scope scope) {
    int features = task.q().size(1);
    int width = features / task.op().heads();
    String queries = Amount.of(task.q().sizes().get(0)).java();
    String keys = Amount.of(task.k().sizes().get(0)).java();
    CodeBlock.Builder body = CodeBlock.builder();
    String mask = added(body, task.mask(), "mask", queries, keys);
    String padding = added(body, task.padding(), "padding", null, keys);
    body.beginControlFlow("for (int head = 0; head < $L; head++)", task.op().heads());
    body.add("int at = head * $L; // where its features begin in each row\n", width);
    body.addStatement(
        WrappedCall.call(
            WrappedCall.LOOP,
            CodeBlock.of("$T.packKeys", AttentionHead.class),
            keys,
            width,
            Literals.of((float) (1 / Math.sqrt(width))),
            "k",
            "kAt + at",
            task.k().rowStep().java(),
            "packed",
            "packedAt"));
    body.addStatement(
        WrappedCall.call(
            WrappedCall.LOOP,
            CodeBlock.of("$T.attend", AttentionHead.class),
            "kernels",
            queries,
            keys,
            width,
            CodeBlock.of("q, qAt + at, $L", task.q().rowStep().java()),
            CodeBlock.of("packed, packedAt"),
            CodeBlock.of("v, vAt + at, $L", task.v().rowStep().java()),
            task.op().causal(),
            CodeBlock.of(mask == null ? "null, 0" : mask + ", " + mask + "At"),
            CodeBlock.of(padding == null ? "null, 0" : padding + ", " + padding + "At"),
            CodeBlock.of("scores, scoresAt"),
            CodeBlock.of("y, yAt + at, $L", task.out().rowStep().java())));
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

  private static String why(Task.Attend task) {
    String why =
        "The heads lie side by side in each row, and stay there. Scores are held for "
            + AttentionHead.QUERIES
            + " queries at a time, between the product with the keys, softmax and the product with"
            + " the values: the matrix of all of them is never stored.";
    return task.op().causal() ? why + " Keys behind the last of these queries are skipped." : why;
  }
}

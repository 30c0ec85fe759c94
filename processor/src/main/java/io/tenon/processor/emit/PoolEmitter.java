package io.tenon.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import io.tenon.kernel.AdaptiveWindows;
import io.tenon.kernel.PoolWindows;
import io.tenon.op.Pair;
import io.tenon.op.Pooling;
import io.tenon.processor.plan.Task;
import io.tenon.processor.plan.Value;

/** Pooling that is no part of a convolution. */
final class PoolEmitter {

  private PoolEmitter() {}

  static MethodSpec emit(Task.Pool task, Scope scope) {
    Pooling op = task.op();
    CodeBlock pooling =
        op.mode() == Pooling.Mode.MAX
            ? CodeBlock.of(
                "$T.max($L, $L, $L, $L, $L)",
                Pooling.class,
                pair(op.kernel()),
                pair(op.stride()),
                pair(op.padding()),
                pair(op.dilation()),
                op.ceilMode())
            : CodeBlock.of(
                "$T.avg($L, $L, $L, $L, $L$L)",
                Pooling.class,
                pair(op.kernel()),
                pair(op.stride()),
                pair(op.padding()),
                op.ceilMode(),
                op.countIncludePad(),
                op.divisorOverride() == 0 ? "" : ", " + op.divisorOverride());
    scope
        .fields()
        .add(
            PoolWindows.class,
            task.base(),
            windows(task, CodeBlock.of("new $T", PoolWindows.class), pooling));
    CodeBlock run =
        task.out().isBordered() ? runApart(task, task.in(), scope) : run(task, task.in(), scope);
    return Steps.method(task, scope, why(task.in()), run);
  }

  static MethodSpec emit(Task.PoolAdaptively task, Scope scope) {
    Value in = task.in();
    Value out = task.out();
    scope
        .fields()
        .add(
            AdaptiveWindows.class,
            task.base(),
            CodeBlock.of(
                "new $T($L, $L, $L, $L)",
                AdaptiveWindows.class,
                in.size(1),
                in.size(2),
                out.size(1),
                out.size(2)));
    return Steps.method(task, scope, why(in), run(task, in, scope));
  }

  private static CodeBlock windows(Task task, CodeBlock head, CodeBlock pooling) {
    Value in = task.inputs().get(0);
    Value out = task.out();
    return WrappedCall.call(
        WrappedCall.BODY,
        task.base().length() + 3,
        head,
        pooling,
        in.size(1),
        in.size(2),
        out.size(1),
        out.size(2));
  }

  private static CodeBlock pair(Pair pair) {
    return pair.h() == pair.w()
        ? CodeBlock.of("$T.of($L)", Pair.class, pair.h())
        : CodeBlock.of("new $T($L, $L)", Pair.class, pair.h(), pair.w());
  }

  private static CodeBlock run(Task task, Value in, Scope scope) {
    if (!scope.inTeams()) {
      return CodeBlock.builder()
          .addStatement("$N.run(x, xAt, $L, $L, y, yAt)", task.base(), in.maps(), in.inner())
          .build();
    }
    Value out = task.out();
    long yMap = (long) out.size(1) * out.size(2) * out.inner();
    return part(in, new Distances().add("y", "yMap", yMap, "from a map to the next"))
        .addStatement(
            "$N.run(x, xAt + from * xMap, maps, $L, y, yAt + from * yMap)", task.base(), in.inner())
        .build();
  }

  /** A member's part of the maps. */
  private static CodeBlock.Builder part(Value in, Distances distances) {
    distances.add(
        "x", "xMap", (long) in.size(1) * in.size(2) * in.inner(), "from a map to the next");
    return distances.code().toBuilder()
        .addStatement("int from = member.first($L)", in.maps())
        .addStatement("int maps = member.end($L) - from", in.maps());
  }

  /** Into maps with zeros around them. */
  private static CodeBlock runApart(Task.Pool task, Value in, Scope scope) {
    Value out = task.out();
    if (scope.inTeams()) {
      return part(in, ConvolveEmitter.rowsOf("y", out))
          .add(ConvolveEmitter.frame(out, scope))
          .addStatement(
              WrappedCall.call(
                  WrappedCall.BODY,
                  CodeBlock.of("$N.run", task.base()),
                  "x",
                  "xAt + from * xMap",
                  "maps",
                  in.inner(),
                  "y",
                  ConvolveEmitter.from("y", out) + " + from * yBlock",
                  "yRow",
                  "yBlock"))
          .build();
    }
    return CodeBlock.builder()
        .add(ConvolveEmitter.rowsOf("y", out).code())
        .add(ConvolveEmitter.frame(out, scope))
        .addStatement(
            "$N.run(x, xAt, $L, $L, y, $L, yRow, yBlock)",
            task.base(),
            in.maps(),
            in.inner(),
            ConvolveEmitter.from("y", out))
        .build();
  }

  private static String why(Value in) {
    return in.inner() == 1 ? "" : "16 channels lie side by side, so a window is a loop over them.";
  }
}

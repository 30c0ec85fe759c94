package io.tenon.processor.emit;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import io.tenon.kernel.Maps;
import io.tenon.kernel.ResampleWindows;
import io.tenon.op.Pair;
import io.tenon.op.Resample;
import io.tenon.processor.plan.Amount;
import io.tenon.processor.plan.MapTask;
import io.tenon.processor.plan.Value;

/** What is done to each map by a loop of the runtime. */
final class MapsEmitter {
  private MapsEmitter() {}

  static MethodSpec emit(MapTask.Resize task, Scope scope) {
    Value in = task.in();
    Value out = task.out();
    CodeBlock windows =
        WrappedCall.call(
            WrappedCall.BODY,
            task.base().length() + 3,
            CodeBlock.of("new $T", ResampleWindows.class),
            resample(task.op()),
            in.size(1),
            in.size(2),
            out.size(1),
            out.size(2));
    scope.fields().add(ResampleWindows.class, task.base(), windows);
    CodeBlock body =
        CodeBlock.builder()
            .addStatement("$N.run(x, xAt, $L, $L, y, yAt)", task.base(), in.maps(), in.inner())
            .build();
    return Steps.method(task, scope, why(in, task.op()), body);
  }

  private static CodeBlock resample(Resample op) {
    Pair size = op.size();
    return CodeBlock.of(
        "new $T($T.$L, $L, $L, $L, $L, $L)",
        Resample.class,
        Resample.Mode.class,
        op.mode().name(),
        size == null ? "null" : CodeBlock.of("new $T($L, $L)", Pair.class, size.h(), size.w()),
        Literals.of(op.scaleH()),
        Literals.of(op.scaleW()),
        op.alignCorners(),
        op.recompute());
  }

  private static String why(Value in, Resample op) {
    int taps =
        op.mode() == Resample.Mode.BICUBIC ? 16 : op.mode() == Resample.Mode.BILINEAR ? 4 : 1;
    String pixels =
        taps == 1
            ? "Each pixel is a copy of one"
            : "Each pixel is a sum of " + taps + ", by factors that were found once";
    return pixels + (in.inner() == 1 ? "." : "; the 16 channels side by side share them.");
  }

  static MethodSpec emit(MapTask.LeakByChannel task, Scope scope) {
    Value in = task.in();
    CodeBlock slopes =
        WrappedCall.assigned(
            task.base(), "binding.perChannel", WeightPaths.of(task.node(), 1), in.channels());
    scope.fields().add(ArrayTypeName.of(float.class), task.base(), slopes);
    boolean features = in.rank() == 1;
    Amount plane = Amount.product(in.sizes().subList(1, in.rank()));
    CodeBlock body =
        CodeBlock.builder()
            .addStatement(
                WrappedCall.call(
                    WrappedCall.BODY,
                    CodeBlock.of("$T.leak", Maps.class),
                    "x",
                    "xAt",
                    features ? 1 : in.maps(),
                    features ? scope.count(task, Amount.of(1)) : plane.java(),
                    features ? in.channels() : in.inner(),
                    task.base(),
                    "y",
                    "yAt"))
            .build();
    return Steps.method(task, scope, "", body);
  }

  static MethodSpec emit(MapTask.ShufflePixels task, Scope scope) {
    Value in = task.in();
    Value out = task.out();
    CodeBlock body =
        CodeBlock.builder()
            .addStatement(
                WrappedCall.call(
                    WrappedCall.BODY,
                    CodeBlock.of("$T.shuffle", Maps.class),
                    "x",
                    "xAt",
                    in.inner(),
                    out.channels(),
                    in.size(1),
                    in.size(2),
                    task.op().factor(),
                    "y",
                    "yAt",
                    out.inner()))
            .build();
    int factor = task.op().factor();
    String why =
        factor * factor + " channels become the " + factor + "×" + factor + " pixels of one.";
    return Steps.method(task, scope, why, body);
  }
}

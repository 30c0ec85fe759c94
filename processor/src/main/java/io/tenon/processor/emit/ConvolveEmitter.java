package io.tenon.processor.emit;

import static io.tenon.processor.emit.WrappedCall.together;
import static io.tenon.processor.plan.Amount.literal;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import io.tenon.graph.Node;
import io.tenon.kernel.Epilogue;
import io.tenon.kernel.Maps;
import io.tenon.kernel.NarrowPanel;
import io.tenon.kernel.Offsets;
import io.tenon.kernel.Panel;
import io.tenon.op.Convolution;
import io.tenon.op.Padding;
import io.tenon.processor.plan.Amount;
import io.tenon.processor.plan.Layout;
import io.tenon.processor.plan.Task;
import io.tenon.processor.plan.Value;

/** A convolution: each row of its result is one call of the tile. */
final class ConvolveEmitter {
  private static final String ROW_OF_WINDOWS = "from a row of windows to the next";
  static final String BLOCK = "from 16 channels to the next 16";
  static final String FIRST = "to the first row, behind zeros";

  /** Positions that all tiles take in whole. */
  private static final int TILE = 12;

  private ConvolveEmitter() {}

  static MethodSpec emit(Task.Convolve task, Scope scope) {
    bind(task, scope.fields());
    return Steps.method(task, scope, why(task), body(task, scope));
  }

  private static CodeBlock body(Task.Convolve task, Scope scope) {
    if (task.addend() != null) {
      return sums(task, scope);
    }
    return task.narrow()
        ? narrow(task, scope)
        : task.pooled() ? pooled(task, scope) : rows(task, scope);
  }

  private static void bind(Task.Convolve task, Fields fields) {
    Value in = task.in();
    Convolution op = task.op();
    Node weight = task.conv().inputs().get(1);
    CodeBlock offsets =
        CodeBlock.of(
            "$T.$L($L, $L, $L, $L, $L, $L, $L)",
            Offsets.class,
            in.layout() == Layout.BLOCKS ? "blocks" : "planes",
            in.channels(),
            weight.sizes().get(2),
            weight.sizes().get(3),
            in.tall(),
            in.pitch(),
            op.dilation().h(),
            op.dilation().w());
    CodeBlock path = CodeBlock.of("$S", weight.name());
    CodeBlock bias = WeightPaths.of(task.conv(), 2);
    String head =
        FoldedScale.binding(task, task.conv(), fields)
            + (task.narrow() ? ".narrowPanel" : ".blockPanel");
    Class<?> type = task.narrow() ? NarrowPanel.class : Panel.class;
    String outputs = task.out().channels();
    if (task.folded().isEmpty()) {
      fields.add(
          type, task.base(), WrappedCall.assigned(task.base(), head, path, bias, outputs, offsets));
      return;
    }
    String name = FoldedScale.bind(task.base(), task.folded(), outputs, fields);
    fields.add(
        Panel.class,
        task.base(),
        WrappedCall.assigned(task.base(), head, path, bias, outputs, offsets, name));
  }

  private static CodeBlock pooled(Task.Convolve task, Scope scope) {
    Value out = task.out();
    CodeBlock.Builder body = CodeBlock.builder();
    body.add(windows(task).add("x", "xRow", xRow(task.op(), task.in()), ROW_OF_WINDOWS).code());
    body.add(rowsOf("y", out).code());
    body.add(frame(out, scope));
    body.beginControlFlow(scope.over("h", out.size(1), 1));
    body.addStatement(
        WrappedCall.call(
            WrappedCall.LOOP,
            "kernels.rowsMaxPool2",
            task.base(),
            together("x", from("x", task.in()) + " + 2 * h * xRow", "xRow", "xStep", out.size(2)),
            together("y", from("y", out) + " + h * yRow", "yBlock"),
            Activations.epilogue(task.activations())));
    body.endControlFlow();
    return body.build();
  }

  private static CodeBlock narrow(Task.Convolve task, Scope scope) {
    Value out = task.out();
    int height = out.size(1);
    CodeBlock.Builder body = CodeBlock.builder();
    body.add(
        "int xRow = $L; // in x, from a row of windows to the next\n",
        literal(xRow(task.op(), task.in())));
    body.add(
        "int yRow = $L; // in y, from a row to the next: room for the $L columns before pooling,\n",
        out.pitch(),
        out.pitch());
    body.add(
        "int yOutput = $L; // and from a channel to the next\n",
        literal((long) height * out.pitch()));
    body.beginControlFlow(scope.over("h", height, 1));
    body.addStatement(
        WrappedCall.call(
            WrappedCall.LOOP,
            "kernels.columnsMaxPool2",
            task.base(),
            "x",
            "xAt + 2 * h * xRow",
            "xRow",
            out.size(2),
            "y",
            "yAt + h * yRow",
            "yOutput",
            Activations.epilogue(task.activations())));
    body.endControlFlow();
    return body.build();
  }

  private static CodeBlock rows(Task.Convolve task, Scope scope) {
    Value in = task.in();
    Value out = task.out();
    boolean flat = isFlat(in, out);
    CodeBlock.Builder body = CodeBlock.builder();
    String positions = literal((long) out.size(1) * out.size(2));
    boolean part = flat && scope.inTeams();
    if (flat) {
      body.add(windows(task).code());
      body.add(new Distances().add("y", "yBlock", out.map(), BLOCK).code());
      if (part) {
        body.addStatement("int from = member.first($L, $L)", positions, TILE);
        body.addStatement("int count = member.end($L, $L) - from", positions, TILE);
      }
    } else {
      body.add(windows(task).add("x", "xRow", xRow(task.op(), in), ROW_OF_WINDOWS).code());
      body.add(rowsOf("y", out).code());
      body.add(frame(out, scope));
      body.beginControlFlow(scope.over("h", out.size(1), 1));
    }
    body.addStatement(
        WrappedCall.call(
            flat ? WrappedCall.BODY : WrappedCall.LOOP,
            "kernels.rows",
            task.base(),
            together(
                "x",
                from("x", in) + (part ? " + from * xStep" : flat ? "" : " + h * xRow"),
                "xStep",
                part ? "count" : flat ? positions : out.size(2)),
            together(
                "y",
                from("y", out) + (part ? " + from * 16" : flat ? "" : " + h * yRow"),
                16,
                "yBlock"),
            Activations.epilogue(task.activations())));
    if (!flat) {
      body.endControlFlow();
    }
    body.add(Activations.rest(task.activations(), out.floats().java(), scope.isSplit(body)));
    return body.build();
  }

  /** Rows go beside the result, and from there, with what is added, into it. */
  private static CodeBlock sums(Task.Convolve task, Scope scope) {
    Value in = task.in();
    Value out = task.out();
    int rows = task.row().size(1);
    boolean whole = rows == out.size(1);
    boolean alike = task.addend().lies().equals(out.lies());
    CodeBlock.Builder body = CodeBlock.builder();
    Distances windows = windows(task);
    if (!whole) {
      windows.add("x", "xRow", xRow(task.op(), in), ROW_OF_WINDOWS);
    }
    body.add(windows.code());
    body.add(rowsOf("y", alike ? "y and z" : "y", out, !whole).code());
    if (!alike) {
      body.add(rowsOf("z", "z", task.addend(), !whole).code());
    }
    body.add(new Distances().add("row", "rowBlock", task.row().map(), BLOCK).code());
    body.add(frame(out, scope));
    if (!whole) {
      body.beginControlFlow(scope.over("h", out.size(1), rows));
    }
    body.addStatement(
        WrappedCall.call(
            whole ? WrappedCall.BODY : WrappedCall.LOOP,
            "kernels.rows",
            task.base(),
            together(
                "x", from("x", in) + (whole ? "" : " + h * xRow"), "xStep", rows * out.size(2)),
            together("row", "rowAt", 16, "rowBlock"),
            CodeBlock.of("$T.NONE", Epilogue.class)));
    String z = alike ? "y" : "z";
    String zRow = whole ? "" : " + h * " + z + "Row";
    String zAt = "zAt" + first(z, task.addend()) + zRow + " + b * " + z + "Block";
    body.beginControlFlow("for (int b = 0; b < $L; b++)", out.maps());
    body.addStatement(
        WrappedCall.call(
            whole ? WrappedCall.LOOP : WrappedCall.LOOP + 2,
            "kernels.add",
            together("row", "rowAt + b * rowBlock"),
            together("z", zAt),
            together("y", from("y", out) + (whole ? "" : " + h * yRow") + " + b * yBlock"),
            together("rowBlock", Activations.epilogue(task.activations()))));
    body.endControlFlow();
    if (!whole) {
      body.endControlFlow();
    }
    body.add(Activations.rest(task.activations(), out.floats().java(), scope.isSplit(body)));
    return body.build();
  }

  /** How windows lie in x; distances from row to row are for the caller to add. */
  static Distances windows(Task.Convolve task) {
    return windows(task.op(), task.in());
  }

  static Distances windows(Convolution op, Value in) {
    return new Distances()
        .addUnlessZero("x", "xFirst", in.origin(), FIRST)
        .add("x", "xStep", xStep(op, in), "from a window to the next");
  }

  /** How rows of 16 channels lie in a result or what is added to it. */
  static Distances rowsOf(String array, Value value) {
    return rowsOf(array, array, value, true);
  }

  static Distances rowsOf(String array, String arrays, Value value, boolean several) {
    String row = "from a row of " + value.size(2) + " positions of 16 channels to the next";
    return new Distances()
        .addUnlessZero(arrays, array + "First", value.origin(), FIRST)
        .addUnlessZero(arrays, array + "Row", several ? value.row() : 0, row)
        .add(arrays, array + "Block", value.map(), BLOCK);
  }

  /** Where a value's first row begins: {@code yAt + yFirst}. */
  static String from(String array, Value value) {
    return array + "At" + first(array, value);
  }

  private static String first(String array, Value value) {
    return value.origin() == 0 ? "" : " + " + array + "First";
  }

  /** The zeros around a result's maps. */
  static CodeBlock frame(Value out, Scope scope) {
    if (!out.isBordered()) {
      return CodeBlock.of("");
    }
    Padding border = out.border();
    CodeBlock call =
        WrappedCall.call(
            scope.inTeams() ? WrappedCall.LOOP : WrappedCall.BODY,
            CodeBlock.of("$T.frame", Maps.class),
            "y",
            "yAt",
            out.maps(),
            out.size(1),
            out.size(2),
            out.inner(),
            border.left(),
            border.right(),
            border.top(),
            border.bottom());
    CodeBlock.Builder frame = CodeBlock.builder();
    frame.add("// The zeros around the maps: padding for the convolutions that read them.\n");
    if (scope.inTeams()) {
      frame.beginControlFlow("if (member.isFirst())");
    }
    frame.addStatement(call);
    return scope.inTeams() ? frame.endControlFlow().build() : frame.build();
  }

  /** In the input, from a window to the next. */
  static int xStep(Convolution op, Value in) {
    return op.stride().w() * in.inner();
  }

  /** In the input, from a row of windows to the next. */
  static long xRow(Convolution op, Value in) {
    return (long) op.stride().h() * in.pitch() * in.inner();
  }

  /** Whether the whole map is one row, or as good as one: windows of one element, side by side. */
  static boolean isFlat(Value in, Value out) {
    boolean dense = in.pitch() == in.size(2) && in.tall() == in.size(1) && !out.isBordered();
    return out.size(1) == 1 && !out.isBordered()
        || dense && out.size(1) == in.size(1) && out.size(2) == in.size(2);
  }

  private static String why(Task.Convolve task) {
    Node weight = task.conv().inputs().get(1);
    String folded =
        FoldedScale.why(task.folded(), "channel", "convolution")
            + FoldedScale.whyBefore(task, task.conv());
    if (task.pooled()) {
      String map = task.conv().sizes().get(2) + "×" + task.conv().sizes().get(3);
      String activation =
          task.activations().isEmpty()
              ? "Adding the bias keeps"
              : "Adding the bias and " + task.activations().get(0).name() + " keep";
      String windows =
          task.narrow()
              ? "with "
                  + task.out().size(0)
                  + " outputs, lanes are better columns than outputs; the larger of two rows is found"
                  + " in registers, that of two columns in the row that is left. "
              : "each 2×2 window is four sums in registers. ";
      return "The "
          + map
          + " map between convolution and pooling is never stored: "
          + windows
          + activation
          + " order, so the largest is taken first, and the rest is done once."
          + folded;
    }
    Amount terms = Amount.product(weight.sizes().subList(1, 4));
    String row =
        isFlat(task.in(), task.out()) && task.addend() == null
            ? "The map is one call of the tile"
            : "A row is one call of the tile";
    return row
        + ": for several positions and 16 channels at a time, sums of "
        + terms
        + " products stay in registers"
        + (task.addend() != null
            ? ". A row goes beside the result first and from there, added to z"
                + (Activations.isEpilogue(task.activations())
                    ? " and through " + task.activations().get(0).name()
                    : "")
                + ", into it, while it is in the cache: the sum needs no pass over memory."
            : Activations.isEpilogue(task.activations())
                ? ", and "
                    + task.activations().get(0).name()
                    + " is done while they are in the cache."
                : ".")
        + folded;
  }
}

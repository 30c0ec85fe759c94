package io.tenon.processor.emit;

import static io.tenon.processor.plan.Amount.literal;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import io.tenon.graph.Node;
import io.tenon.graph.Size;
import io.tenon.kernel.Maps;
import io.tenon.kernel.Offsets;
import io.tenon.kernel.Panel;
import io.tenon.op.Convolution;
import io.tenon.op.Elementwise;
import io.tenon.processor.plan.Layout;
import io.tenon.processor.plan.Task;
import io.tenon.processor.plan.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * Convolutions of several groups. Where each channel is a group, a kernel of its own takes a row;
 * otherwise each group is a convolution, whose row is one call of the tile.
 */
final class GroupsEmitter {
  private static final int INNER_LOOP = 8;

  private GroupsEmitter() {}

  static MethodSpec emit(Task.ConvolveDepthwise task, Scope scope) {
    Value in = task.in();
    Value out = task.out();
    List<Object> args = weights(task.conv(), task.base(), task.folded(), out, scope.fields());
    args.add(2, out.size(0));
    args.add(3, offsets("blocks", 1, task.conv(), in, task.op())); // those of a block's channel 0
    bind(Panel.class, task.base(), "binding.blockPanel", args, scope.fields());
    CodeBlock.Builder body = CodeBlock.builder();
    body.add(
        ConvolveEmitter.windows(task.op(), in)
            .add(
                "x",
                "xRow",
                ConvolveEmitter.xRow(task.op(), in),
                "from a row of windows to the next")
            .add("x", "xBlock", in.map(), "from 16 channels to the next 16")
            .code());
    body.add(ConvolveEmitter.rowsOf("y", out).code());
    if (task.addend() != null) {
      body.add(ConvolveEmitter.rowsOf("z", task.addend()).code());
    }
    body.add(ConvolveEmitter.frame(out, scope));
    if (task.addend() == null) {
      body.add(depthwiseRows(task, scope));
    } else {
      body.beginControlFlow(scope.over("h", out.size(1), 1));
      body.addStatement(
          WrappedCall.call(
              WrappedCall.LOOP,
              "kernels.depthwise",
              task.base(),
              WrappedCall.together(
                  "x",
                  ConvolveEmitter.from("x", in) + " + h * xRow",
                  "xStep",
                  "xBlock",
                  out.size(2)),
              WrappedCall.together("y", ConvolveEmitter.from("y", out) + " + h * yRow", "yBlock"),
              Shortcut.epilogue(task.addend(), task.activations())));
      body.add(Shortcut.rows(task.addend(), out, task.activations()));
      body.endControlFlow();
    }
    body.add(Activations.rest(task.activations(), out.floats().java(), scope.isSplit(body)));
    String why =
        "Each output is made of its own channel alone, so lanes are channels, of x and of the"
            + " result: for several positions and 16 channels at a time, sums of "
            + terms(task.conv())
            + " products stay in registers"
            + end(task.addend(), task.activations())
            + FoldedScale.why(task.folded(), "channel", "convolution");
    return Steps.method(task, scope, why, body.build());
  }

  /** All rows, or a member's part of them, in one call. */
  private static CodeBlock depthwiseRows(Task.ConvolveDepthwise task, Scope scope) {
    Value out = task.out();
    Share part = new Share(scope, Integer.toString(out.size(1)));
    return CodeBlock.builder()
        .add(part.code())
        .addStatement(
            WrappedCall.call(
                WrappedCall.BODY,
                "kernels.depthwise",
                task.base(),
                WrappedCall.together(
                    "x",
                    part.at(ConvolveEmitter.from("x", task.in()), "from * xRow"),
                    "xStep",
                    "xRow",
                    "xBlock",
                    part.count(),
                    out.size(2)),
                WrappedCall.together(
                    "y", part.at(ConvolveEmitter.from("y", out), "from * yRow"), "yRow", "yBlock"),
                Activations.epilogue(task.activations())))
        .build();
  }

  static MethodSpec emit(Task.ConvolveGroups task, Scope scope) {
    Value in = task.in();
    Value out = task.out();
    int groups = task.op().groups();
    String layout = in.layout() == Layout.BLOCKS ? "blocks" : "planes";
    List<Object> args = weights(task.conv(), task.base(), task.folded(), out, scope.fields());
    args.add(2, groups);
    args.add(3, out.size(0));
    args.add(4, offsets(layout, in.size(0), task.conv(), in, task.op()));
    bind(Panel[].class, task.base(), "binding.groupPanels", args, scope.fields());
    boolean aside = task.beside() != null;
    boolean flat = ConvolveEmitter.isFlat(in, out);
    CodeBlock.Builder body = CodeBlock.builder();
    distances(task, flat, body);
    body.beginControlFlow("for (int g = 0; g < $L; g++)", groups);
    if (!flat) {
      body.beginControlFlow("for (int h = 0; h < $L; h++)", out.size(1));
    }
    String group = aside ? "besideAt" : "yAt + g * yGroup";
    body.addStatement(
        WrappedCall.call(
            flat ? WrappedCall.LOOP : INNER_LOOP,
            "kernels.rows",
            task.base() + "[g]",
            "x",
            flat ? "xAt" : "xAt + h * xRow",
            "xStep",
            flat ? literal((long) out.size(1) * out.size(2)) : out.size(2),
            aside ? "beside" : "y",
            flat ? group : group + " + h * yRow",
            Panel.LANES,
            "yBlock",
            Shortcut.epilogue(task.addend(), task.activations())));
    if (!flat) {
      body.endControlFlow();
    }
    if (aside) {
      int each = out.size(0) / groups;
      body.addStatement(
          WrappedCall.call(
              WrappedCall.LOOP,
              CodeBlock.of("$T.intoBlocks", Maps.class),
              "beside",
              "besideAt",
              each,
              literal((long) out.size(1) * out.size(2)),
              Panel.LANES,
              "y",
              "yAt",
              each == 1 ? "g" : "g * " + each));
    }
    body.endControlFlow();
    body.add(
        Shortcut.sum(task.addend(), task.activations(), out.floats().java(), scope.isSplit(body)));
    body.add(Activations.rest(task.activations(), out.floats().java(), scope.isSplit(body)));
    return Steps.method(task, scope, why(task), body.build());
  }

  private static void distances(Task.ConvolveGroups task, boolean flat, CodeBlock.Builder body) {
    Value in = task.in();
    Value out = task.out();
    boolean aside = task.beside() != null;
    String to = aside ? "beside" : "y";
    body.add(
        "int xStep = $L; // in x, from a window to the next", ConvolveEmitter.xStep(task.op(), in));
    if (flat) {
      body.add("\n");
    } else {
      body.add(
          ",\nint xRow = $L; // and from a row of windows to the next\n",
          literal(ConvolveEmitter.xRow(task.op(), in)));
      body.add(
          "int yRow = $L; // in $L, from a row of $L positions of 16 channels to the next,\n",
          literal((long) out.size(2) * Panel.LANES),
          to,
          out.size(2));
    }
    body.add(
        "int yBlock = $L; // $Lfrom 16 channels to the next 16$L\n",
        literal(yBlock(out)),
        flat ? "in " + to + ", " : aside ? "and " : "",
        aside ? "" : ",");
    if (!aside) {
      body.add(
          "int yGroup = $L; // and from a group to the next\n",
          literal(out.size(0) / task.op().groups() / Panel.LANES * yBlock(out)));
    }
  }

  private static String why(Task.ConvolveGroups task) {
    int groups = task.op().groups();
    return "Each of "
        + groups
        + " groups is a convolution of its own: for several positions and 16 channels at a time, sums"
        + " of "
        + terms(task.conv())
        + " products stay in registers"
        + end(task.addend(), task.activations())
        + (task.beside() == null
            ? ""
            : " The tile stores 16 channels, which is not what a group has: they go beside the result"
                + " first.")
        + FoldedScale.why(task.folded(), "channel", "convolution");
  }

  private static String end(Value addend, List<Elementwise> activations) {
    return addend == null && Activations.isEpilogue(activations)
        ? ", and " + activations.get(0).name() + " is done while they are in the cache."
        : "." + Shortcut.why(addend);
  }

  private static long terms(Node conv) {
    long terms = 1;
    for (Size size : conv.inputs().get(1).sizes().subList(1, 4)) {
      terms *= size.factor();
    }
    return terms;
  }

  private static long yBlock(Value out) {
    return (long) out.size(1) * out.size(2) * Panel.LANES;
  }

  private static CodeBlock offsets(
      String layout, int channels, Node conv, Value in, Convolution op) {
    List<Size> weight = conv.inputs().get(1).sizes();
    return CodeBlock.of(
        "$T.$L($L, $L, $L, $L, $L, $L, $L)",
        Offsets.class,
        layout,
        channels,
        weight.get(2),
        weight.get(3),
        in.tall(),
        in.pitch(),
        op.dilation().h(),
        op.dilation().w());
  }

  /** Weight, bias and, if there is something, what is folded into them: a local variable. */
  private static List<Object> weights(
      Node conv, String base, List<Node> folded, Value out, Fields fields) {
    List<Object> args = new ArrayList<>();
    args.add(WeightPaths.of(conv, 1));
    args.add(WeightPaths.of(conv, 2));
    if (!folded.isEmpty()) {
      args.add(FoldedScale.bind(base, folded, out.size(0), fields));
    }
    return args;
  }

  private static void bind(
      Class<?> type, String base, String head, List<Object> args, Fields fields) {
    TypeName name = type.isArray() ? ArrayTypeName.of(type.getComponentType()) : TypeName.get(type);
    fields.add(name, base, WrappedCall.assigned(base, head, args.toArray()));
  }
}

package io.tenon.processor.emit;

import com.palantir.javapoet.CodeBlock;
import io.tenon.kernel.Borders;
import io.tenon.kernel.Maps;
import io.tenon.kernel.Panel;
import io.tenon.kernel.Rows;
import io.tenon.op.Pad;
import io.tenon.op.Padding;
import io.tenon.processor.plan.Amount;
import io.tenon.processor.plan.Layout;
import io.tenon.processor.plan.Task;
import io.tenon.processor.plan.Value;
import java.util.ArrayList;
import java.util.List;

/** Copies between layouts: a call in {@code forward} itself, no method of their own. */
final class CopyEmitter {
  private CopyEmitter() {}

  static CodeBlock call(int indent, Task.Copy task, Scope scope) {
    Value in = task.in();
    Value out = task.out();
    String from = Operand.array(in);
    String fromAt = Operand.at(in, !task.wholeBatch());
    String to = Operand.array(out);
    String toAt = Operand.at(out, !task.wholeBatch());
    if (task.border() != null) {
      List<Object> args = new ArrayList<>();
      boolean zeros = isZeros(task.border());
      if (!zeros) {
        args.add(CodeBlock.of("$T.$L", Pad.Mode.class, task.border().mode()));
        args.add(Literals.of(task.border().value()));
      }
      args.addAll(List.of(from, fromAt, in.maps(), in.size(1), in.size(2), in.inner()));
      Padding border = task.border().padding();
      args.addAll(List.of(border.left(), border.right(), border.top(), border.bottom(), to, toAt));
      CodeBlock head = CodeBlock.of("$T.surround", zeros ? Maps.class : Borders.class);
      return WrappedCall.call(indent, head, args.toArray());
    }
    if (in.layout() == Layout.COLUMNS) {
      Amount width = Amount.of(in.sizes().get(in.rank() - 1));
      Amount rows = Amount.product(in.sizes().subList(0, in.rank() - 1));
      return WrappedCall.call(
          indent,
          CodeBlock.of("$T.copy", Rows.class),
          scope.count(task, rows),
          from,
          fromAt,
          in.rowStep().java(),
          to,
          toAt,
          width.java(),
          width.java());
    }
    if (in.layout() == out.layout()) {
      Amount floats = in.floats();
      if (task.wholeBatch() && !in.isShared() && !in.stride().equals(floats)) {
        return WrappedCall.call(
            indent,
            CodeBlock.of("$T.copy", Rows.class),
            scope.batch(),
            from,
            fromAt,
            in.stride().java(),
            to,
            toAt,
            floats.java(),
            floats.java());
      }
      String count = scope.count(task, floats);
      return WrappedCall.call(indent, "System.arraycopy", from, fromAt, to, toAt, count);
    }
    if (in.layout() == Layout.ROWS) {
      return WrappedCall.call(
          indent,
          CodeBlock.of("$T.copy", Rows.class),
          in.size(0) * in.size(1),
          from,
          fromAt,
          in.pitch(),
          to,
          toAt,
          in.size(2),
          in.size(2));
    }
    String name = out.layout() == Layout.BLOCKS ? "toBlocks" : "toPlanes";
    Amount plane = Amount.product(in.sizes().subList(1, in.rank()));
    return WrappedCall.call(
        indent,
        CodeBlock.of("$T.$L", Maps.class, name),
        from,
        fromAt,
        in.channels(),
        plane.java(),
        to,
        toAt);
  }

  static CodeBlock call(int indent, Task.Join task, Scope scope) {
    Value in = task.in();
    Value out = task.out();
    String from = Operand.array(in);
    String fromAt = Operand.at(in, !task.wholeBatch());
    String to = Operand.array(out);
    String toAt = Operand.at(out, !task.wholeBatch());
    Amount inner = Amount.product(out.sizes().subList(task.dim() + 1, out.rank()));
    boolean inBlocks = out.layout() == Layout.BLOCKS;
    if (inBlocks && (in.layout() != out.layout() || task.first().number() % Panel.LANES != 0)) {
      return WrappedCall.call(
          indent,
          CodeBlock.of("$T.intoBlocks", Maps.class),
          from,
          fromAt,
          in.channels(),
          inner.java(),
          in.inner(),
          to,
          toAt,
          task.first().java());
    }
    String partAt =
        task.first().equals(Amount.ZERO) ? "" : " + " + task.first().times(inner).java();
    Amount outer = Amount.product(in.sizes().subList(0, task.dim()));
    if (!task.wholeBatch() && outer.equals(Amount.of(1))) {
      String count = in.floats().java();
      return WrappedCall.call(indent, "System.arraycopy", from, fromAt, to, toAt + partAt, count);
    }
    String width = Amount.of(in.sizes().get(task.dim())).times(inner).java();
    return WrappedCall.call(
        indent,
        CodeBlock.of("$T.copy", Rows.class),
        scope.count(task, outer),
        from,
        fromAt,
        task.wholeBatch() && !out.isShared() ? batchStep(in) : width,
        to,
        toAt + partAt,
        Amount.of(out.sizes().get(task.dim())).times(inner).java(),
        width);
  }

  /** From one sample to the next. */
  private static String batchStep(Value in) {
    return in.isShared() ? "0" : in.stride().java();
  }

  /** What the copy is for. */
  static String comment(Task.Join task) {
    String first = task.first().toString();
    return "Into its part of " + task.name() + ", from " + first + " on.";
  }

  /** Whether a border is one of zeros that cuts nothing off. */
  private static boolean isZeros(Pad pad) {
    Padding border = pad.padding();
    boolean adds =
        Math.min(border.left(), border.right()) >= 0
            && Math.min(border.top(), border.bottom()) >= 0;
    return adds && pad.mode() == Pad.Mode.CONSTANT && pad.value() == 0;
  }

  /** What the copy is for. */
  static String comment(Task.Copy task) {
    if (task.border() != null) {
      return switch (task.border().mode()) {
        case CONSTANT ->
            task.border().value() == 0
                ? "A border of zeros, so that no window needs a test at an edge."
                : "A border of one number.";
        case REFLECT -> "A border that mirrors the maps.";
        case REPLICATE -> "A border that repeats the edges.";
        case CIRCULAR -> "A border that is the other side.";
      };
    }
    if (task.in().layout() == Layout.COLUMNS) {
      return "Side by side.";
    }
    return task.in().layout() == task.out().layout()
        ? task.in().isStrided()
            ? "The samples one after the other."
            : "The result is a tensor of its own."
        : task.out().layout() == Layout.BLOCKS
            ? "Into blocks of 16 channels."
            : "Into PyTorch's order.";
  }
}

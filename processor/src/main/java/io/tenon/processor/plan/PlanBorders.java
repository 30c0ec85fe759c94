package io.tenon.processor.plan;

import io.tenon.graph.Node;
import io.tenon.graph.Size;
import io.tenon.op.Arithmetic;
import io.tenon.op.Convolution;
import io.tenon.op.Elementwise;
import io.tenon.op.Padding;
import io.tenon.processor.pass.Group;
import io.tenon.processor.pass.Groups;

/**
 * Where a convolution with padding finds its zeros: around the maps that it reads, if they are made
 * with room for them. Otherwise the maps are copied into a border, a pass over memory.
 */
final class PlanBorders {
  private PlanBorders() {}

  /**
   * The border that a group's result is made with: what the convolutions that read it pad. None if
   * anything else reads it that needs maps as they are, or if functions would not leave zeros
   * zeros.
   */
  static Padding around(Groups groups, Group group) {
    Node made = group.last();
    boolean known = made.sizes().stream().skip(1).allMatch(Size::isConstant);
    if (groups.graph().isResult(made) || !known || !keepZero(group)) {
      return Padding.NONE;
    }
    Padding border = Padding.NONE;
    for (Node reader : groups.users(made)) {
      Group reads = groups.of(reader);
      Node user = reads.before().contains(reader) ? reads.anchor() : reader; // reads it as it is
      if (user.op() instanceof Convolution conv && readsRows(user, conv)) {
        border = larger(border, conv.padding());
      } else if (!isAddend(groups, user)) {
        return Padding.NONE;
      }
    }
    return border;
  }

  /** The operand of a convolution with its padding around it. */
  static Value padded(Planned planned, Value in, Padding padding, String base) {
    if (in.isBordered()) {
      return in.with(padding);
    }
    if (padding.equals(Padding.NONE)) {
      return in;
    }
    return planned.bordered(in, base + "Border", PlanConvolutions.zeros(padding));
  }

  /** Functions behind the tile run over the whole value, border and all. */
  private static boolean keepZero(Group group) {
    for (Elementwise op : TaskNames.functions(group)) {
      float[] zero = {0};
      op.function().apply(zero, 0, zero, 0, 1, op.a(), op.b());
      if (zero[0] != 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether a convolution's kernel takes a row at a time, wherever it lies. */
  private static boolean readsRows(Node node, Convolution conv) {
    int channels = node.inputs().get(0).sizes().get(1).factor();
    return conv.groups() == 1
        || conv.groups() == channels && channels == node.sizes().get(1).factor();
  }

  private static boolean isAddend(Groups groups, Node user) {
    Node anchor = groups.of(user).anchor();
    return user.op() instanceof Arithmetic
        && anchor.op() instanceof Convolution conv
        && readsRows(anchor, conv);
  }

  private static Padding larger(Padding a, Padding b) {
    return new Padding(
        Math.max(a.left(), b.left()),
        Math.max(a.right(), b.right()),
        Math.max(a.top(), b.top()),
        Math.max(a.bottom(), b.bottom()));
  }
}

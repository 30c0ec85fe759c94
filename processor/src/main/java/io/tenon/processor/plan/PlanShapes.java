package io.tenon.processor.plan;

import io.tenon.graph.Node;
import io.tenon.graph.Size;
import io.tenon.kernel.Panel;
import io.tenon.op.Affine;
import io.tenon.op.Concatenate;
import io.tenon.op.Pad;
import io.tenon.op.Padding;
import io.tenon.op.View;
import io.tenon.processor.pass.Group;
import java.util.ArrayList;
import java.util.List;

/** What moves elements and computes nothing: views, concatenations, borders. */
final class PlanShapes {
  private PlanShapes() {}

  static void view(Planned planned, Group group, View op) {
    Node node = group.anchor();
    Value from = planned.raw(node, 0);
    List<Size> sizes = planned.sample(node);
    boolean onlyLinear =
        sizes.size() == 1
            && node != planned.groups().graph().result()
            && planned.groups().users(node).stream().allMatch(user -> user.op() instanceof Affine);
    boolean stays = from.layout() == Layout.PLANES || onlyLinear;
    planned.put(node, (stays ? from : planned.toPlanes(from)).view(sizes));
  }

  static void pad(Planned planned, Group group, Pad pad) {
    Node anchor = group.anchor();
    if (pad.padding().equals(Padding.NONE)) {
      planned.put(anchor, planned.raw(anchor, 0));
      return;
    }
    Value in = planned.maps(anchor);
    planned.put(anchor, planned.bordered(in, Names.camel(TaskNames.wanted(anchor)), pad));
  }

  /**
   * Values one after the other. In blocks, one whose channels begin with a block is made where it
   * belongs, if it has no other such place yet; all others are copied.
   */
  static void concatenation(Planned planned, Group group, Concatenate cat) {
    Node anchor = group.anchor();
    int dim = planned.dim(anchor, cat.dim());
    List<Value> parts = new ArrayList<>();
    for (int i = 0; i < anchor.inputs().size(); i++) {
      Planned.require(
          planned.isBatched(anchor.inputs().get(i)) == planned.isBatched(anchor),
          anchor,
          "a cat of what has samples and what all samples share");
      parts.add(planned.value(anchor, i));
    }
    boolean inBlocks =
        cat.dim() == 1
            && planned.isBatched(anchor)
            && parts.stream().anyMatch(PlanShapes::isInBlocks);
    Layout layout = inBlocks ? Layout.BLOCKS : Layout.PLANES;
    Task.Common common = planned.common(group, "", layout);
    Amount first = Amount.ZERO;
    for (Value part : parts) {
      if (inBlocks && isInBlocks(part) && isFree(part, first)) {
        Amount block = Amount.product(part.sizes().subList(1, part.rank()));
        part.place().moveInto(common.out(), block.times(first.number()));
      } else {
        Value in = inBlocks ? part : planned.toPlanes(part);
        Task.Common join = new Task.Common(common.name(), common.base(), List.of(), common.out());
        planned.add(new Task.Join(join, in, dim, first));
      }
      first = first.plus(Amount.of(part.sizes().get(dim)));
    }
    planned.put(anchor, common.out());
  }

  private static boolean isInBlocks(Value value) {
    return value.layout() == Layout.BLOCKS;
  }

  /** Whether a value can be made as the channels from {@code first} on of a concatenation. */
  private static boolean isFree(Value value, Amount first) {
    return first.number() % Panel.LANES == 0
        && value.place().where() == null
        && !value.place().isPart();
  }
}

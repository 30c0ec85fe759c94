package io.tenon.processor.plan;

import io.tenon.DType;
import io.tenon.graph.Node;
import io.tenon.graph.Size;
import io.tenon.kernel.Panel;
import io.tenon.op.Affine;
import io.tenon.op.Concatenate;
import io.tenon.op.Pad;
import io.tenon.op.Padding;
import io.tenon.op.Permute;
import io.tenon.op.Transpose;
import io.tenon.op.View;
import io.tenon.processor.pass.Group;
import java.util.ArrayList;
import java.util.List;

/** What moves elements and computes nothing: views, concatenations, borders. */
final class PlanShapes {
  private PlanShapes() {}

  static void view(Planned planned, Group group, View op) {
    Node node = group.anchor();
    Value from = planned.any(node, 0);
    List<Size> sizes = planned.sample(node);
    boolean stays =
        from.layout() == Layout.PLANES
            || sizes.size() == 1 && planned.usedOnlyBy(node, Affine.class)
            || PlanMoves.isRows(from, sizes)
                && planned.usedOnlyBy(node, Transpose.class, Permute.class);
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
          anchor.dtype() == DType.FLOAT32, anchor, anchor.name() + " of " + anchor.dtype());
      Value part = planned.any(anchor, i);
      parts.add(part.layout() == Layout.ROWS ? planned.toPlanes(part) : part);
    }
    boolean inBlocks =
        cat.dim() == 1
            && planned.isBatched(anchor)
            && parts.stream().anyMatch(PlanShapes::isInBlocks);
    Layout layout = inBlocks ? Layout.BLOCKS : Layout.PLANES;
    Task.Common common = planned.common(group, "", layout);
    Amount first = Amount.ZERO;
    for (Value part : parts) {
      if (inBlocks && isInBlocks(part) && !part.isShared() && isFree(part, first)) {
        Amount block = Amount.product(part.sizes().subList(1, part.rank()));
        part.place().moveInto(common.out(), block.times(first.number()));
      } else {
        Value in = inBlocks || part.isStrided() ? part : planned.toPlanes(part);
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

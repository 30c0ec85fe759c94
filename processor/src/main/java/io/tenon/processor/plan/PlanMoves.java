package io.tenon.processor.plan;

import io.tenon.DType;
import io.tenon.graph.Node;
import io.tenon.graph.Size;
import io.tenon.kernel.Panel;
import io.tenon.op.Arithmetic;
import io.tenon.op.ChannelShuffle;
import io.tenon.op.Concatenate;
import io.tenon.op.Expand;
import io.tenon.op.Narrow;
import io.tenon.op.Permute;
import io.tenon.op.Select;
import io.tenon.op.Transpose;
import io.tenon.processor.pass.Group;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Parts of values, and their elements in another order. What lies together already is a view, which
 * costs nothing; all else is a copy.
 */
final class PlanMoves {
  private static final Size ONE = Size.of(1);

  private PlanMoves() {}

  static void select(Planned planned, Group group, Select op) {
    Node anchor = group.anchor();
    int dim = planned.dim(anchor, op.dim(), anchor.inputs().get(0));
    Value in = planes(planned, anchor);
    Amount index = Amount.of(op.index());
    if (op.index() < 0) {
      index = index.plus(Amount.of(in.sizes().get(dim)));
    }
    List<Amount> steps = new ArrayList<>(steps(in));
    Amount offset = index.times(steps.remove(dim));
    part(planned, group, in, dim, steps, offset);
  }

  /**
   * Channels from the first of a block on stay in blocks, and some of the features of each row lie
   * where they are.
   */
  static void narrow(Planned planned, Group group, Narrow op) {
    Node anchor = group.anchor();
    int dim = planned.dim(anchor, op.dim());
    Value in = planned.any(anchor, 0);
    Amount start = planned.amount(op.start());
    if (op.start() < 0) {
      start = start.plus(Amount.of(in.sizes().get(dim)));
    }
    Amount end = start.plus(Amount.of(planned.sample(anchor).get(dim)));
    Amount size = Amount.of(in.sizes().get(dim));
    if (!end.equals(size) && !(end.isConstant() && size.isConstant())) {
      Task.Common common = new Task.Common(anchor.name(), anchor.name(), List.of(), in);
      planned.add(new Task.RequireWithin(common, anchor.name(), end, size));
    }
    boolean channels =
        in.layout() == Layout.BLOCKS && dim == 0 && start.isConstant() && end.isConstant();
    if (channels && start.number() % Panel.LANES == 0) {
      Amount plane = Amount.product(in.sizes().subList(1, in.rank()));
      part(planned, group, in, dim, List.of(), start.times(plane));
      return;
    }
    if (channels) {
      Task.Common common = planned.common(group, "", Layout.BLOCKS);
      planned.put(group, new Task.PickChannels(common, in, (int) start.number(), 1));
      return;
    }
    in = planes(planned, anchor);
    boolean features = dim > 0 && dim == in.rank() - 1 && in.flattened() == null;
    if (features && start.isConstant() && end.isConstant() && !in.isStrided()) {
      planned.put(anchor, in.columns(start, planned.sample(anchor).get(dim)));
      return;
    }
    List<Amount> steps = steps(in);
    part(planned, group, in, dim, steps, start.times(steps.get(dim)));
  }

  /** The channels of several groups in turn. */
  static void shuffle(Planned planned, Group group, ChannelShuffle op) {
    Value in = planned.maps(group.anchor());
    if (in.layout() == Layout.BLOCKS) {
      Task.Common common = planned.common(group, "", Layout.BLOCKS);
      planned.put(group, new Task.PickChannels(common, in, 0, op.groups()));
      return;
    }
    planned.requireConstant(group.anchor());
    Amount plane = Amount.product(in.sizes().subList(1, in.rank()));
    int each = in.size(0) / op.groups();
    Axis channels = new Axis(Amount.of(each), List.of(plane));
    Axis groups = new Axis(Amount.of(op.groups()), List.of(plane.times(each)));
    Axis positions = new Axis(plane, List.of(Amount.of(1)));
    move(planned, group, in, Axis.written(List.of(channels, groups, positions)));
  }

  /** A value that is the same for all samples may stay so where whoever reads it can read that. */
  static void expand(Planned planned, Group group, Expand op) {
    Node anchor = group.anchor();
    Value in = planes(planned, anchor);
    List<Size> sizes = planned.sample(anchor);
    boolean same = Amount.product(sizes).equals(in.floats());
    if (same && (!in.isShared() || !planned.isBatched(anchor) || spreads(planned, anchor))) {
      planned.put(anchor, in.view(sizes));
    } else {
      move(planned, group, in, Axis.copy(sizes, Axis.inPlanes(in, sizes.size())));
    }
  }

  private static boolean spreads(Planned planned, Node node) {
    return planned.usedOnlyBy(node, Arithmetic.class, Concatenate.class);
  }

  /** What begins at an offset: as it lies, if it lies together. */
  private static void part(
      Planned planned, Group group, Value in, int dim, List<Amount> steps, Amount offset) {
    List<Size> sizes = planned.sample(group.anchor());
    String name = planned.unique(Names.camel(TaskNames.wanted(group.anchor())));
    Value part = in.part(name, sizes, offset);
    if (in.sizes().subList(0, dim).stream().allMatch(ONE::equals)) {
      planned.put(group.anchor(), part);
    } else {
      move(planned, group, part, Axis.copy(sizes, steps));
    }
  }

  static void transpose(Planned planned, Group group, Transpose op) {
    Node anchor = group.anchor();
    int rank = planned.sample(anchor).size();
    List<Integer> order = new ArrayList<>(IntStream.range(0, rank).boxed().toList());
    if (op.dim0() != op.dim1()) {
      Collections.swap(order, planned.dim(anchor, op.dim0()), planned.dim(anchor, op.dim1()));
    }
    permute(planned, group, order);
  }

  static void permute(Planned planned, Group group, Permute op) {
    Node anchor = group.anchor();
    List<Integer> order = new ArrayList<>(op.dims());
    if (planned.isBatched(anchor)) {
      boolean first = order.get(0) == 0;
      Planned.require(first, anchor, "a permute along the batch");
      if (!planned.isMerged(anchor)) {
        order.remove(0);
        order.replaceAll(dim -> dim - 1);
      }
    }
    permute(planned, group, order);
  }

  /** Dimension d of the result is dimension {@code order[d]} of the operand. */
  private static void permute(Planned planned, Group group, List<Integer> order) {
    Value in = planned.any(group.anchor(), 0);
    if (inBlocks(in)) {
      List<List<Axis>> dims = blocks(in);
      List<Axis> read = new ArrayList<>();
      order.forEach(d -> read.addAll(dims.get(d)));
      move(planned, group, in, Axis.written(read));
      return;
    }
    in = planes(planned, group.anchor());
    List<Size> sizes = planned.sample(group.anchor());
    List<Amount> steps = steps(in);
    List<Axis> axes = Axis.copy(sizes, order.stream().map(steps::get).toList());
    if (axes.isEmpty() || axes.size() == 1 && axes.get(0).step(0).equals(Amount.of(1))) {
      planned.put(group.anchor(), in.view(sizes));
    } else {
      move(planned, group, in, axes);
    }
  }

  private static void move(Planned planned, Group group, Value in, List<Axis> axes) {
    planned.put(group, new Task.Move(planned.common(group, "", Layout.PLANES), in, axes));
  }

  /** An operand in PyTorch's order; from one sample to the next may be further than its floats. */
  private static Value planes(Planned planned, Node node) {
    Value in = planned.any(node, 0);
    Planned.require(in.dtype() == DType.FLOAT32, node, node.name() + " of " + in.dtype());
    return in.isStrided() ? in : planned.toPlanes(in);
  }

  /** Whether maps of whole blocks are seen as [C, H·W]: rows of the transposed lie together. */
  static boolean isRows(Value maps, List<Size> sizes) {
    return maps.layout() == Layout.BLOCKS
        && sizes.size() == 2
        && maps.hasWholeBlocks()
        && sizes.get(0).equals(maps.sizes().get(0));
  }

  private static boolean inBlocks(Value in) {
    return in.flattened() != null
        ? isRows(in.flattened(), in.sizes())
        : in.layout() == Layout.BLOCKS && in.hasWholeBlocks();
  }

  /** The loops along each dimension of maps in blocks: two along channels, one along others. */
  private static List<List<Axis>> blocks(Value in) {
    Value maps = in.flattened() == null ? in : in.flattened();
    Amount lanes = Amount.of(Panel.LANES);
    Amount row = lanes.times(maps.size(2));
    Axis blocks = new Axis(maps.blocks(), List.of(row.times(maps.size(1))));
    Axis lane = new Axis(lanes, List.of(Amount.of(1)));
    if (in != maps) {
      Axis positions = new Axis(Amount.of(maps.size(1) * maps.size(2)), List.of(lanes));
      return List.of(List.of(blocks, lane), List.of(positions));
    }
    Axis rows = new Axis(Amount.of(maps.size(1)), List.of(row));
    Axis columns = new Axis(Amount.of(maps.size(2)), List.of(lanes));
    return List.of(List.of(blocks, lane), List.of(rows), List.of(columns));
  }

  /** How far each dimension moves in a value in planes. */
  private static List<Amount> steps(Value value) {
    List<Amount> steps = new ArrayList<>();
    Amount step = Amount.of(1);
    for (int d = value.rank() - 1; d >= 0; d--) {
      steps.add(0, step);
      step = step.times(Amount.of(value.sizes().get(d)));
    }
    return steps;
  }
}

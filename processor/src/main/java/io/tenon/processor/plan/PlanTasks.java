package io.tenon.processor.plan;

import io.tenon.graph.Node;
import io.tenon.graph.Size;
import io.tenon.kernel.Panel;
import io.tenon.op.AdaptivePooling;
import io.tenon.op.Affine;
import io.tenon.op.Arithmetic;
import io.tenon.op.BatchNormalization;
import io.tenon.op.Concatenate;
import io.tenon.op.Convolution;
import io.tenon.op.Elementwise;
import io.tenon.op.LayerNormalization;
import io.tenon.op.Op;
import io.tenon.op.Pad;
import io.tenon.op.Padding;
import io.tenon.op.Pooling;
import io.tenon.op.Softmax;
import io.tenon.op.View;
import io.tenon.processor.pass.Group;
import io.tenon.processor.pass.Groups;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Makes a task of each group, and copies where two of them want a value to lie differently. */
final class PlanTasks {
  /** With more, half a block's lanes or more are used. */
  private static final int FEW_OUTPUTS = 8;

  private final Groups groups;
  private final Names names;
  private final Size batch;
  private final List<Task> tasks = new ArrayList<>();
  private final Map<Node, Value> values = new IdentityHashMap<>();
  private final Map<Place, Value> planes = new IdentityHashMap<>();
  private final Map<Place, Value> blocks = new IdentityHashMap<>();

  PlanTasks(Groups groups, Names names, Size batch) {
    this.groups = groups;
    this.names = names;
    this.batch = batch;
  }

  List<Task> tasks() {
    return tasks;
  }

  /** The input's value. */
  Value input(Node node) {
    Value input = Value.of(node.name(), sample(node), Layout.PLANES);
    values.put(node, input);
    return input;
  }

  /** Makes all tasks; returns the result's value, which lies as PyTorch has it and is no input. */
  Value result(Value input) {
    groups.all().forEach(this::add);
    Value result = toPlanes(values.get(groups.graph().result()));
    return result.place() == input.place() ? copy(result, "result", Layout.PLANES, null) : result;
  }

  private List<Size> sample(Node node) {
    if (node.sizes().isEmpty() || !node.sizes().get(0).equals(batch)) {
      throw new NotCompiledException(
          node, "a value of shape " + node.sizes() + ", whose first size is not the batch,");
    }
    return node.sizes().subList(1, node.sizes().size());
  }

  private void add(Group group) {
    Node anchor = group.anchor();
    Op op = anchor.op();
    sample(group.last());
    if (op instanceof Convolution conv) {
      addConvolution(group, conv);
    } else if (op instanceof Affine) {
      addLinear(group);
    } else if (op instanceof Pooling pool) {
      Value in = maps(anchor);
      put(group, new Task.Pool(common(group, "", in.layout()), in, pool));
    } else if (op instanceof AdaptivePooling pool) {
      Value in = maps(anchor);
      put(group, new Task.PoolAdaptively(common(group, "", in.layout()), in, pool));
    } else if (op instanceof Elementwise) {
      Value in = value(anchor, 0);
      Task.Common common = common(group, "", in.layout());
      put(group, new Task.Map(common, List.of(in), null, TaskNames.functions(group)));
    } else if (op instanceof Arithmetic arithmetic) {
      addArithmetic(group, arithmetic);
    } else if (op instanceof BatchNormalization norm) {
      addBatchNorm(group, norm);
    } else if (op instanceof LayerNormalization norm) {
      Value in = toPlanes(value(anchor, 0));
      require(norm.normalized().rank() <= in.rank(), anchor, "a layer_norm over the batch");
      Task.Common common = common(group, "", Layout.PLANES);
      put(group, new Task.NormalizeRows(common, in, norm, anchor));
    } else if (op instanceof Softmax softmax) {
      require(softmax.dim() > 0, anchor, "a softmax over the batch");
      Value in = toPlanes(value(anchor, 0));
      put(group, new Task.Exponentiate(common(group, "", Layout.PLANES), in, softmax));
    } else if (op instanceof View) {
      addView(anchor);
    } else if (op instanceof Concatenate cat) {
      addConcatenation(group, cat);
    } else if (op instanceof Pad pad) {
      require(pad.mode() == Pad.Mode.CONSTANT && pad.value() == 0, anchor, "this kind of padding");
      Value in = maps(anchor);
      values.put(anchor, copy(in, names.uniqueValue("padded"), in.layout(), pad.padding()));
    } else {
      throw new NotCompiledException(anchor, op.name());
    }
  }

  private void addConvolution(Group group, Convolution conv) {
    Node anchor = group.anchor();
    requireConstant(anchor);
    anchor.inputs().forEach(this::requireConstant);
    if (conv.groups() > 1) {
      addGroups(group, conv);
      return;
    }
    Value in = raw(anchor, 0);
    if (in.layout() == Layout.ROWS && !conv.padding().equals(Padding.NONE)) {
      in = toPlanes(in);
    }
    boolean pooled = group.find(Pooling.class).isPresent();
    boolean narrow = pooled && isNarrow(group, conv, in);
    Task.Common common =
        common(group, TaskNames.suffix(group), narrow ? Layout.ROWS : Layout.BLOCKS);
    if (!conv.padding().equals(Padding.NONE)) {
      in = copy(in, names.uniqueValue(common.base() + "Border"), in.layout(), conv.padding());
    }
    put(
        group,
        new Task.Convolve(
            common,
            in,
            conv,
            anchor,
            group.findNode(BatchNormalization.class).orElse(null),
            pooled,
            narrow,
            TaskNames.functions(group)));
  }

  private void addGroups(Group group, Convolution conv) {
    Node anchor = group.anchor();
    int outputs = anchor.sizes().get(1).factor();
    int channels = anchor.inputs().get(0).sizes().get(1).factor();
    boolean depthwise = conv.groups() == channels && conv.groups() == outputs;
    Value in = depthwise ? toBlocks(value(anchor, 0)) : value(anchor, 0);
    Task.Common common = common(group, TaskNames.suffix(group), Layout.BLOCKS);
    if (!conv.padding().equals(Padding.NONE)) {
      in = copy(in, names.uniqueValue(common.base() + "Border"), in.layout(), conv.padding());
    }
    Node norm = group.findNode(BatchNormalization.class).orElse(null);
    List<Elementwise> functions = TaskNames.functions(group);
    if (depthwise) {
      put(group, new Task.ConvolveDepthwise(common, in, conv, anchor, norm, functions));
      return;
    }
    int each = outputs / conv.groups();
    Value beside = null;
    if (each % Panel.LANES != 0) {
      List<Size> sizes = new ArrayList<>(common.out().sizes());
      sizes.set(0, Size.of(each));
      beside = Value.of(names.uniqueValue(common.base() + "Beside"), sizes, Layout.BLOCKS);
    }
    put(group, new Task.ConvolveGroups(common, in, conv, anchor, norm, beside, functions));
  }

  /**
   * Whether lanes are better columns than outputs: there are few outputs, and columns side by side
   * that fill a vector of any machine.
   */
  private static boolean isNarrow(Group group, Convolution conv, Value in) {
    int outputs = group.last().sizes().get(1).factor();
    int pooledColumns = group.last().sizes().get(3).factor();
    return outputs <= FEW_OUTPUTS
        && in.layout() != Layout.BLOCKS
        && conv.stride().w() == 1
        && 2 * pooledColumns >= Panel.LANES;
  }

  private void addLinear(Group group) {
    Node anchor = group.anchor();
    Value in = raw(anchor, 0);
    if (in.flattened() == null) {
      in = toPlanes(in);
    }
    Task.Common common = common(group, TaskNames.suffix(group), Layout.PLANES);
    List<Size> sizes = common.out().sizes();
    Size outputs = sizes.get(sizes.size() - 1);
    Amount rows = Amount.product(sizes.subList(0, sizes.size() - 1));
    Value beside = null;
    if (!outputs.isConstant() || outputs.factor() < 16) {
      String stored = outputs.isConstant() ? null : common.base() + ".stored";
      Size lanes = stored == null ? Size.of(16) : new Size(1, List.of(stored));
      List<Size> whole = new ArrayList<>(sizes.subList(0, sizes.size() - 1));
      whole.add(lanes);
      beside = Value.of(names.uniqueValue(common.base() + "Beside"), whole, Layout.PLANES);
    }
    put(group, new Task.Multiply(common, in, anchor, rows, beside, TaskNames.functions(group)));
  }

  private void addArithmetic(Group group, Arithmetic arithmetic) {
    Node anchor = group.anchor();
    for (Node operand : anchor.inputs()) {
      require(
          operand.kind() != Node.Kind.WEIGHT && operand.sizes().equals(anchor.sizes()),
          anchor,
          arithmetic.name()
              + " of "
              + anchor.inputs().get(0).sizes()
              + " and "
              + anchor.inputs().get(1).sizes());
    }
    Value a = value(anchor, 0);
    Value b = value(anchor, 1);
    boolean inBlocks = a.layout() == Layout.BLOCKS || b.layout() == Layout.BLOCKS;
    List<Value> operands =
        inBlocks ? List.of(toBlocks(a), toBlocks(b)) : List.of(toPlanes(a), toPlanes(b));
    Layout layout = inBlocks ? Layout.BLOCKS : Layout.PLANES;
    Task.Common common = common(group, TaskNames.suffix(group), layout);
    put(group, new Task.Map(common, operands, arithmetic, TaskNames.functions(group)));
  }

  private void addBatchNorm(Group group, BatchNormalization norm) {
    Node anchor = group.anchor();
    require(!norm.batchStatistics(), anchor, "a batch_norm by the batch's own statistics");
    requireConstant(anchor);
    Value in = value(anchor, 0);
    Task.Common common = common(group, TaskNames.suffix(group), in.layout());
    put(group, new Task.Normalize(common, in, anchor, TaskNames.functions(group)));
  }

  private void addView(Node node) {
    Value from = raw(node, 0);
    List<Size> sizes = sample(node);
    boolean onlyLinear =
        sizes.size() == 1
            && node != groups.graph().result()
            && groups.users(node).stream().allMatch(user -> user.op() instanceof Affine);
    boolean stays = from.layout() == Layout.PLANES || onlyLinear;
    values.put(node, (stays ? from : toPlanes(from)).view(sizes));
  }

  /**
   * Values one after the other. In blocks, one whose channels begin with a block is made where it
   * belongs, if it has no other such place yet; all others are copied.
   */
  private void addConcatenation(Group group, Concatenate cat) {
    Node anchor = group.anchor();
    require(cat.dim() > 0, anchor, "a cat along the batch");
    List<Value> parts = new ArrayList<>();
    for (int i = 0; i < anchor.inputs().size(); i++) {
      parts.add(value(anchor, i));
    }
    boolean inBlocks = cat.dim() == 1 && parts.stream().anyMatch(PlanTasks::isInBlocks);
    Layout layout = inBlocks ? Layout.BLOCKS : Layout.PLANES;
    Task.Common common = common(group, "", layout);
    Amount first = Amount.ZERO;
    for (Value part : parts) {
      if (inBlocks && isInBlocks(part) && isFree(part, first)) {
        Amount block = Amount.product(part.sizes().subList(1, part.rank()));
        part.place().moveInto(common.out(), block.times(first.number()));
      } else {
        Value in = inBlocks ? part : toPlanes(part);
        Task.Common join = new Task.Common(common.name(), common.base(), List.of(), common.out());
        tasks.add(new Task.Join(join, in, cat.dim() - 1, first));
      }
      first = first.plus(Amount.of(part.sizes().get(cat.dim() - 1)));
    }
    values.put(anchor, common.out());
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

  // ---- values

  /** An operand, in planes or in blocks. */
  private Value value(Node node, int operand) {
    Value value = raw(node, operand);
    return value.layout() == Layout.ROWS ? toPlanes(value) : value;
  }

  /** An operand in whatever layout it has. */
  private Value raw(Node node, int operand) {
    Node input = node.inputs().get(operand);
    require(input.kind() != Node.Kind.WEIGHT, node, node.name() + " of a weight");
    return values.get(input);
  }

  /** An operand that is maps [C, H, W] of known sizes. */
  private Value maps(Node node) {
    requireConstant(node.inputs().get(0));
    requireConstant(node);
    require(node.sizes().size() == 4, node, node.name() + " of maps without a batch");
    return value(node, 0);
  }

  private void requireConstant(Node node) {
    List<Size> sizes = node.sizes();
    for (int d = node.kind() == Node.Kind.WEIGHT ? 0 : 1; d < sizes.size(); d++) {
      require(sizes.get(d).isConstant(), node, node.name() + " of unknown size " + sizes.get(d));
    }
  }

  private static void require(boolean holds, Node node, String what) {
    if (!holds) {
      throw new NotCompiledException(node, what);
    }
  }

  private Value toPlanes(Value value) {
    if (value.flattened() != null) {
      return toPlanes(value.flattened()).view(value.sizes());
    }
    return value.layout() == Layout.PLANES
        ? value
        : planes.computeIfAbsent(
            value.place(),
            p -> copy(value, names.uniqueValue(value.name() + "Planes"), Layout.PLANES, null));
  }

  private Value toBlocks(Value value) {
    return value.layout() == Layout.BLOCKS
        ? value
        : blocks.computeIfAbsent(
            value.place(),
            p -> copy(value, names.uniqueValue(value.name() + "Blocks"), Layout.BLOCKS, null));
  }

  private Value copy(Value from, String name, Layout layout, Padding border) {
    List<Size> sizes = new ArrayList<>(from.sizes());
    if (border != null) {
      int rows = from.rank() - 2;
      sizes.set(rows, Size.of(from.size(rows) + border.top() + border.bottom()));
      sizes.set(rows + 1, Size.of(from.size(rows + 1) + border.left() + border.right()));
    }
    Value to = Value.of(name, sizes, layout);
    tasks.add(new Task.Copy(new Task.Common(name, name, List.of(), to), from, border));
    return to;
  }

  private void put(Group group, Task task) {
    values.put(group.last(), task.out());
    tasks.add(task);
  }

  // ---- names

  private Task.Common common(Group group, String suffix, Layout layout) {
    Node anchor = group.anchor();
    String base = names.uniqueValue(Names.camel(TaskNames.wanted(anchor)));
    String name = base + suffix;
    Value out = Value.of(base, sample(group.last()), layout);
    return new Task.Common(suffix.isEmpty() ? name : names.unique(name), base, group.nodes(), out);
  }
}

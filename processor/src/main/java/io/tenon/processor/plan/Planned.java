package io.tenon.processor.plan;

import io.tenon.DType;
import io.tenon.graph.Node;
import io.tenon.graph.Size;
import io.tenon.op.Arithmetic;
import io.tenon.op.Padding;
import io.tenon.processor.pass.Group;
import io.tenon.processor.pass.Groups;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is planned so far: the tasks, and where and how each value lies that they made. */
final class Planned {
  private final Groups groups;
  private final Names names;
  private final Size batch;
  private final List<Task> tasks = new ArrayList<>();
  private final Map<Node, Value> values = new IdentityHashMap<>();
  private final Map<Place, Value> planes = new IdentityHashMap<>();
  private final Map<Place, Value> blocks = new IdentityHashMap<>();
  private final Map<Node, Value> weights = new LinkedHashMap<>();

  Planned(Groups groups, Names names, Size batch) {
    this.groups = groups;
    this.names = names;
    this.batch = batch;
  }

  Groups groups() {
    return groups;
  }

  List<Task> tasks() {
    return tasks;
  }

  /** The value of an input; {@code name} is its name in generated code. */
  Value input(Node node, String name) {
    Value input = make(node, name, Layout.PLANES);
    input.place().put(Place.Where.INPUT, Amount.ZERO);
    values.put(node, input);
    return input;
  }

  /** The weights that are read as they are, each in a field of its own. */
  Map<Node, Value> weights() {
    return weights;
  }

  /** Whether a node's value has samples, rather than being the same for all of a batch. */
  boolean isBatched(Node node) {
    return !node.sizes().isEmpty() && node.sizes().get(0).equals(batch);
  }

  /** The shape of one sample of a node's value, or all of its shape if samples share it. */
  List<Size> sample(Node node) {
    List<Size> sizes = node.sizes();
    if (isBatched(node)) {
      return sizes.subList(1, sizes.size());
    }
    boolean shared = sizes.stream().noneMatch(size -> size.symbols().containsAll(batch.symbols()));
    require(shared, node, "a value of shape " + sizes + ", whose first size is not the batch,");
    return sizes;
  }

  /** A dimension of a node's value, counted in {@link #sample}. */
  int dim(Node node, int dim) {
    int counted = isBatched(node) ? dim - 1 : dim;
    require(counted >= 0, node, "a " + node.name() + " along the batch");
    return counted;
  }

  /** A value for the result of a node. */
  private Value make(Node node, String name, Layout layout) {
    Value value =
        isBatched(node)
            ? Value.of(name, sample(node), layout)
            : Value.shared(name, sample(node), node.dtype());
    return value.as(node.dtype());
  }

  /** What a group adds to its convolution's result; null for nothing. */
  Value addend(Group group) {
    Node sum = group.findNode(Arithmetic.class).orElse(null);
    if (sum == null) {
      return null;
    }
    int operand = group.nodes().contains(sum.inputs().get(0)) ? 1 : 0;
    Value value = bordered(sum, operand);
    return value.layout() == Layout.ROWS ? toBlocks(toPlanes(value)) : toBlocks(value);
  }

  /** An operand in planes that may also be a weight as it is. */
  Value operand(Node node, int operand) {
    Node input = node.inputs().get(operand);
    if (input.kind() != Node.Kind.WEIGHT) {
      return toPlanes(value(node, operand));
    }
    return weights.computeIfAbsent(
        input,
        weight -> {
          String field = names.uniqueValue(Names.camel(weight.name()));
          Value value = Value.shared(field, weight.sizes(), weight.dtype());
          value.place().put(Place.Where.FIELD, Amount.ZERO);
          return value;
        });
  }

  /** An operand of integers. */
  Value integers(Node node, int operand) {
    Value value = values.get(node.inputs().get(operand));
    require(value != null && value.dtype() == DType.INT64, node, node.name() + " of a weight");
    return value;
  }

  /** An operand, in planes or in blocks. */
  Value value(Node node, int operand) {
    Value value = raw(node, operand);
    return value.layout() == Layout.ROWS ? toPlanes(value) : value;
  }

  /** An operand in whatever layout it has, without zeros around its maps. */
  Value raw(Node node, int operand) {
    Value value = bordered(node, operand);
    if (value.isBordered()) {
      throw new IllegalStateException(node + " reads " + value + ", which has a border");
    }
    return value;
  }

  /** An operand in whatever layout it has; there may be zeros around its maps. */
  Value bordered(Node node, int operand) {
    Node input = node.inputs().get(operand);
    require(input.kind() != Node.Kind.WEIGHT, node, node.name() + " of a weight");
    require(input.dtype() == DType.FLOAT32, node, node.name() + " of " + input.dtype());
    return values.get(input);
  }

  /** An operand that is maps [C, H, W] of known sizes. */
  Value maps(Node node) {
    requireConstant(node.inputs().get(0));
    requireConstant(node);
    require(
        node.sizes().size() == 4 && isBatched(node),
        node,
        node.name() + " of maps without a batch");
    return value(node, 0);
  }

  void requireConstant(Node node) {
    List<Size> sizes = node.sizes();
    for (int d = node.kind() == Node.Kind.WEIGHT ? 0 : 1; d < sizes.size(); d++) {
      require(sizes.get(d).isConstant(), node, node.name() + " of unknown size " + sizes.get(d));
    }
  }

  static void require(boolean holds, Node node, String what) {
    if (!holds) {
      throw new NotCompiledException(node, what);
    }
  }

  Value toPlanes(Value value) {
    if (value.flattened() != null) {
      return toPlanes(value.flattened()).view(value.sizes());
    }
    return value.layout() == Layout.PLANES
        ? value
        : planes.computeIfAbsent(
            value.place(),
            p -> copy(value, names.uniqueValue(value.name() + "Planes"), Layout.PLANES, null));
  }

  Value toBlocks(Value value) {
    return value.layout() == Layout.BLOCKS
        ? value
        : blocks.computeIfAbsent(
            value.place(),
            p -> copy(value, names.uniqueValue(value.name() + "Blocks"), Layout.BLOCKS, null));
  }

  Value copy(Value from, String name, Layout layout, Padding border) {
    List<Size> sizes = new ArrayList<>(from.sizes());
    if (border != null) {
      int rows = from.rank() - 2;
      sizes.set(rows, Size.of(from.size(rows) + border.top() + border.bottom()));
      sizes.set(rows + 1, Size.of(from.size(rows + 1) + border.left() + border.right()));
    }
    Value to =
        from.isShared() ? Value.shared(name, sizes, from.dtype()) : Value.of(name, sizes, layout);
    tasks.add(new Task.Copy(new Task.Common(name, name, List.of(), to), from, border));
    return to;
  }

  void put(Group group, Task task) {
    values.put(group.last(), task.out());
    tasks.add(task);
  }

  Task.Common common(Group group, String suffix, Layout layout) {
    return common(group, suffix, layout, Padding.NONE);
  }

  Task.Common common(Group group, String suffix, Layout layout, Padding border) {
    Node anchor = group.anchor();
    String base = names.uniqueValue(Names.camel(TaskNames.wanted(anchor)));
    String name = base + suffix;
    Value out = make(group.last(), base, layout).within(border);
    return new Task.Common(suffix.isEmpty() ? name : names.unique(name), base, group.nodes(), out);
  }

  void put(Node node, Value value) {
    values.put(node, value);
  }

  void add(Task task) {
    tasks.add(task);
  }

  String unique(String name) {
    return names.uniqueValue(name);
  }

  Value of(Node node) {
    return values.get(node);
  }
}

package io.tenon.processor.plan;

import io.tenon.DType;
import io.tenon.graph.Node;
import io.tenon.graph.Size;
import io.tenon.graph.Symbols;
import io.tenon.op.Arithmetic;
import io.tenon.op.Op;
import io.tenon.op.Pad;
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
  /** What is copied into a border; places are compared by identity. */
  private record Bordered(Place place, List<Size> sizes, Pad border) {}

  private final Groups groups;
  private final Names names;
  private final SampleShapes samples;
  private final List<String> arguments;
  private final Map<Size, Plan.Blocks> counts = new LinkedHashMap<>();
  private final List<Task> tasks = new ArrayList<>();
  private final Map<Node, Value> values = new IdentityHashMap<>();
  private final Map<Place, Value> planes = new IdentityHashMap<>();
  private final Map<Place, Value> blocks = new IdentityHashMap<>();
  private final Map<Bordered, Value> bordered = new LinkedHashMap<>();
  private final Map<Value, Value> copies = new IdentityHashMap<>();
  private final Map<Node, Value> weights = new LinkedHashMap<>();

  /**
   * Nothing yet.
   *
   * @param arguments the unknown sizes that the constructor's arguments decide
   */
  Planned(Groups groups, Names names, SampleShapes samples, List<String> arguments) {
    this.groups = groups;
    this.names = names;
    this.samples = samples;
    this.arguments = arguments;
  }

  Groups groups() {
    return groups;
  }

  List<Task> tasks() {
    return tasks;
  }

  /** The value of an input; {@code name} is its name in generated code. */
  Value input(Node node, String name) {
    Value input = make(node, name, Layout.PLANES, sample(node));
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
    return samples.has(node);
  }

  /** Whether the batch is one size with others: [N·T, C]. */
  boolean isMerged(Node node) {
    return samples.isMerged(node);
  }

  /** The shape of one sample of a node's value, or all of its shape if samples share it. */
  List<Size> sample(Node node) {
    require(
        samples.areSeparate(node),
        node,
        "a value of shape " + node.sizes() + ", whose first size is not the batch,");
    return samples.of(node);
  }

  /** A dimension of a node's value, counted in {@link #sample}. */
  int dim(Node node, int dim) {
    return dim(node, dim, node);
  }

  /** A dimension of a node's operand, counted in {@link #sample}. */
  int dim(Node node, int dim, Node operand) {
    boolean along = isBatched(operand) && dim == 0;
    require(!along, node, "a " + node.name() + " along the batch");
    return isBatched(operand) && !isMerged(operand) ? dim - 1 : dim;
  }

  /** A value for the result of a node. */
  private Value make(Node node, String name, Layout layout, List<Size> sizes) {
    return value(name, sizes, layout, !isBatched(node), node.dtype());
  }

  private Value value(String name, List<Size> sizes, Layout layout, boolean shared, DType dtype) {
    Size count = blocks(layout, sizes);
    return shared
        ? Value.shared(name, sizes, dtype).in(layout, count)
        : Value.of(name, sizes, layout, count).as(dtype);
  }

  /** What a group adds to a convolution's result; there may be zeros around. Null for nothing. */
  Value addend(Group group) {
    Node sum = sum(group);
    return sum == null ? null : toBlocks(framed(sum, other(group, sum)));
  }

  /** What a group adds to a result that lies without zeros around; null for nothing. */
  Value addend(Group group, Layout layout) {
    Node sum = sum(group);
    if (sum == null) {
      return null;
    }
    Value value = raw(sum, other(group, sum));
    return layout == Layout.BLOCKS ? toBlocks(value) : toPlanes(value);
  }

  private static Node sum(Group group) {
    List<Node> computed = group.computed();
    return computed.stream()
        .filter(node -> node.op() instanceof Arithmetic)
        .findFirst()
        .orElse(null);
  }

  private static int other(Group group, Node sum) {
    return group.nodes().contains(sum.inputs().get(0)) ? 1 : 0;
  }

  /** How many blocks maps lie in; null where they lie in none. */
  Size blocks(Layout layout, List<Size> sizes) {
    return layout == Layout.BLOCKS ? blocks(sizes.get(0)) : null;
  }

  /** How many blocks a number of channels takes; a field of its own if that is unknown. */
  private Size blocks(Size channels) {
    if (channels.isConstant()) {
      return Value.blocks(channels.factor());
    }
    String field = Names.camel("blocks_of_" + channels.toString().replace('·', '_'));
    Plan.Blocks found =
        counts.computeIfAbsent(channels, c -> new Plan.Blocks(names.unique(field), c));
    return new Size(1, List.of(found.name()));
  }

  /** How many blocks unknown numbers of channels take. */
  List<Plan.Blocks> blocks() {
    return List.copyOf(counts.values());
  }

  /** An operand in planes that may also be a weight as it is. */
  Value operand(Node node, int operand) {
    return toPlanes(any(node, operand));
  }

  /** An operand in whatever layout it has, that may also be a weight as it is. */
  Value any(Node node, int operand) {
    Node input = node.inputs().get(operand);
    if (input.kind() != Node.Kind.WEIGHT) {
      return withoutBorder(values.get(input), node);
    }
    require(input.dtype() == DType.FLOAT32, node, node.name() + " of " + input.dtype());
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
    boolean apart = value.layout() == Layout.ROWS || value.layout() == Layout.COLUMNS;
    return apart || value.isStrided() ? toPlanes(value) : value;
  }

  /** An operand in whatever layout it has, without zeros around its maps. */
  Value raw(Node node, int operand) {
    return withoutBorder(framed(node, operand), node);
  }

  private static Value withoutBorder(Value value, Node reader) {
    if (value.isBordered()) {
      throw new IllegalStateException(reader + " reads " + value + ", which has a border");
    }
    return value;
  }

  /** An operand in whatever layout it has; there may be zeros around its maps. */
  Value framed(Node node, int operand) {
    Node input = node.inputs().get(operand);
    require(input.kind() != Node.Kind.WEIGHT, node, node.name() + " of a weight");
    require(input.dtype() == DType.FLOAT32, node, node.name() + " of " + input.dtype());
    return values.get(input);
  }

  /** An operand that is maps [C, H, W] of known height and width. */
  Value maps(Node node) {
    requireMaps(node.inputs().get(0));
    requireMaps(node);
    require(
        node.sizes().size() == 4 && isBatched(node),
        node,
        node.name() + " of maps without a batch");
    return value(node, 0);
  }

  /** Requires known sizes, or channels whose number the constructor's arguments decide. */
  void requireMaps(Node node) {
    List<Size> sizes = node.sizes();
    for (int d = node.kind() == Node.Kind.WEIGHT ? 0 : 1; d < sizes.size(); d++) {
      boolean known =
          d < 2 ? arguments.containsAll(sizes.get(d).symbols()) : sizes.get(d).isConstant();
      require(known, node, node.name() + " of unknown size " + sizes.get(d));
    }
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

  /** The value as PyTorch has it, one sample after the other. */
  Value toPlanes(Value value) {
    if (value.flattened() != null) {
      return toPlanes(value.flattened()).view(value.sizes());
    }
    if (value.layout() == Layout.COLUMNS) {
      return copies.computeIfAbsent(
          value, v -> copy(v, names.uniqueValue(v.name() + "Rows"), Layout.PLANES, null));
    }
    if (value.layout() == Layout.PLANES && !value.isStrided()) {
      return value;
    }
    String name = value.name() + (value.isStrided() ? "Copy" : "Planes");
    return planes
        .computeIfAbsent(
            value.place(), p -> copy(value, names.uniqueValue(name), Layout.PLANES, null))
        .view(value.sizes());
  }

  /** Maps in blocks; where each is one number, and they fill the blocks, they lie so already. */
  Value toBlocks(Value value) {
    if (value.layout() == Layout.BLOCKS) {
      return value;
    }
    if (value.isBlocksToo()) {
      return value.in(Layout.BLOCKS);
    }
    Value from =
        value.layout() == Layout.ROWS || value.flattened() != null ? toPlanes(value) : value;
    return blocks.computeIfAbsent(
        value.place(),
        p -> copy(from, names.uniqueValue(value.name() + "Blocks"), Layout.BLOCKS, null));
  }

  /** Maps with a border around; once, whoever needs it. */
  Value bordered(Value maps, String name, Pad border) {
    return bordered.computeIfAbsent(
        new Bordered(maps.place(), maps.sizes(), border),
        b -> copy(maps, names.uniqueValue(name), maps.layout(), border));
  }

  Value copy(Value from, String name, Layout layout, Pad pad) {
    List<Size> sizes = new ArrayList<>(from.sizes());
    if (pad != null) {
      Padding border = pad.padding();
      int rows = from.rank() - 2;
      sizes.set(rows, Size.of(from.size(rows) + border.top() + border.bottom()));
      sizes.set(rows + 1, Size.of(from.size(rows + 1) + border.left() + border.right()));
    }
    Value to = value(name, sizes, layout, from.isShared(), from.dtype());
    tasks.add(new Task.Copy(new Task.Common(name, name, List.of(), to), from, pad));
    return to;
  }

  void put(Group group, Task task) {
    values.put(group.last(), task.out());
    tasks.add(task);
  }

  Task.Common common(Group group, String suffix, Layout layout) {
    return common(group, suffix, layout, sample(group.last()));
  }

  /** {@link #common} whose result's maps have room for zeros around each. */
  Task.Common common(Group group, String suffix, Layout layout, Padding border) {
    Task.Common common = common(group, suffix, layout);
    Value out = common.out().within(border);
    return new Task.Common(common.name(), common.base(), common.nodes(), out);
  }

  /** What a task has whose result has the same elements in another shape. */
  Task.Common common(Group group, String suffix, Layout layout, List<Size> sizes) {
    Node anchor = group.anchor();
    String base = names.uniqueValue(Names.camel(TaskNames.wanted(anchor)));
    String name = base + suffix;
    Value out = make(group.last(), base, layout, sizes);
    return new Task.Common(suffix.isEmpty() ? name : names.unique(name), base, group.all(), out);
  }

  /** {@link #common} whose result has other features than the group's last operation. */
  Task.Common common(Group group, String suffix, Layout layout, Size features) {
    Task.Common common = common(group, suffix, layout);
    List<Size> sizes = new ArrayList<>(common.out().sizes());
    sizes.set(sizes.size() - 1, features);
    Value out = common.out().scratch(common.out().name(), sizes);
    return new Task.Common(common.name(), common.base(), group.nodes(), out);
  }

  /** What is done to a product's input is in its weights: it reads the value as it is. */
  void putAsRead(Node node) {
    sample(node);
    int weights =
        node.inputs().get(0).kind() == Node.Kind.WEIGHT ? 1 : 0; // stand first in a product
    values.put(node, values.get(node.inputs().get(weights)));
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

  /** Whether a value is read by operations of these kinds alone. */
  @SafeVarargs
  final boolean usedOnlyBy(Node node, Class<? extends Op>... kinds) {
    List<Class<? extends Op>> all = List.of(kinds);
    return !groups.graph().isResult(node)
        && groups.users(node).stream().allMatch(user -> all.contains(user.op().getClass()));
  }

  /** A number of the trace, with the symbols in it. */
  Amount amount(int number) {
    Symbols symbols = Symbols.forTrace(0);
    groups.graph().symbols().forEach(symbols::prime);
    return Amount.of(number, symbols);
  }

  Value of(Node node) {
    return values.get(node);
  }
}

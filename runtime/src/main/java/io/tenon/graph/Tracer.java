package io.tenon.graph;

import io.tenon.DType;
import io.tenon.Shape;
import io.tenon.ShapeOnly;
import io.tenon.SizeNames;
import io.tenon.Tensor;
import io.tenon.op.Op;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Writes down each operation on shape-only tensors that this thread performs, while open. New
 * tensors are shape-only meanwhile, and messages print sizes with their symbols.
 */
public final class Tracer implements AutoCloseable {
  private static final ThreadLocal<Tracer> CURRENT = new ThreadLocal<>();

  private record Call(Op op, List<Tensor> inputs, Tensor result, Object module, Origin origin) {}

  private final Symbols symbols;
  private final ShapeOnly scope;
  private final List<Tensor> inputs = new ArrayList<>();
  private final List<String> inputNames = new ArrayList<>();
  private final List<Call> calls = new ArrayList<>();
  private final Deque<Object> modules = new ArrayDeque<>();
  private List<Tensor> refused = List.of();
  private Origin origin;

  private Tracer(Symbols symbols) {
    this.symbols = symbols;
    this.scope = ShapeOnly.open();
    SizeNames.reading(size -> symbols.read(size).toString());
    CURRENT.set(this);
  }

  /**
   * Opens a tracer for this thread; close it in the same thread.
   *
   * @throws IllegalStateException if one is open already
   */
  public static Tracer open(Symbols symbols) {
    if (CURRENT.get() != null) {
      throw new IllegalStateException("this thread is tracing already");
    }
    return new Tracer(symbols);
  }

  /** This thread's open tracer, or null. */
  public static Tracer current() {
    return CURRENT.get();
  }

  /** The symbols of this trace. */
  public Symbols symbols() {
    return symbols;
  }

  /** A new input of the graph. */
  public Tensor input(String name, Shape shape, DType dtype) {
    Tensor input = Tensor.shapeOnly(shape, dtype);
    inputs.add(input);
    inputNames.add(name);
    return input;
  }

  /** Says which expression the operations that follow come from. */
  public void at(Origin where) {
    origin = where;
  }

  /** The expression that operations come from now; may be null. */
  public Origin origin() {
    return origin;
  }

  /** Says that operations now happen inside {@code module}'s forward. */
  public void enter(Object module) {
    modules.push(module);
  }

  /** Ends the innermost {@link #enter}. */
  public void exit() {
    modules.pop();
  }

  /**
   * Where a tensor came from.
   *
   * @param input its name if it is an input of the graph; null if an operation made it
   * @param module the module that did; null outside of all
   */
  public record Source(String input, Object module, Origin origin) {}

  /** Where a tensor came from; empty for a weight. */
  public Optional<Source> source(Tensor tensor) {
    for (int i = 0; i < inputs.size(); i++) {
      if (inputs.get(i) == tensor) {
        return Optional.of(new Source(inputNames.get(i), null, null));
      }
    }
    return calls.stream()
        .filter(call -> call.result() == tensor)
        .findFirst()
        .map(call -> new Source(null, call.module(), call.origin()));
  }

  /** Says that an operation can't take these tensors. */
  public void refused(List<Tensor> operands) {
    refused = operands;
  }

  /** The tensors that an operation could not take, since the last call of this. */
  public List<Tensor> refused() {
    List<Tensor> last = refused;
    refused = List.of();
    return last;
  }

  /** Writes an operation down. */
  public void record(Op op, List<Tensor> operands, Tensor result) {
    calls.add(new Call(op, operands, result, modules.peek(), origin));
  }

  /** {@link #finish(List, Function)} of one result. */
  public Graph finish(Tensor result, Function<Object, String> names) {
    return finish(List.of(result), names);
  }

  /**
   * The graph that computes {@code results}.
   *
   * @param names the path of each parameter, buffer and module of the network; null for what is not
   *     part of it
   * @throws UntraceableException if an operation used a tensor that is no input, weight or result
   *     of another
   */
  public Graph finish(List<Tensor> results, Function<Object, String> names) {
    Map<Tensor, Node> made = new IdentityHashMap<>();
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      Tensor input = inputs.get(i);
      Node node = Node.input(inputNames.get(i), input.shape(), read(input.shape()), input.dtype());
      made.put(input, node);
      nodes.add(node);
    }
    for (Call call : calls) {
      List<Node> operands = new ArrayList<>();
      for (Tensor input : call.inputs()) {
        operands.add(made.computeIfAbsent(input, tensor -> weight(tensor, call, names, nodes)));
      }
      String module = call.module() == null ? "" : names.apply(call.module());
      Shape shape = call.result().shape();
      Node node =
          Node.operation(
              call.op(),
              operands,
              shape,
              read(shape),
              call.result().dtype(),
              layer(module == null ? "" : module, operands),
              call.origin());
      made.put(call.result(), node);
      nodes.add(node);
    }
    List<Node> last = new ArrayList<>();
    for (Tensor result : results) {
      if (!made.containsKey(result)) {
        throw new UntraceableException(
            "forward returns a tensor that is not computed from its inputs", origin);
      }
      last.add(made.get(result));
    }
    return new Graph(nodes, last, symbols.names());
  }

  /**
   * The module of an operation: where a layer's forward or its weights are used without calling it,
   * the layer that the weights are of, if that is in the module under way.
   */
  private static String layer(String module, List<Node> operands) {
    String layer = null;
    for (Node operand : operands) {
      if (operand.kind() == Node.Kind.WEIGHT) {
        String path = operand.name();
        String of = path.substring(0, Math.max(0, path.lastIndexOf('.')));
        if (layer != null && !layer.equals(of)) {
          return module; // the weights are of several layers
        }
        layer = of;
      }
    }
    boolean inside = layer != null && (module.isEmpty() || layer.startsWith(module + "."));
    return inside ? layer : module;
  }

  private Node weight(Tensor tensor, Call user, Function<Object, String> names, List<Node> nodes) {
    String path = names.apply(tensor);
    if (path == null) {
      throw new UntraceableException(
          user.op().name()
              + ": uses a tensor of shape "
              + tensor.shape()
              + " that is no input, parameter or buffer of the network",
          user.origin());
    }
    Node node = Node.weight(path, tensor.shape(), read(tensor.shape()), tensor.dtype());
    nodes.add(node);
    return node;
  }

  private List<Size> read(Shape shape) {
    List<Size> sizes = new ArrayList<>();
    for (int size : shape.toArray()) {
      sizes.add(symbols.read(size));
    }
    return sizes;
  }

  @Override
  public void close() {
    CURRENT.remove();
    SizeNames.reading(null);
    scope.close();
  }
}

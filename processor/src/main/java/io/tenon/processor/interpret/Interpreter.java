package io.tenon.processor.interpret;

import com.sun.source.tree.Tree;
import com.sun.source.util.Trees;
import io.tenon.Shape;
import io.tenon.Tensor;
import io.tenon.graph.Graph;
import io.tenon.graph.Node;
import io.tenon.graph.Origin;
import io.tenon.graph.Symbols;
import io.tenon.graph.Tracer;
import io.tenon.graph.UntraceableException;
import io.tenon.processor.diagnostic.Code;
import io.tenon.processor.discover.ModuleClass;
import io.tenon.processor.discover.ShapeSpec;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.tools.Diagnostic;

/**
 * From a module class to its graph: makes an instance, by interpreting its constructor, and calls
 * it on an input without data.
 */
public final class Interpreter {
  /** Stands for all int arguments being symbols. */
  private static final int OPEN = -1;

  private static final int BATCH = 2;
  private static final Predicate<String> UNCHANGED = name -> false;
  private static final int[] ARGUMENTS = {
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 16, 20, 24, 32, 48, 64, 84, 96, 100, 120, 128, 256, 400, 512
  };

  private final Sources sources;

  /** For one compilation. */
  public Interpreter(Trees trees, Elements elements, CarriedSources carried) {
    this.sources = new Sources(trees, elements, carried);
  }

  /**
   * The graph of the class's {@code forward}, in evaluation mode.
   *
   * @throws Halt if it can't be had; says why, and on which expression
   */
  public Graph trace(ModuleClass module) {
    SourceType type = sources.of(module.type()).orElseThrow();
    Halt reason = null;
    for (ExecutableElement constructor : new Constructors(sources).candidates(type)) {
      try {
        return trace(module, constructor);
      } catch (Halt e) {
        if (e.code().kind() == Diagnostic.Kind.ERROR) {
          throw e;
        }
        reason = reason == null ? e : reason;
      }
    }
    throw reason;
  }

  private Graph trace(ModuleClass module, ExecutableElement constructor) {
    Trace first = new Trace(module, constructor, Symbols.forTrace(0), UNCHANGED);
    Graph graph;
    try {
      graph = first.graph(OPEN);
    } catch (Halt e) {
      throw e.code().kind() == Diagnostic.Kind.ERROR && worksForSome(module, constructor)
          ? first.dependent(e)
          : e;
    }
    Trace second = new Trace(module, constructor, Symbols.forTrace(1), name -> true);
    Graph again;
    try {
      again = second.graph(OPEN);
    } catch (Halt e) {
      throw e.code().kind() == Diagnostic.Kind.ERROR ? second.dependent(e) : e;
    }
    if (!graph.text().equals(again.text())) {
      first.used().forEach(name -> requireIndifferent(graph, first, name));
      SourceExpression at = declaration(first.forward, first.type);
      throw new Halt(
          Code.UNTRACKED_SIZE,
          at.tree(),
          at.unit(),
          module.simpleName(),
          "forward",
          String.join(" or ", graph.symbols()));
    }
    return graph;
  }

  /** The graph must be the same for another value of this argument. */
  private void requireIndifferent(Graph graph, Trace trace, String argument) {
    Trace other = new Trace(trace.module, trace.constructor, Symbols.forTrace(0), argument::equals);
    Graph changed;
    try {
      changed = other.graph(OPEN);
    } catch (Halt e) {
      throw e.code().kind() == Diagnostic.Kind.ERROR ? other.dependent(e) : e;
    }
    List<String> lines = graph.text().lines().toList();
    List<String> others = changed.text().lines().toList();
    List<Node> nodes =
        graph.nodes().stream().filter(node -> node.kind() != Node.Kind.WEIGHT).toList();
    for (int i = 0; i < lines.size(); i++) {
      if (i >= others.size() || !lines.get(i).equals(others.get(i))) {
        throw trace.decided(nodes.get(Math.min(i, nodes.size() - 1)), argument);
      }
    }
  }

  /**
   * Whether some arguments of the constructor make a network without the error: one that is no
   * width, such as a kernel's size, may fit for usual numbers, though not for the primes that stand
   * for it. Where none does, the program is wrong.
   */
  private boolean worksForSome(ModuleClass module, ExecutableElement constructor) {
    for (int argument : ARGUMENTS) {
      try {
        new Trace(module, constructor, Symbols.forTrace(0), UNCHANGED).graph(argument);
        return true;
      } catch (Halt e) {
        if (e.code().kind() != Diagnostic.Kind.ERROR) {
          return true;
        }
      }
    }
    return false;
  }

  /** One interpretation. */
  private final class Trace {
    private final ModuleClass module;
    private final ModuleClass.Forward forward;
    private final SourceType type;
    private final ExecutableElement constructor;
    private final Symbols symbols;
    private final StandIns standIns;
    private final List<String> arguments = new ArrayList<>();

    Trace(
        ModuleClass module,
        ExecutableElement constructor,
        Symbols symbols,
        Predicate<String> changed) {
      this.module = module;
      this.constructor = constructor;
      this.standIns = new StandIns(changed);
      this.forward = module.forward().orElseThrow();
      this.type = sources.of(module.type()).orElseThrow();
      this.symbols = symbols;
    }

    /** The arguments that are no sizes, and that the library was given. */
    List<String> used() {
      return standIns.used();
    }

    /** That the graph depends on an argument, from this node on. */
    Halt decided(Node node, String argument) {
      Origin origin = node.origin();
      boolean known = origin != null && origin.handle() instanceof SourceExpression;
      SourceExpression at = known ? (SourceExpression) origin.handle() : declaration(forward, type);
      String text = known ? origin.expression() : "forward";
      return new Halt(
          Code.UNKNOWN_VALUE, at.tree(), at.unit(), module.simpleName(), text, argument);
    }

    /**
     * The graph.
     *
     * @param argument what int arguments of the constructor are, if not {@link #OPEN}
     */
    Graph graph(int argument) {
      List<Shape> shapes = new ArrayList<>();
      forward.inputs().forEach(input -> shapes.add(shape(input.shape(), argument)));
      Machine machine = new Machine(sources, symbols, standIns, type);
      try {
        InterpretedModule net = network(machine, argument);
        try (Tracer tracer = Tracer.open(symbols)) {
          List<Tensor> inputs = new ArrayList<>();
          for (ModuleClass.Input input : forward.inputs()) {
            Shape shape = shapes.get(inputs.size());
            inputs.add(tracer.input(input.parameter(), shape, input.dtype()));
          }
          Tensor[] more = inputs.subList(1, inputs.size()).toArray(new Tensor[0]);
          Tensor first = inputs.get(0);
          List<Tensor> results =
              forward.isOfAll()
                  ? outputs(net.callAll(first, more))
                  : List.of(more.length == 0 ? net.call(first) : net.call(first, more));
          return finish(machine, tracer, net, results, forward);
        }
      } catch (StackOverflowError e) {
        throw machine.unsupported(
            "code nested this deep", type.tree(), new Frame(type, null, false));
      }
    }

    /** The tensors of the record that a {@code forwardAll} returned. */
    private List<Tensor> outputs(InterpretedInstance record) {
      List<Tensor> outputs = new ArrayList<>();
      for (Object output : record.components()) {
        if (output == null) {
          SourceExpression at = declaration(forward, type);
          String why = "it returns null among its outputs";
          throw new Halt(Code.SIGNATURE, at.tree(), at.unit(), module.simpleName(), why);
        }
        outputs.add((Tensor) output);
      }
      return outputs;
    }

    private Shape shape(ShapeSpec spec, int argument) {
      int[] sizes = new int[spec.sizes().size()];
      for (int d = 0; d < sizes.length; d++) {
        String size = spec.sizes().get(d);
        sizes[d] =
            !spec.isSymbol(d)
                ? Integer.parseInt(size)
                : argument == OPEN ? symbols.prime(size) : BATCH;
      }
      return Shape.of(sizes);
    }

    /** Traced by itself, so that what a constructor computes is no part of the graph. */
    private InterpretedModule network(Machine machine, int argument) {
      try (Tracer building = Tracer.open(symbols)) {
        InterpretedModule net =
            machine
                .construction()
                .network(
                    type,
                    constructor,
                    batch(),
                    name -> {
                      arguments.add(name);
                      machine.open(name);
                      return argument == OPEN ? building.symbols().prime(name) : argument;
                    });
        net.eval();
        machine.building(false);
        return net;
      }
    }

    /** The name of the batch, which no argument of the constructor can have. */
    private Set<String> batch() {
      return Set.of(forward.inputs().get(0).shape().sizes().get(0));
    }

    /** What an error is that is one only for the numbers that stand for what is unknown. */
    Halt dependent(Halt error) {
      Object text = error.args()[error.code() == Code.SHAPE_MISMATCH ? 1 : 0];
      List<String> open = new ArrayList<>(arguments);
      open.addAll(used());
      if (!open.isEmpty()) {
        String names = String.join("' or '", open);
        return new Halt(
            Code.UNKNOWN_VALUE, error.tree(), error.unit(), module.simpleName(), text, names);
      }
      String size = symbols.names().get(0);
      return new Halt(
          Code.SIZE_DEPENDENT, error.tree(), error.unit(), module.simpleName(), text, size, size);
    }
  }

  /** The forward; where its source is not there, the class that inherits it. */
  private SourceExpression declaration(ModuleClass.Forward forward, SourceType type) {
    Tree method = sources.tree(forward.method());
    TypeElement owner = (TypeElement) forward.method().getEnclosingElement();
    return method == null
        ? new SourceExpression(type.tree(), type.unit())
        : new SourceExpression(method, sources.of(owner).orElseThrow().unit());
  }

  private Graph finish(
      Machine machine,
      Tracer tracer,
      InterpretedModule net,
      List<Tensor> results,
      ModuleClass.Forward forward) {
    Map<Object, String> names = new IdentityHashMap<>();
    net.namedModules().forEach((path, module) -> names.put(module, path));
    net.namedParameters(false).forEach((path, tensor) -> names.putIfAbsent(tensor, path));
    net.namedBuffers(false).forEach((path, tensor) -> names.putIfAbsent(tensor, path));
    try {
      return tracer.finish(results, names::get);
    } catch (UntraceableException e) {
      boolean known = e.origin() != null && e.origin().handle() instanceof SourceExpression;
      SourceExpression at =
          known ? (SourceExpression) e.origin().handle() : declaration(forward, net.type());
      String expression = known ? e.origin().expression() : "forward";
      throw new Halt(
          Code.UNREGISTERED,
          at.tree(),
          at.unit(),
          machine.network().simpleName(),
          e.getMessage(),
          expression);
    }
  }
}

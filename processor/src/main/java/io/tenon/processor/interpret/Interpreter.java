package io.tenon.processor.interpret;

import com.sun.source.util.Trees;
import io.tenon.DType;
import io.tenon.Shape;
import io.tenon.Tensor;
import io.tenon.graph.Graph;
import io.tenon.graph.Symbols;
import io.tenon.graph.Tracer;
import io.tenon.graph.UntraceableException;
import io.tenon.processor.diagnostic.Code;
import io.tenon.processor.discover.ModuleClass;
import io.tenon.processor.discover.ShapeSpec;
import java.util.IdentityHashMap;
import java.util.Map;
import javax.lang.model.util.Elements;

/**
 * From a module class to its graph: makes an instance, by interpreting its constructor, and calls
 * it on an input without data.
 */
public final class Interpreter {
  private final Sources sources;

  /** For one compilation. */
  public Interpreter(Trees trees, Elements elements) {
    this.sources = new Sources(trees, elements);
  }

  /**
   * The graph of the class's {@code forward}, in evaluation mode.
   *
   * @throws Halt if it can't be had; says why, and on which expression
   */
  public Graph trace(ModuleClass module) {
    Graph graph = trace(module, Symbols.forTrace(0));
    Graph again = trace(module, Symbols.forTrace(1));
    if (!graph.text().equals(again.text())) {
      SourceType type = sources.of(module.type()).orElseThrow();
      throw new Halt(
          Code.UNTRACKED_SIZE,
          sources.tree(module.forward().orElseThrow().method()),
          type.unit(),
          module.simpleName(),
          "forward",
          String.join(" or ", graph.symbols()));
    }
    return graph;
  }

  private Graph trace(ModuleClass module, Symbols symbols) {
    ModuleClass.Forward forward = module.forward().orElseThrow();
    SourceType type = sources.of(module.type()).orElseThrow();
    ShapeSpec shape = forward.shape();
    int[] sizes = new int[shape.sizes().size()];
    for (int d = 0; d < sizes.length; d++) {
      String size = shape.sizes().get(d);
      sizes[d] = shape.isSymbol(d) ? symbols.prime(size) : Integer.parseInt(size);
    }
    try (Tracer tracer = Tracer.open(symbols)) {
      Machine machine = new Machine(sources, tracer, type);
      InterpretedModule net = machine.construction().network(type, shape);
      net.eval();
      Tensor result = net.call(tracer.input(forward.parameter(), Shape.of(sizes), DType.FLOAT32));
      return finish(machine, tracer, net, result, forward);
    }
  }

  private Graph finish(
      Machine machine,
      Tracer tracer,
      InterpretedModule net,
      Tensor result,
      ModuleClass.Forward forward) {
    Map<Object, String> names = new IdentityHashMap<>();
    net.namedModules().forEach((path, module) -> names.put(module, path));
    net.namedParameters(false).forEach((path, tensor) -> names.putIfAbsent(tensor, path));
    net.namedBuffers(false).forEach((path, tensor) -> names.putIfAbsent(tensor, path));
    try {
      return tracer.finish(result, names::get);
    } catch (UntraceableException e) {
      boolean known = e.origin() != null && e.origin().handle() instanceof SourceExpression;
      SourceExpression at =
          known
              ? (SourceExpression) e.origin().handle()
              : new SourceExpression(sources.tree(forward.method()), net.type().unit());
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

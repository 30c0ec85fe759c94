package io.tenon.processor;

import io.tenon.DType;
import io.tenon.Shape;
import io.tenon.Tensor;
import io.tenon.graph.Graph;
import io.tenon.graph.Symbols;
import io.tenon.graph.Tracer;
import io.tenon.nn.NnModule;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Graphs for tests of passes and plans, traced from layers of the library without any processor.
 */
public final class Traced {
  /** A network of layers by name, whose forward is a function. */
  public static final class Network extends NnModule {
    private final Map<String, NnModule> layers = new LinkedHashMap<>();
    private UnaryOperator<Tensor> forward;

    /** Adds a layer and returns it. */
    public <M extends NnModule> M layer(String name, M layer) {
      registerModule(name, layer);
      layers.put(name, layer);
      return layer;
    }

    @Override
    public Tensor forward(Tensor x) {
      return forward.apply(x);
    }
  }

  private Traced() {}

  /**
   * The graph of a network of evaluation mode for an input of [N, sizes].
   *
   * @param network adds layers and returns the forward
   */
  public static Graph graph(Function<Network, UnaryOperator<Tensor>> network, int... sizes) {
    Symbols symbols = Symbols.forTrace(0);
    try (Tracer tracer = Tracer.open(symbols)) {
      Network net = new Network();
      net.forward = network.apply(net);
      net.eval();
      int[] all = new int[sizes.length + 1];
      all[0] = symbols.prime("N");
      System.arraycopy(sizes, 0, all, 1, sizes.length);
      Tensor result = net.call(tracer.input("x", Shape.of(all), DType.FLOAT32));
      Map<Object, String> names = new IdentityHashMap<>();
      net.namedModules().forEach((path, module) -> names.put(module, path));
      net.namedParameters(false).forEach((path, tensor) -> names.putIfAbsent(tensor, path));
      net.namedBuffers(false).forEach((path, tensor) -> names.putIfAbsent(tensor, path));
      return tracer.finish(result, names::get);
    }
  }

  /** A size that stands for a constructor's argument, for the trace of {@link #graph}. */
  public static int symbol(String name) {
    return Tracer.current().symbols().prime(name);
  }
}

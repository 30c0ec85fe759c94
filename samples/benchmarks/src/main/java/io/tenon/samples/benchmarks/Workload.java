package io.tenon.samples.benchmarks;

import io.tenon.Seeds;
import io.tenon.Shape;
import io.tenon.Tensor;
import io.tenon.graph.Graph;
import io.tenon.graph.Node;
import io.tenon.graph.Symbols;
import io.tenon.graph.Tracer;
import io.tenon.nn.NnModule;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A network and what it is given.
 *
 * @param name as tables have it, and as {@code trace.py} knows the network
 * @param make makes the network
 * @param cases batches and threads that are measured
 */
record Workload(String name, Supplier<NnModule> make, List<Input> inputs, List<Case> cases) {
  private static final int SEED = 1;

  /** So many samples a call, on so many threads. */
  record Case(int batch, int threads) {}

  /** The network in evaluation mode, with the same weights each time. */
  NnModule network() {
    Seeds.manualSeed(SEED);
    return make.get().eval();
  }

  /** The inputs for a batch. */
  Tensor[] values(int batch) {
    return inputs.stream().map(input -> input.values(batch)).toArray(Tensor[]::new);
  }

  /** The inputs' shapes as an ONNX file is written for them. */
  String[] shapes(int batch) {
    return inputs.stream().map(input -> input.text(batch)).toArray(String[]::new);
  }

  /** The multiplications with an addition that a batch takes. */
  long multiplyAdds(int batch) {
    NnModule net = network();
    Map<Object, String> names = new IdentityHashMap<>();
    net.namedParameters().forEach((path, weight) -> names.put(weight, path));
    net.namedBuffers().forEach((path, buffer) -> names.put(buffer, path));
    try (Tracer tracer = Tracer.open(Symbols.forTrace(0))) {
      Tensor[] xs = new Tensor[inputs.size()];
      Arrays.setAll(
          xs, i -> tracer.input("x" + i, inputs.get(i).shape(batch), inputs.get(i).dtype()));
      return multiplyAdds(tracer.finish(TenonEngine.called(net, xs), names::get));
    }
  }

  private static long multiplyAdds(Graph graph) {
    long sum = 0;
    for (Node node : graph.nodes()) {
      if (node.kind() == Node.Kind.OPERATION) {
        List<Shape> shapes = node.inputs().stream().map(Node::shape).toList();
        sum += node.op().multiplyAdds(shapes, node.shape());
      }
    }
    return sum;
  }
}

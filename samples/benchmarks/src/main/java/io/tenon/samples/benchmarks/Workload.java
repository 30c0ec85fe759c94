package io.tenon.samples.benchmarks;

import io.tenon.DType;
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
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A network and what it is given.
 *
 * @param name as tables have it, and as {@code trace.py} knows the network
 * @param make makes the network
 * @param ids how many different ids the input holds; 0 for an input of floats
 * @param sample the sizes of one sample
 * @param cases batches and threads that are measured
 */
record Workload(
    String name, Supplier<NnModule> make, int ids, List<Integer> sample, List<Case> cases) {
  private static final int SEED = 1;

  /** So many samples a call, on so many threads. */
  record Case(int batch, int threads) {}

  static Workload floats(
      String name, Supplier<NnModule> make, List<Integer> sample, Case... cases) {
    return new Workload(name, make, 0, sample, List.of(cases));
  }

  /** The network in evaluation mode, with the same weights each time. */
  NnModule network() {
    Seeds.manualSeed(SEED);
    return make.get().eval();
  }

  /** The shape of a batch. */
  int[] shape(int batch) {
    int[] sizes = new int[sample.size() + 1];
    sizes[0] = batch;
    Arrays.setAll(sizes, d -> d == 0 ? batch : sample.get(d - 1));
    return sizes;
  }

  /** The shape of a batch as an ONNX file is written for it. */
  String shapeText(int batch) {
    String sizes =
        Arrays.stream(shape(batch)).mapToObj(Integer::toString).collect(Collectors.joining(", "));
    return ids > 0 ? "int64 " + sizes : sizes;
  }

  /** A batch, the same each time and in every process. */
  Tensor input(int batch) {
    int[] shape = shape(batch);
    int count = Shape.of(shape).elements();
    Random random = new Random(SEED);
    if (ids > 0) {
      return Tensor.of(random.longs(count, 0, ids).toArray(), shape);
    }
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = 2 * random.nextFloat() - 1;
    }
    return Tensor.of(values, shape);
  }

  /** The multiplications with an addition that a batch takes. */
  long multiplyAdds(int batch) {
    NnModule net = network();
    Map<Object, String> names = new IdentityHashMap<>();
    net.namedParameters().forEach((path, weight) -> names.put(weight, path));
    net.namedBuffers().forEach((path, buffer) -> names.put(buffer, path));
    try (Tracer tracer = Tracer.open(Symbols.forTrace(0))) {
      DType dtype = ids > 0 ? DType.INT64 : DType.FLOAT32;
      Tensor x = tracer.input("x", Shape.of(shape(batch)), dtype);
      return multiplyAdds(tracer.finish(net.call(x), names::get));
    }
  }

  private static long multiplyAdds(Graph graph) {
    long sum = 0;
    for (Node node : graph.nodes()) {
      if (node.kind() == Node.Kind.OPERATION) {
        List<Shape> inputs = node.inputs().stream().map(Node::shape).toList();
        sum += node.op().multiplyAdds(inputs, node.shape());
      }
    }
    return sum;
  }
}

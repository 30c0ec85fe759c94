package io.tenon.onnx;

import io.tenon.DType;
import io.tenon.Shape;
import io.tenon.Tensor;
import io.tenon.graph.Graph;
import io.tenon.graph.Symbols;
import io.tenon.graph.Tracer;
import io.tenon.io.Replacement;
import io.tenon.nn.NnModule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Writes networks as ONNX files, opset 17: {@code torch.onnx.export}. */
public final class OnnxFile {
  private static final String INTEGERS = "int64 ";
  private static final long MOST_BYTES = Integer.MAX_VALUE; // of a protocol buffers message

  private OnnxFile() {}

  /**
   * Writes a network with its weights. The file's inputs are called x0, x1, …, its result output. A
   * file that was there is replaced when all is written, or stays as it was.
   *
   * @param shapes the inputs' shapes as in {@code @Shape}, {@code "N, 3, 32, 32"}, integers
   *     beginning with {@code int64}: {@code "int64 N, T"}. A size with a name may be any; numbers
   *     let engines do more beforehand
   * @throws IllegalArgumentException if an operation has no translation, a shape is none, or a
   *     named size is used otherwise than as a factor
   * @throws IllegalStateException if the network is in training mode
   */
  public static void write(Path file, NnModule net, String... shapes) throws IOException {
    if (net.modules().stream().anyMatch(NnModule::training)) {
      throw new IllegalStateException(
          "onnx: a file computes what the network does in evaluation mode, but it is in training"
              + " mode. Fix: call eval() first");
    }
    Map<String, Tensor> weights = new HashMap<>(net.namedParameters(false));
    weights.putAll(net.namedBuffers(false));
    Graph graph = trace(net, weights, Symbols.forTrace(0), shapes);
    String name = net.getClass().getSimpleName();
    ProtoMessage model = OnnxProto.model(OnnxGraph.of(name, graph, weights));
    if (model.length() > MOST_BYTES) {
      throw new IllegalArgumentException(
          "onnx: a file holds 2 GB at most, but the network has " + model.length() + " bytes");
    }
    if (!graph.symbols().isEmpty()) {
      Graph other = trace(net, weights, Symbols.forTrace(1), shapes);
      requireSame(model, OnnxProto.model(OnnxGraph.of(name, other, weights)), graph.symbols());
    }
    Replacement.write(file, model::writeTo);
  }

  /** What depends on a size's value, and not on its name alone, differs between two traces. */
  private static void requireSame(ProtoMessage model, ProtoMessage other, List<String> symbols) {
    if (!model.sameAs(other)) {
      throw new IllegalArgumentException(
          "onnx: what the network computes depends on "
              + String.join(", ", symbols)
              + " in a way that a file can't say. Fix: give the inputs' sizes in numbers");
    }
  }

  private static Graph trace(
      NnModule net, Map<String, Tensor> weights, Symbols symbols, String... shapes) {
    if (shapes.length == 0) {
      throw new IllegalArgumentException("onnx: expected the shape of each input, but got none");
    }
    Map<Object, String> names = new IdentityHashMap<>();
    net.namedModules().forEach((path, module) -> names.put(module, path));
    weights.forEach((path, tensor) -> names.putIfAbsent(tensor, path));
    try (Tracer tracer = Tracer.open(symbols)) {
      Tensor[] inputs = new Tensor[shapes.length];
      Arrays.setAll(inputs, i -> input(tracer, "x" + i, shapes[i]));
      Tensor[] more = Arrays.copyOfRange(inputs, 1, inputs.length);
      Tensor result = more.length == 0 ? net.call(inputs[0]) : net.call(inputs[0], more);
      return tracer.finish(result, names::get);
    }
  }

  private static Tensor input(Tracer tracer, String name, String shape) {
    boolean integers = shape.startsWith(INTEGERS);
    String[] texts = shape.substring(integers ? INTEGERS.length() : 0).split(",", -1);
    int[] sizes = new int[texts.length];
    for (int d = 0; d < sizes.length; d++) {
      String text = texts[d].strip();
      if (text.matches("[0-9]{1,9}")) {
        sizes[d] = Integer.parseInt(text);
      } else if (text.matches("[A-Za-z_]\\w*")) {
        sizes[d] = tracer.symbols().prime(text);
      } else {
        throw new IllegalArgumentException(
            "onnx: '"
                + text
                + "' in the shape '"
                + shape
                + "' is neither a size nor a name. Fix: write it as in @Shape, \"N, 3, 32, 32\"");
      }
    }
    return tracer.input(name, Shape.of(sizes), integers ? DType.INT64 : DType.FLOAT32);
  }
}

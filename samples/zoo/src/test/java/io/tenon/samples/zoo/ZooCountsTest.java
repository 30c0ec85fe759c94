package io.tenon.samples.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenon.Shape;
import io.tenon.ShapeOnly;
import io.tenon.Tensor;
import io.tenon.graph.Graph;
import io.tenon.graph.Node;
import io.tenon.graph.Symbols;
import io.tenon.graph.Tracer;
import io.tenon.nn.NnModule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The networks are the published ones: so many weights, under these names, so much work. */
final class ZooCountsTest {
  private static NnModule withoutData(Supplier<NnModule> make) {
    ShapeOnly scope = ShapeOnly.open();
    try (scope) {
      return make.get();
    }
  }

  @ParameterizedTest
  @EnumSource
  void hasAsManyParameters(ZooNetwork network) {
    long sum = withoutData(network::create).parameters().stream().mapToLong(Tensor::numel).sum();
    assertThat(sum).isEqualTo(network.parameters);
  }

  @ParameterizedTest
  @EnumSource
  void hasPyTorchsStateDict(ZooNetwork network) throws IOException {
    NnModule net = withoutData(network::create);
    assertThat(state(net)).isEqualTo(lines(network.className + ".state.txt"));
  }

  @Test
  void widthsAreRoundedAsInTorchvision() throws IOException {
    NnModule net = withoutData(() -> MobileNetV2.ofWidth(0.35, 1000));
    assertThat(state(net)).isEqualTo(lines("MobileNetV2-0.35.state.txt"));
  }

  private static List<String> state(NnModule net) {
    List<String> lines = new ArrayList<>();
    net.stateDict()
        .forEach((key, value) -> lines.add(key + " " + value.shape() + " " + value.dtype()));
    return lines;
  }

  @ParameterizedTest
  @EnumSource
  void takesAsManyMultiplyAdds(ZooNetwork network) {
    NnModule net = withoutData(network::create);
    Map<Object, String> names = new IdentityHashMap<>();
    net.namedParameters().forEach((path, weight) -> names.put(weight, path));
    net.namedBuffers().forEach((path, buffer) -> names.put(buffer, path));
    try (Tracer tracer = Tracer.open(Symbols.forTrace(0))) {
      List<Tensor> inputs =
          network.inputs.stream()
              .map(each -> tracer.input("x", each.shape(1, false), each.dtype()))
              .toList();
      Tensor result = net.call(inputs.get(0), ZooNetwork.more(inputs));
      Graph graph = tracer.finish(result, names::get);
      String giga = String.format(Locale.ROOT, "%.3f", multiplyAdds(graph) / 1e9);
      assertThat(giga).isEqualTo(network.gigaMultiplyAdds);
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

  /** The lines of a file that make_files.py wrote. */
  static List<String> lines(String file) throws IOException {
    try (InputStream in = ZooCountsTest.class.getResourceAsStream("/pytorch/" + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }
}

package io.tenon.processor.emit;

import com.palantir.javapoet.CodeBlock;
import io.tenon.graph.Node;
import java.util.List;
import java.util.stream.Stream;

/** Weights as generated code names them. */
final class WeightPaths {
  private WeightPaths() {}

  /** {@code "conv1.bias"}, or {@code null} where the operation has no such operand. */
  static CodeBlock of(Node node, int operand) {
    return operand < node.inputs().size()
        ? CodeBlock.of("$S", node.inputs().get(operand).name())
        : CodeBlock.of("null");
  }

  /** Whether all weights of an operation are one layer's, under PyTorch's names. */
  static boolean areOf(String layer, Node node, String... names) {
    List<String> paths = Stream.of(names).map(name -> layer + "." + name).toList();
    return node.inputs().stream().skip(1).map(Node::name).toList().equals(paths);
  }
}

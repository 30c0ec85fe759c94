package io.tenon.processor.emit;

import com.palantir.javapoet.CodeBlock;
import io.tenon.graph.Node;

/** Weights as generated code names them. */
final class WeightPaths {
  private WeightPaths() {}

  /** {@code "conv1.bias"}, or {@code null} where the operation has no such operand. */
  static CodeBlock of(Node node, int operand) {
    return operand < node.inputs().size()
        ? CodeBlock.of("$S", node.inputs().get(operand).name())
        : CodeBlock.of("null");
  }
}

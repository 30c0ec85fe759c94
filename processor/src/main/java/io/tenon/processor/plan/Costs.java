package io.tenon.processor.plan;

import io.tenon.Shape;
import io.tenon.graph.Graph;
import io.tenon.graph.Node;
import io.tenon.graph.Symbols;
import io.tenon.op.BatchNormalization;
import java.util.ArrayList;
import java.util.List;

/** What a task costs: parameters, and multiply-adds as its operations say. */
public final class Costs {
  private final Symbols symbols = Symbols.forTrace(0);
  private final Samples samples;

  /** For tasks of this graph, which was traced with the symbols of trace 0. */
  public Costs(Graph graph, String batch) {
    this.samples = new Samples(batch);
    graph.symbols().forEach(symbols::prime);
  }

  /** How many numbers of trainable weights a task uses. */
  public Amount parameters(Task task) {
    Amount sum = Amount.ZERO;
    for (Node node : task.common().nodes()) {
      List<Node> weights = node.inputs();
      if (node.op() instanceof BatchNormalization norm) {
        weights = weights.subList(0, norm.affine() ? 3 : 1); // running statistics are not trained
      }
      for (Node weight : weights) {
        if (weight.kind() == Node.Kind.WEIGHT) {
          sum = sum.plus(Amount.product(weight.sizes()));
        }
      }
    }
    return sum;
  }

  /** Multiply-adds of a task for one sample. */
  public Amount multiplyAdds(Task task) {
    Amount sum = Amount.ZERO;
    for (Node node : task.common().nodes()) {
      List<Shape> inputs = new ArrayList<>();
      node.inputs().forEach(input -> inputs.add(oneSample(input)));
      long count = node.op().multiplyAdds(inputs, oneSample(node));
      sum = sum.plus(Amount.of(count, symbols));
    }
    return sum;
  }

  private Shape oneSample(Node node) {
    if (!samples.has(node)) {
      return node.shape();
    }
    return node.shape().with(0, node.shape().size(0) / symbols.prime(samples.batch()));
  }
}

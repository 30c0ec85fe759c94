package io.tenon.processor.plan;

import io.tenon.Shape;
import io.tenon.graph.Graph;
import io.tenon.graph.Node;
import io.tenon.graph.Size;
import io.tenon.graph.Symbols;
import io.tenon.op.BatchNormalization;
import io.tenon.op.PartialAffine;
import io.tenon.op.Recurrence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a task costs: parameters, and multiply-adds as its operations say. */
public final class Costs {
  private final Symbols symbols = Symbols.forTrace(0);
  private final SampleShapes samples;
  private final Set<Node> counted = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Map<Task, Amount> parameters = new IdentityHashMap<>();

  /** For tasks of this graph, which was traced with the symbols of trace 0. */
  public Costs(Graph graph, String batch, List<Task> tasks) {
    this.samples = new SampleShapes(batch);
    graph.symbols().forEach(symbols::prime);
    tasks.forEach(task -> parameters.put(task, count(task)));
  }

  /** How many numbers of trainable weights a task uses that no task before it uses too. */
  public Amount parameters(Task task) {
    return parameters.get(task);
  }

  private Amount count(Task task) {
    Amount sum = Amount.ZERO;
    for (Node node : task.common().nodes()) {
      List<Node> weights = node.inputs();
      if (node.op() instanceof BatchNormalization norm) {
        weights = weights.subList(0, norm.affine() ? 3 : 1); // running statistics are not trained
      }
      for (Node weight : weights) {
        if (node.op() instanceof PartialAffine part && weight.kind() == Node.Kind.WEIGHT) {
          sum = sum.plus(share(part, node, weight));
        } else if (weight.kind() == Node.Kind.WEIGHT && counted.add(weight)) {
          sum = sum.plus(Amount.product(weight.sizes()));
        }
      }
    }
    return sum;
  }

  /** A projection's part of a weight that others share. */
  private static Amount share(PartialAffine part, Node node, Node weight) {
    boolean whole = part.wholeWeight() && weight == node.inputs().get(1);
    List<Size> sizes = new ArrayList<>(weight.sizes());
    if (!whole && sizes.get(0).isConstant()) {
      sizes.set(0, Size.of(sizes.get(0).factor() / part.parts()));
    }
    return Amount.product(sizes);
  }

  /** Multiply-adds of a task for one sample. */
  public Amount multiplyAdds(Task task) {
    Amount sum = Amount.ZERO;
    for (Node node : task.common().nodes()) {
      if (node.op() instanceof Recurrence) { // two products of different sizes at each step
        List<Node> in = node.inputs();
        Amount each = Amount.product(in.get(1).sizes()).plus(Amount.product(in.get(2).sizes()));
        sum = sum.plus(each.times(Amount.of(in.get(0).sizes().get(1))));
        continue;
      }
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

package io.tenon.processor.plan;

import io.tenon.graph.Node;
import io.tenon.op.Elementwise;
import java.util.List;

/**
 * A convolution of kernels of five rows before 2×2 max-pooling, two pooled rows at a time, without
 * padding (its input has the border already).
 *
 * @param values scratch for rows of the input, transformed, and their products
 * @param folded what follows and is in the weights: factors and summands of channels
 * @param narrow whether it has so few outputs that lanes are columns
 */
public record FourRowsTask(
    Common common,
    Value in,
    Value values,
    Node conv,
    List<Node> folded,
    boolean narrow,
    List<Elementwise> activations)
    implements Task {
  @Override
  public List<Value> inputs() {
    return List.of(in);
  }

  @Override
  public List<String> inputNames() {
    return List.of("x");
  }

  @Override
  public List<Value> scratch() {
    return List.of(values);
  }

  @Override
  public List<Value> ownScratch() {
    return List.of(values);
  }

  @Override
  public List<String> scratchNames() {
    return List.of("values");
  }

  /** Whether each pooled row is one of two in one pass alone. */
  public boolean isDisjoint() {
    return out().size(1) % 2 == 0;
  }
}

package io.tenon.processor.plan;

import io.tenon.graph.Node;
import io.tenon.kernel.Phases;
import io.tenon.op.Elementwise;
import java.util.List;

/** A task that makes maps of one value's maps. */
public interface MapTask extends Task {
  /** The maps that are read. */
  Value in();

  @Override
  default List<Value> inputs() {
    return List.of(in());
  }

  /**
   * A transposed convolution; its input has the border already that its phases need.
   *
   * @param normalization folded into the weights; null for none
   */
  record ConvolveTransposed(
      Common common,
      Value in,
      Phases rows,
      Phases columns,
      Node conv,
      Node normalization,
      List<Elementwise> activations)
      implements MapTask {}
}

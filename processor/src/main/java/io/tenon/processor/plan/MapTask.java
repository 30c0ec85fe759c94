package io.tenon.processor.plan;

import io.tenon.graph.Node;
import io.tenon.kernel.Phases;
import io.tenon.op.Elementwise;
import io.tenon.op.GroupNormalization;
import io.tenon.op.Resample;
import io.tenon.op.Shuffle;
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
   * @param addend what is added to the result; null for nothing
   * @param folded what follows and is in the weights: factors and summands of channels
   */
  record ConvolveTransposed(
      Common common,
      Value in,
      Value addend,
      Phases rows,
      Phases columns,
      Node conv,
      List<Node> folded,
      List<Elementwise> activations)
      implements MapTask {
    @Override
    public List<Value> inputs() {
      return addend == null ? List.of(in) : List.of(in, addend);
    }

    @Override
    public List<String> inputNames() {
      return addend == null ? List.of("x") : List.of("x", "z");
    }
  }

  /** Maps of another size. */
  record Resize(Common common, Value in, Resample op) implements MapTask {}

  /** Below zero, values times a weight of their channel. */
  record LeakByChannel(Common common, Value in, Node node) implements MapTask {}

  /** A normalisation of each sample by itself, in groups of channels. */
  record NormalizeGroups(
      Common common, Value in, GroupNormalization op, Node node, List<Elementwise> activations)
      implements MapTask {}

  /** Channels that become pixels. */
  record ShufflePixels(Common common, Value in, Shuffle op) implements MapTask {}
}

package io.tenon.processor.plan;

import io.tenon.graph.Node;
import io.tenon.graph.Size;
import java.util.ArrayList;
import java.util.List;

/**
 * What a batch's samples look like. A value's first size is the batch, or a multiple of it: a
 * sample of [N, T, C] is [T, C], and so is one of [N·T, C], since a view moves nothing.
 *
 * @param batch the size of the batch
 */
public record SampleShapes(String batch) {
  /** Whether a node's value has samples, rather than being the same for all of a batch. */
  public boolean has(Node node) {
    return !node.sizes().isEmpty() && node.sizes().get(0).symbols().contains(batch);
  }

  /** Whether the batch is one size with others: [N·T, C]. */
  public boolean isMerged(Node node) {
    return has(node) && !rest(node).equals(Size.of(1));
  }

  /** The shape of one sample, or all of the shape where samples share the value. */
  public List<Size> of(Node node) {
    List<Size> sizes = node.sizes();
    if (!has(node)) {
      return sizes;
    }
    List<Size> sample = new ArrayList<>(sizes.subList(1, sizes.size()));
    if (isMerged(node)) {
      sample.add(0, rest(node));
    }
    return List.copyOf(sample);
  }

  /** Whether every sample's size is known without the batch's. */
  boolean areSeparate(Node node) {
    return of(node).stream().noneMatch(size -> size.symbols().contains(batch));
  }

  private Size rest(Node node) {
    Size first = node.sizes().get(0);
    List<String> symbols = new ArrayList<>(first.symbols());
    symbols.remove(batch);
    return new Size(first.factor(), symbols);
  }
}

package io.tenon.nn;

import io.tenon.DType;
import io.tenon.Shape;
import io.tenon.Tensor;

/** States of normalisation layers from before version 2, when they did not count batches yet. */
final class BatchCounts {
  private BatchCounts() {}

  /** Adds the count that the layer has now to a state that has none, as PyTorch does. */
  static void addMissing(LoadContext load, Tensor count) {
    String key = load.prefix() + "num_batches_tracked";
    boolean counted =
        load.localMetadata().get("version") instanceof Number version && version.intValue() >= 2;
    if (!counted && !load.stateDict().containsKey(key)) {
      load.stateDict().put(key, count == null ? Tensor.zeros(Shape.of(), DType.INT64) : count);
    }
  }
}

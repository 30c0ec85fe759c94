package io.tenon.processor.plan;

import io.tenon.graph.Node;
import io.tenon.op.Recurrence;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** A task on sequences: embedding, attention, recurrence. */
public interface SequenceTask extends Task {
  /** Scratch by its name in the generated method. */
  default java.util.Map<String, Value> beside() {
    return java.util.Map.of();
  }

  @Override
  default List<Value> scratch() {
    return List.copyOf(beside().values());
  }

  @Override
  default List<String> scratchNames() {
    return List.copyOf(beside().keySet());
  }

  /** Rows of a weight [V, E], by ids. */
  record Embed(Common common, Value ids, Value weight) implements SequenceTask {
    @Override
    public List<Value> inputs() {
      return List.of(ids, weight);
    }

    @Override
    public List<String> inputNames() {
      return List.of("ids", "weight");
    }
  }

  /**
   * Attention of all heads, from the projections as they lie.
   *
   * @param apart whether heads lie one after the other, [heads, T, width], rather than side by side
   *     in rows of features
   * @param mask null for none
   * @param padding null for none
   * @param beside scratch by name, for one head
   */
  record Attend(
      Common common,
      int heads,
      boolean causal,
      boolean apart,
      Value q,
      Value k,
      Value v,
      Value mask,
      Value padding,
      java.util.Map<String, Value> beside)
      implements SequenceTask {
    @Override
    public List<Value> ownScratch() {
      return scratch();
    }

    @Override
    public List<Value> inputs() {
      return Stream.of(q, k, v, mask, padding).filter(Objects::nonNull).toList();
    }

    @Override
    public List<String> inputNames() {
      List<String> names = new ArrayList<>(List.of("q", "k", "v"));
      if (mask != null) {
        names.add("mask");
      }
      if (padding != null) {
        names.add("padding");
      }
      return names;
    }
  }

  /**
   * A recurrent layer in one direction, over all time steps.
   *
   * @param h0 the state before; null for zeros
   * @param c0 the cell state before; null for zeros, or if there is none
   * @param wholeMemory whether the cell states of all steps are stored behind the hidden ones
   * @param beside scratch by name
   */
  record Recur(
      Common common,
      Recurrence op,
      Node node,
      Value in,
      Value h0,
      Value c0,
      boolean wholeMemory,
      java.util.Map<String, Value> beside)
      implements SequenceTask {
    @Override
    public List<Value> inputs() {
      return Stream.of(in, h0, c0).filter(Objects::nonNull).toList();
    }

    @Override
    public List<String> inputNames() {
      List<String> names = new ArrayList<>(List.of("x"));
      if (h0 != null) {
        names.add("h0");
      }
      if (c0 != null) {
        names.add("c0");
      }
      return names;
    }

    @Override
    public boolean wholeBatch() {
      return true;
    }
  }
}

package io.tenon.processor.plan;

import io.tenon.graph.Node;
import io.tenon.op.DropoutNoise;
import io.tenon.op.Elementwise;
import java.util.List;

/** A task of training, in which samples depend on each other. */
public interface BatchTask extends Task {
  /**
   * Finds mean and variance of each channel over the whole batch, moves the layer's running ones
   * towards them, and makes of them a factor and a summand for each channel: {@code [2, C]}.
   *
   * @param sums scratch for sums of 16 channels; null where channels lie one after the other
   */
  record Measure(Common common, Value in, Node node, Value sums) implements BatchTask {
    @Override
    public List<Value> inputs() {
      return List.of(in);
    }

    @Override
    public List<Value> scratch() {
      return sums == null ? List.of() : List.of(sums);
    }

    @Override
    public List<Value> ownScratch() {
      return scratch();
    }

    @Override
    public List<String> scratchNames() {
      return sums == null ? List.of() : List.of("sums");
    }

    @Override
    public boolean wholeBatch() {
      return true;
    }
  }

  /**
   * Applies what {@link Measure} found to a sample.
   *
   * @param by the factors, then the summands
   */
  record Standardize(Common common, Value in, Value by, List<Elementwise> activations)
      implements BatchTask {
    @Override
    public List<Value> inputs() {
      return List.of(in, by);
    }

    @Override
    public List<String> inputNames() {
      return List.of("x", "by");
    }
  }

  /** Zeroes elements at random, and scales the others up. */
  record Drop(Common common, Value in, DropoutNoise op) implements BatchTask {
    @Override
    public List<Value> inputs() {
      return List.of(in);
    }

    @Override
    public boolean wholeBatch() {
      return true;
    }
  }
}

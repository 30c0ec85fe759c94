package io.tenon.compiled;

import io.tenon.Shape;

/**
 * The shapes of the results for inputs of some shapes, kept so that the next call needs no new
 * ones.
 */
final class KnownResult {
  private final Shape[] inputs;
  private final Shape[] results;

  KnownResult(Inputs inputs, Shape[] results) {
    this.inputs = new Shape[inputs.count()];
    for (int i = 0; i < this.inputs.length; i++) {
      this.inputs[i] = inputs.tensor(i).shape();
    }
    this.results = results;
  }

  /** Whether they are the same for these inputs. */
  boolean isFor(Inputs others) {
    boolean same = others.count() == inputs.length;
    for (int i = 0; same && i < inputs.length; i++) {
      same = inputs[i].equals(others.tensor(i).shape());
    }
    return same;
  }

  Shape[] shapes() {
    return results;
  }
}

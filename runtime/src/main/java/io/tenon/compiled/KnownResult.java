package io.tenon.compiled;

import io.tenon.Shape;

/**
 * The shape of the result for inputs of some shapes, kept so that the next call needs no new one.
 */
final class KnownResult {
  private final Shape[] inputs;
  private final Shape result;

  KnownResult(Inputs inputs, Shape result) {
    this.inputs = new Shape[inputs.count()];
    for (int i = 0; i < this.inputs.length; i++) {
      this.inputs[i] = inputs.tensor(i).shape();
    }
    this.result = result;
  }

  /** Whether the result is the same for these inputs. */
  boolean isFor(Inputs others) {
    boolean same = others.count() == inputs.length;
    for (int i = 0; same && i < inputs.length; i++) {
      same = inputs[i].equals(others.tensor(i).shape());
    }
    return same;
  }

  Shape shape() {
    return result;
  }
}

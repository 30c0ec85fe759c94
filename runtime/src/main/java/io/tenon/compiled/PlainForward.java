package io.tenon.compiled;

import io.tenon.Shape;
import io.tenon.nn.NnModule;

/** What forwards of one input share whose batch alone is of unknown size. */
abstract class PlainForward<M extends NnModule> extends BoundForward<M> {
  private final int[] resultSizes;

  PlainForward(Binding<M> binding, int[] resultSizes) {
    super(binding);
    this.resultSizes = resultSizes;
  }

  /** How much scratch a batch of {@code N} needs, in floats. */
  protected abstract int workspace(int N);

  @Override
  protected final long workspace(Inputs inputs) {
    return workspace(inputs.samples());
  }

  @Override
  protected final Shape[] results(Inputs inputs) {
    int[] sizes = resultSizes.clone();
    sizes[0] = inputs.samples();
    return new Shape[] {Shape.of(sizes)};
  }
}

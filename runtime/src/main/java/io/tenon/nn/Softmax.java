package io.tenon.nn;

import io.tenon.Tensor;

/** {@code torch.nn.Softmax}: eˣ over its sum along a dimension. */
public final class Softmax extends NnModule {
  private final int dim;

  /** Along dimension {@code dim}; negative counts from the end. */
  public Softmax(int dim) {
    this.dim = dim;
  }

  @Override
  public Tensor forward(Tensor x) {
    return Functional.softmax(x, dim);
  }

  @Override
  protected String extraRepr() {
    return "dim=" + dim;
  }
}

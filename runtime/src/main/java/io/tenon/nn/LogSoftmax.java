package io.tenon.nn;

import io.tenon.Tensor;

/** {@code torch.nn.LogSoftmax}: the logarithm of softmax along a dimension. */
public final class LogSoftmax extends NnModule {
  private final int dim;

  /** Along dimension {@code dim}; negative counts from the end. */
  public LogSoftmax(int dim) {
    this.dim = dim;
  }

  @Override
  public Tensor forward(Tensor x) {
    return Functional.logSoftmax(x, dim);
  }

  @Override
  protected String extraRepr() {
    return "dim=" + dim;
  }
}

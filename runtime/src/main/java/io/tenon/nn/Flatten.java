package io.tenon.nn;

import io.tenon.Tensor;

/**
 * {@code torch.nn.Flatten}: dimensions {@code startDim} to {@code endDim}, both inclusive, made
 * one.
 */
public final class Flatten extends NnModule {
  private final int startDim;
  private final int endDim;

  /** All but the first dimension. */
  public Flatten() {
    this(1, -1);
  }

  /** Any run of dimensions. */
  public Flatten(int startDim, int endDim) {
    this.startDim = startDim;
    this.endDim = endDim;
  }

  @Override
  public Tensor forward(Tensor x) {
    return x.flatten(startDim, endDim);
  }

  @Override
  protected String extraRepr() {
    return "start_dim=" + startDim + ", end_dim=" + endDim;
  }
}

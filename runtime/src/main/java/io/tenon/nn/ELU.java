package io.tenon.nn;

import io.tenon.Tensor;

/** {@code torch.nn.ELU}: x, below zero α · (eˣ - 1). */
public final class ELU extends NnModule {
  private final double alpha;

  /** PyTorch's defaults. */
  public ELU() {
    this(1.0);
  }

  /** With PyTorch's arguments. */
  public ELU(double alpha) {
    this.alpha = alpha;
  }

  @Override
  public Tensor forward(Tensor x) {
    return Functional.elu(x, alpha);
  }

  @Override
  protected String extraRepr() {
    return "alpha=" + Reprs.number(alpha);
  }
}

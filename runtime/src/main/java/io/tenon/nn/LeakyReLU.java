package io.tenon.nn;

import io.tenon.Tensor;

/** {@code torch.nn.LeakyReLU}: x, below zero times a slope. */
public final class LeakyReLU extends NnModule {
  private final double negativeSlope;

  /** PyTorch's defaults. */
  public LeakyReLU() {
    this(0.01);
  }

  /** With PyTorch's arguments. */
  public LeakyReLU(double negativeSlope) {
    this.negativeSlope = negativeSlope;
  }

  @Override
  public Tensor forward(Tensor x) {
    return Functional.leakyRelu(x, negativeSlope);
  }

  @Override
  protected String extraRepr() {
    return "negative_slope=" + Reprs.number(negativeSlope);
  }
}

package io.tenon.nn;

import io.tenon.Tensor;

/** {@code torch.nn.GELU}: x · Φ(x), Φ the normal distribution function. */
public final class GELU extends NnModule {
  private final String approximate;

  /** PyTorch's defaults. */
  public GELU() {
    this("none");
  }

  /** With PyTorch's arguments. */
  public GELU(String approximate) {
    this.approximate = approximate;
  }

  @Override
  public Tensor forward(Tensor x) {
    return Functional.gelu(x, approximate);
  }

  @Override
  protected String extraRepr() {
    return "approximate='" + approximate + "'";
  }
}

package io.tenon.nn;

import io.tenon.Tensor;

/** {@code torch.nn.SiLU}: x · σ(x), elementwise. */
public final class SiLU extends NnModule {
  @Override
  public Tensor forward(Tensor x) {
    return Functional.silu(x);
  }
}

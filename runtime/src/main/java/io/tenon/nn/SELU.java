package io.tenon.nn;

import io.tenon.Tensor;

/** {@code torch.nn.SELU}: the scaled exponential linear unit, elementwise. */
public final class SELU extends NnModule {
  @Override
  public Tensor forward(Tensor x) {
    return Functional.selu(x);
  }
}

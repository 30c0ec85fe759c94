package io.tenon.nn;

import io.tenon.Tensor;

/** {@code torch.nn.Mish}: x · tanh(softplus(x)), elementwise. */
public final class Mish extends NnModule {
  @Override
  public Tensor forward(Tensor x) {
    return Functional.mish(x);
  }
}

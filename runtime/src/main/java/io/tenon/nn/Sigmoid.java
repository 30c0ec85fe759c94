package io.tenon.nn;

import io.tenon.Tensor;

/** {@code torch.nn.Sigmoid}: 1 / (1 + e⁻ˣ), elementwise. */
public final class Sigmoid extends NnModule {
  @Override
  public Tensor forward(Tensor x) {
    return Functional.sigmoid(x);
  }
}

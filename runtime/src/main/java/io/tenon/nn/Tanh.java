package io.tenon.nn;

import io.tenon.Tensor;

/** {@code torch.nn.Tanh}: the hyperbolic tangent, elementwise. */
public final class Tanh extends NnModule {
  @Override
  public Tensor forward(Tensor x) {
    return Functional.tanh(x);
  }
}

package io.tenon.nn;

import io.tenon.Tensor;

/** {@code torch.nn.Hardsigmoid}: relu6(x + 3) / 6, elementwise. */
public final class Hardsigmoid extends NnModule {
  @Override
  public Tensor forward(Tensor x) {
    return Functional.hardsigmoid(x);
  }
}

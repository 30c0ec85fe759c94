package io.tenon.nn;

import io.tenon.Tensor;

/** {@code torch.nn.Hardswish}: x · relu6(x + 3) / 6, elementwise. */
public final class Hardswish extends NnModule {
  @Override
  public Tensor forward(Tensor x) {
    return Functional.hardswish(x);
  }
}

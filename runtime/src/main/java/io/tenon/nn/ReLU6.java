package io.tenon.nn;

import io.tenon.Tensor;

/** {@code torch.nn.ReLU6}: min(6, max(0, x)), elementwise. */
public final class ReLU6 extends NnModule {
  @Override
  public Tensor forward(Tensor x) {
    return Functional.relu6(x);
  }
}

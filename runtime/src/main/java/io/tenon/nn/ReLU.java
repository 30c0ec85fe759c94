package io.tenon.nn;

import io.tenon.Tensor;

/** {@code torch.nn.ReLU}: max(0, x), elementwise. */
public final class ReLU extends NnModule {
  @Override
  public Tensor forward(Tensor x) {
    return Functional.relu(x);
  }
}

package io.tenon.nn;

import io.tenon.Tensor;

/** {@code torch.nn.Softplus}: log(1 + e^(βx)) / β. */
public final class Softplus extends NnModule {
  private final double beta;
  private final double threshold;

  /** PyTorch's defaults. */
  public Softplus() {
    this(1, 20);
  }

  /** With PyTorch's arguments. */
  public Softplus(double beta, double threshold) {
    this.beta = beta;
    this.threshold = threshold;
  }

  @Override
  public Tensor forward(Tensor x) {
    return Functional.softplus(x, beta, threshold);
  }

  @Override
  protected String extraRepr() {
    return "beta=" + Reprs.integral(beta) + ", threshold=" + Reprs.integral(threshold);
  }
}

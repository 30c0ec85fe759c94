package io.tenon.nn;

import io.tenon.Tensor;

/**
 * {@code torch.nn.Dropout}: in training, zeroes elements with probability p and scales the others
 * up.
 */
public final class Dropout extends NnModule {
  private final double p;

  /** With probability 0.5. */
  public Dropout() {
    this(0.5);
  }

  /**
   * With probability {@code p}.
   *
   * @throws IllegalArgumentException if {@code p} is not between 0 and 1
   */
  public Dropout(double p) {
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException(
          "dropout probability has to be between 0 and 1, but got " + p);
    }
    this.p = p;
  }

  @Override
  public Tensor forward(Tensor x) {
    return Functional.dropout(x, p, training());
  }

  @Override
  protected String extraRepr() {
    return "p=" + Reprs.number(p) + ", inplace=False";
  }
}

package io.tenon.nn;

import io.tenon.Tensor;

/** {@code torch.nn.Hardtanh}: x, kept within two bounds. */
public final class Hardtanh extends NnModule {
  private final double minVal;
  private final double maxVal;

  /** PyTorch's defaults. */
  public Hardtanh() {
    this(-1, 1);
  }

  /**
   * With PyTorch's arguments.
   *
   * @throws IllegalArgumentException if {@code maxVal} is not above {@code minVal}
   */
  public Hardtanh(double minVal, double maxVal) {
    if (!(maxVal > minVal)) {
      throw new IllegalArgumentException(
          "hardtanh: max_val must be larger than min_val, but got min_val="
              + Reprs.number(minVal)
              + ", max_val="
              + Reprs.number(maxVal));
    }
    this.minVal = minVal;
    this.maxVal = maxVal;
  }

  @Override
  public Tensor forward(Tensor x) {
    return Functional.hardtanh(x, minVal, maxVal);
  }

  @Override
  protected String extraRepr() {
    return "min_val=" + Reprs.number(minVal) + ", max_val=" + Reprs.number(maxVal);
  }
}

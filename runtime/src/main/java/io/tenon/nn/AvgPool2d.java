package io.tenon.nn;

import io.tenon.Tensor;
import io.tenon.op.Pair;

/** {@code torch.nn.AvgPool2d}: the mean of each window; input [N, C, H, W]. */
public final class AvgPool2d extends NnModule {
  private final Pair kernelSize;
  private final Pair stride;
  private final Pair padding;
  private final boolean ceilMode;
  private final boolean countIncludePad;

  /** Windows that touch. */
  public AvgPool2d(int kernelSize) {
    this(Pair.of(kernelSize), Pair.of(kernelSize), Pair.of(0), false, true);
  }

  /** Windows of any kind; with {@code countIncludePad} the zeros of the padding count. */
  public AvgPool2d(
      Pair kernelSize, Pair stride, Pair padding, boolean ceilMode, boolean countIncludePad) {
    this.kernelSize = kernelSize;
    this.stride = stride;
    this.padding = padding;
    this.ceilMode = ceilMode;
    this.countIncludePad = countIncludePad;
  }

  @Override
  public Tensor forward(Tensor x) {
    return Functional.avgPool2d(x, kernelSize, stride, padding, ceilMode, countIncludePad);
  }

  @Override
  protected String extraRepr() {
    return "kernel_size="
        + Reprs.pair(kernelSize)
        + ", stride="
        + Reprs.pair(stride)
        + ", padding="
        + Reprs.pair(padding);
  }
}

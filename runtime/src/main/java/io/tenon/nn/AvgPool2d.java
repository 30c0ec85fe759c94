package io.tenon.nn;

import io.tenon.Tensor;
import io.tenon.op.Ops;
import io.tenon.op.Pair;
import io.tenon.op.Pooling;

/** {@code torch.nn.AvgPool2d}: the mean of each window; input [N, C, H, W]. */
public final class AvgPool2d extends NnModule {
  private final Pair kernelSize;
  private final Pair stride;
  private final Pair padding;
  private final boolean ceilMode;
  private final boolean countIncludePad;
  private final int divisorOverride;

  /** Windows that touch. */
  public AvgPool2d(int kernelSize) {
    this(Pair.of(kernelSize), Pair.of(kernelSize), Pair.of(0), false, true);
  }

  /** Square windows {@code stride} apart. */
  public AvgPool2d(int kernelSize, int stride, int padding) {
    this(Pair.of(kernelSize), Pair.of(stride), Pair.of(padding), false, true);
  }

  /** Windows of any kind; with {@code countIncludePad} the zeros of the padding count. */
  public AvgPool2d(
      Pair kernelSize, Pair stride, Pair padding, boolean ceilMode, boolean countIncludePad) {
    this(kernelSize, stride, padding, ceilMode, countIncludePad, null);
  }

  /**
   * Windows of any kind.
   *
   * @param divisorOverride what each window's sum is divided by; null for the number of its
   *     elements
   * @throws IllegalArgumentException if it is 0, in PyTorch's words
   */
  public AvgPool2d(
      Pair kernelSize,
      Pair stride,
      Pair padding,
      boolean ceilMode,
      boolean countIncludePad,
      Integer divisorOverride) {
    if (divisorOverride != null && divisorOverride == 0) {
      throw new IllegalArgumentException("divisor must be not zero");
    }
    this.kernelSize = kernelSize;
    this.stride = stride;
    this.padding = padding;
    this.ceilMode = ceilMode;
    this.countIncludePad = countIncludePad;
    this.divisorOverride = divisorOverride == null ? 0 : divisorOverride;
  }

  @Override
  public Tensor forward(Tensor x) {
    Pooling op =
        Pooling.avg(kernelSize, stride, padding, ceilMode, countIncludePad, divisorOverride);
    return Ops.apply(op, x);
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

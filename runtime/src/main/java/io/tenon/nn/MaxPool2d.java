package io.tenon.nn;

import io.tenon.Tensor;
import io.tenon.op.Pair;

/** {@code torch.nn.MaxPool2d}: the largest element of each window; input [N, C, H, W]. */
public final class MaxPool2d extends NnModule {
  private final Pair kernelSize;
  private final Pair stride;
  private final Pair padding;
  private final Pair dilation;
  private final boolean ceilMode;

  /** Windows that touch. */
  public MaxPool2d(int kernelSize) {
    this(kernelSize, kernelSize, 0);
  }

  /** Square windows {@code stride} apart. */
  public MaxPool2d(int kernelSize, int stride, int padding) {
    this(Pair.of(kernelSize), Pair.of(stride), Pair.of(padding), Pair.of(1), false);
  }

  /** Windows of any kind; with {@code ceilMode} one may reach beyond the edge. */
  public MaxPool2d(Pair kernelSize, Pair stride, Pair padding, Pair dilation, boolean ceilMode) {
    this.kernelSize = kernelSize;
    this.stride = stride;
    this.padding = padding;
    this.dilation = dilation;
    this.ceilMode = ceilMode;
  }

  @Override
  public Tensor forward(Tensor x) {
    return Functional.maxPool2d(x, kernelSize, stride, padding, dilation, ceilMode);
  }

  @Override
  protected String extraRepr() {
    return "kernel_size="
        + Reprs.pair(kernelSize)
        + ", stride="
        + Reprs.pair(stride)
        + ", padding="
        + Reprs.pair(padding)
        + ", dilation="
        + Reprs.pair(dilation)
        + ", ceil_mode="
        + Reprs.bool(ceilMode);
  }
}

package io.tenon.nn;

import io.tenon.Tensor;
import io.tenon.op.Pair;

/**
 * {@code torch.nn.MaxPool2d}: the largest element of each window; input [N, C, H, W].
 *
 * <p>Options are PyTorch's keyword arguments: {@code new MaxPool2d(3, options().stride(2))}.
 */
public final class MaxPool2d extends NnModule {
  private final GivenPair kernelSize;
  private final GivenPair stride;
  private final GivenPair padding;
  private final GivenPair dilation;
  private final boolean ceilMode;

  /** Windows that touch. */
  public MaxPool2d(int kernelSize) {
    this(kernelSize, new Options());
  }

  /** Square windows {@code stride} apart. */
  public MaxPool2d(int kernelSize, int stride, int padding) {
    this(kernelSize, new Options().stride(stride).padding(padding));
  }

  /** Windows of any kind; with {@code ceilMode} one may reach beyond the edge. */
  public MaxPool2d(Pair kernelSize, Pair stride, Pair padding, Pair dilation, boolean ceilMode) {
    this(
        kernelSize,
        new Options()
            .stride(stride.h(), stride.w())
            .padding(padding.h(), padding.w())
            .dilation(dilation.h(), dilation.w())
            .ceilMode(ceilMode));
  }

  /** Square windows. */
  public MaxPool2d(int kernelSize, Options options) {
    this(GivenPair.both(kernelSize), options);
  }

  /** Windows of any size. */
  public MaxPool2d(Pair kernelSize, Options options) {
    this(GivenPair.each(kernelSize), options);
  }

  private MaxPool2d(GivenPair kernelSize, Options options) {
    this.kernelSize = kernelSize;
    this.stride = options.stride == null ? kernelSize : options.stride;
    this.padding = options.padding;
    this.dilation = options.dilation;
    this.ceilMode = options.ceilMode;
  }

  /** The options; each method returns this. */
  public static final class Options {
    private GivenPair stride;
    private GivenPair padding = GivenPair.both(0);
    private GivenPair dilation = GivenPair.both(1);
    private boolean ceilMode;

    /** How far windows are apart; the kernel's size unless set. */
    public Options stride(int both) {
      stride = GivenPair.both(both);
      return this;
    }

    /** How far windows are apart. */
    public Options stride(int h, int w) {
      stride = GivenPair.each(h, w);
      return this;
    }

    /** What is added on each side, less than any number; 0 unless set. */
    public Options padding(int both) {
      padding = GivenPair.both(both);
      return this;
    }

    /** What is added on each side. */
    public Options padding(int h, int w) {
      padding = GivenPair.each(h, w);
      return this;
    }

    /** How far a window's elements are apart; 1 unless set. */
    public Options dilation(int both) {
      dilation = GivenPair.both(both);
      return this;
    }

    /** How far a window's elements are apart. */
    public Options dilation(int h, int w) {
      dilation = GivenPair.each(h, w);
      return this;
    }

    /** Whether a window may reach beyond the edge; false unless set. */
    public Options ceilMode(boolean wanted) {
      ceilMode = wanted;
      return this;
    }
  }

  /** No options set. */
  public static Options options() {
    return new Options();
  }

  @Override
  public Tensor forward(Tensor x) {
    return Functional.maxPool2d(
        x, kernelSize.pair(), stride.pair(), padding.pair(), dilation.pair(), ceilMode);
  }

  @Override
  protected String extraRepr() {
    return "kernel_size="
        + kernelSize
        + ", stride="
        + stride
        + ", padding="
        + padding
        + ", dilation="
        + dilation
        + ", ceil_mode="
        + Reprs.bool(ceilMode);
  }
}

package io.tenon.nn;

import io.tenon.Tensor;
import io.tenon.op.Ops;
import io.tenon.op.Pair;
import io.tenon.op.Pooling;

/**
 * {@code torch.nn.AvgPool2d}: the mean of each window; input [N, C, H, W].
 *
 * <p>Options are PyTorch's keyword arguments: {@code new AvgPool2d(3, options().stride(2))}.
 */
public final class AvgPool2d extends NnModule {
  private final GivenPair kernelSize;
  private final GivenPair stride;
  private final GivenPair padding;
  private final boolean ceilMode;
  private final boolean countIncludePad;
  private final int divisorOverride;

  /** Windows that touch. */
  public AvgPool2d(int kernelSize) {
    this(kernelSize, new Options());
  }

  /** Square windows {@code stride} apart. */
  public AvgPool2d(int kernelSize, int stride, int padding) {
    this(kernelSize, new Options().stride(stride).padding(padding));
  }

  /** Windows of any kind; with {@code countIncludePad} the zeros of the padding count. */
  public AvgPool2d(
      Pair kernelSize, Pair stride, Pair padding, boolean ceilMode, boolean countIncludePad) {
    this(
        kernelSize,
        new Options()
            .stride(stride.h(), stride.w())
            .padding(padding.h(), padding.w())
            .ceilMode(ceilMode)
            .countIncludePad(countIncludePad));
  }

  /** Square windows. */
  public AvgPool2d(int kernelSize, Options options) {
    this(GivenPair.both(kernelSize), options);
  }

  /** Windows of any size. */
  public AvgPool2d(Pair kernelSize, Options options) {
    this(GivenPair.each(kernelSize), options);
  }

  private AvgPool2d(GivenPair kernelSize, Options options) {
    this.kernelSize = kernelSize;
    this.stride = options.stride == null ? kernelSize : options.stride;
    this.padding = options.padding;
    this.ceilMode = options.ceilMode;
    this.countIncludePad = options.countIncludePad;
    this.divisorOverride = options.divisorOverride;
  }

  /** The options; each method returns this. */
  public static final class Options {
    private GivenPair stride;
    private GivenPair padding = GivenPair.both(0);
    private boolean ceilMode;
    private boolean countIncludePad = true;
    private int divisorOverride;

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

    /** What is added on each side; 0 unless set. */
    public Options padding(int both) {
      padding = GivenPair.both(both);
      return this;
    }

    /** What is added on each side. */
    public Options padding(int h, int w) {
      padding = GivenPair.each(h, w);
      return this;
    }

    /** Whether a window may reach beyond the edge; false unless set. */
    public Options ceilMode(boolean wanted) {
      ceilMode = wanted;
      return this;
    }

    /** Whether the padding's zeros count; true unless set. */
    public Options countIncludePad(boolean wanted) {
      countIncludePad = wanted;
      return this;
    }

    /**
     * What each window's sum is divided by; the number of its elements unless set.
     *
     * @throws IllegalArgumentException if it is 0, in PyTorch's words
     */
    public Options divisorOverride(int divisor) {
      if (divisor == 0) {
        throw new IllegalArgumentException("divisor must be not zero");
      }
      divisorOverride = divisor;
      return this;
    }
  }

  /** No options set. */
  public static Options options() {
    return new Options();
  }

  @Override
  public Tensor forward(Tensor x) {
    Pooling op =
        Pooling.avg(
            kernelSize.pair(),
            stride.pair(),
            padding.pair(),
            ceilMode,
            countIncludePad,
            divisorOverride);
    return Ops.apply(op, x);
  }

  @Override
  protected String extraRepr() {
    return "kernel_size=" + kernelSize + ", stride=" + stride + ", padding=" + padding;
  }
}

package io.tenon.nn;

import io.tenon.Parameter;
import io.tenon.Tensor;
import io.tenon.compiled.Slots;
import io.tenon.op.Pair;

/**
 * {@code torch.nn.Conv2d}: input [N, inChannels, H, W], result [N, outChannels, H', W'] with H' =
 * ⌊(H + 2·padding - dilation·(kernelSize - 1) - 1) / stride⌋ + 1.
 *
 * <p>Options are PyTorch's keyword arguments: {@code new Conv2d(16, 32, 3,
 * options().stride(2).padding(1))}, with {@code import static io.tenon.nn.Conv2d.options}.
 *
 * <p>A compiled forward may compute 3×3 convolutions of stride 1 by {@link
 * io.tenon.kernel.WinogradTile}: results differ by rounding, and what is NaN or infinite reaches
 * more of them.
 */
public final class Conv2d extends NnModule {
  private static final Slots<Conv2d> SLOTS =
      new Slots<Conv2d>()
          .parameter("weight", layer -> layer.weight, (layer, value) -> layer.weight = value)
          .parameter("bias", layer -> layer.bias, (layer, value) -> layer.bias = value);

  /** [outChannels, inChannels / groups, kH, kW]. */
  public Parameter weight;

  /** [outChannels], or null. */
  public Parameter bias;

  private final int inChannels;
  private final int outChannels;
  private final Pair kernelSize;
  private final Pair stride;
  private final ConvolutionPadding padding;
  private final Pair dilation;
  private final int groups;

  /** A convolution with a square kernel, stride 1 and no padding. */
  public Conv2d(int inChannels, int outChannels, int kernelSize) {
    this(inChannels, outChannels, Pair.of(kernelSize), new Options());
  }

  /** A convolution with a square kernel. */
  public Conv2d(int inChannels, int outChannels, int kernelSize, Options options) {
    this(inChannels, outChannels, Pair.of(kernelSize), options);
  }

  /**
   * A convolution.
   *
   * @throws IllegalArgumentException if the channels are no multiples of the groups, in PyTorch's
   *     words
   */
  public Conv2d(int inChannels, int outChannels, Pair kernelSize, Options options) {
    super(SLOTS);
    if (options.groups <= 0) {
      throw new IllegalArgumentException("groups must be a positive integer");
    }
    if (inChannels % options.groups != 0) {
      throw new IllegalArgumentException("in_channels must be divisible by groups");
    }
    if (outChannels % options.groups != 0) {
      throw new IllegalArgumentException("out_channels must be divisible by groups");
    }
    options.padding.requireStride(options.stride);
    this.inChannels = inChannels;
    this.outChannels = outChannels;
    this.kernelSize = kernelSize;
    this.stride = options.stride;
    this.padding = options.padding;
    this.dilation = options.dilation;
    this.groups = options.groups;
    weight =
        Functional.emptyParameter(outChannels, inChannels / groups, kernelSize.h(), kernelSize.w());
    bias = options.bias ? Functional.emptyParameter(outChannels) : null;
    resetParameters();
  }

  /** Draws initial weights as PyTorch does. */
  public void resetParameters() {
    Init.fanInUniform_(weight);
    if (bias != null) {
      Init.bias_(bias, weight.shape().elements(1, 4));
    }
  }

  /** The options of a convolution; each method returns this. */
  public static final class Options {
    private Pair stride = Pair.of(1);
    private ConvolutionPadding padding = ConvolutionPadding.NONE;
    private Pair dilation = Pair.of(1);
    private int groups = 1;
    private boolean bias = true;

    /** How far windows are apart. */
    public Options stride(int both) {
      return stride(both, both);
    }

    /** How far windows are apart. */
    public Options stride(int h, int w) {
      stride = new Pair(h, w);
      return this;
    }

    /** What is added on each side. */
    public Options padding(int both) {
      return padding(both, both);
    }

    /** What is added on each side. */
    public Options padding(int h, int w) {
      padding = padding.with(new Pair(h, w));
      return this;
    }

    /**
     * {@code "same"} keeps the input's size, {@code "valid"} adds nothing.
     *
     * @throws IllegalArgumentException for any other word
     */
    public Options padding(String word) {
      padding = padding.with(word);
      return this;
    }

    /** How far a window's elements are apart. */
    public Options dilation(int both) {
      return dilation(both, both);
    }

    /** How far a window's elements are apart. */
    public Options dilation(int h, int w) {
      dilation = new Pair(h, w);
      return this;
    }

    /** Into how many groups the channels fall that see each other. */
    public Options groups(int count) {
      groups = count;
      return this;
    }

    /** Whether a number is added to each output channel. */
    public Options bias(boolean wanted) {
      bias = wanted;
      return this;
    }

    /**
     * What stands in the padding: {@code zeros}, {@code reflect}, {@code replicate} or {@code
     * circular}.
     *
     * @throws IllegalArgumentException for any other word
     */
    public Options paddingMode(String mode) {
      padding = padding.withMode(mode);
      return this;
    }
  }

  /** No options set: {@code new Conv2d(3, 6, 3, options().padding(1))}. */
  public static Options options() {
    return new Options();
  }

  @Override
  public Tensor forward(Tensor x) {
    return padding.convolve(x, weight, bias, stride, dilation, groups);
  }

  @Override
  protected String extraRepr() {
    StringBuilder text = new StringBuilder();
    text.append(io.tenon.SizeNames.of(inChannels))
        .append(", ")
        .append(io.tenon.SizeNames.of(outChannels));
    text.append(", kernel_size=").append(kernelSize).append(", stride=").append(stride);
    text.append(padding.repr(padding.numbers().toString()));
    if (!dilation.equals(Pair.of(1))) {
      text.append(", dilation=").append(dilation);
    }
    if (groups != 1) {
      text.append(", groups=").append(groups);
    }
    if (bias == null) {
      text.append(", bias=False");
    }
    text.append(padding.modeRepr());
    return text.toString();
  }
}

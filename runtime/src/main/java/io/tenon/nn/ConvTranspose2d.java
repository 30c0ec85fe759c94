package io.tenon.nn;

import io.tenon.Parameter;
import io.tenon.Tensor;
import io.tenon.compiled.Slots;
import io.tenon.op.Pair;
import io.tenon.op.TransposedConvolution;

/**
 * {@code torch.nn.ConvTranspose2d}: input [N, inChannels, H, W], result [N, outChannels, H', W']
 * with H' = (H - 1)·stride - 2·padding + dilation·(kernelSize - 1) + outputPadding + 1.
 */
public final class ConvTranspose2d extends NnModule {
  private static final Slots<ConvTranspose2d> SLOTS =
      new Slots<ConvTranspose2d>()
          .parameter("weight", layer -> layer.weight, (layer, value) -> layer.weight = value)
          .parameter("bias", layer -> layer.bias, (layer, value) -> layer.bias = value);

  /** [inChannels, outChannels / groups, kH, kW]. */
  public Parameter weight;

  /** [outChannels], or null. */
  public Parameter bias;

  private final int inChannels;
  private final int outChannels;
  private final Pair kernelSize;
  private final Options options;

  /** A square kernel, stride 1, no padding. */
  public ConvTranspose2d(int inChannels, int outChannels, int kernelSize) {
    this(inChannels, outChannels, Pair.of(kernelSize), new Options());
  }

  /** A square kernel. */
  public ConvTranspose2d(int inChannels, int outChannels, int kernelSize, Options options) {
    this(inChannels, outChannels, Pair.of(kernelSize), options);
  }

  /**
   * A kernel of any size.
   *
   * @throws IllegalArgumentException if the channels are no multiples of the groups, or the
   *     output's padding is not below stride or dilation, in PyTorch's words
   */
  public ConvTranspose2d(int inChannels, int outChannels, Pair kernelSize, Options options) {
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
    options.requireOutputPadding();
    this.inChannels = inChannels;
    this.outChannels = outChannels;
    this.kernelSize = kernelSize;
    this.options = options.copy();
    weight =
        Functional.emptyParameter(
            inChannels, outChannels / options.groups, kernelSize.h(), kernelSize.w());
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

  /** The options, PyTorch's keyword arguments; each method returns this. */
  public static final class Options {
    private Pair stride = Pair.of(1);
    private Pair padding = Pair.of(0);
    private Pair outputPadding = Pair.of(0);
    private Pair dilation = Pair.of(1);
    private int groups = 1;
    private boolean bias = true;

    private Options copy() {
      Options copy = new Options().groups(groups).bias(bias);
      copy.stride = stride;
      copy.padding = padding;
      copy.outputPadding = outputPadding;
      copy.dilation = dilation;
      return copy;
    }

    private void requireOutputPadding() {
      if (outputPadding.h() >= Math.max(stride.h(), dilation.h())
          || outputPadding.w() >= Math.max(stride.w(), dilation.w())) {
        throw new IllegalArgumentException(
            "output padding must be smaller than either stride or dilation, but got"
                + sides("output_padding", outputPadding)
                + sides("stride", stride)
                + sides("dilation", dilation));
      }
    }

    private static String sides(String name, Pair value) {
      return " " + name + "_height: " + value.h() + " " + name + "_width: " + value.w();
    }

    /** How far apart the inputs come to lie; 1 unless set. */
    public Options stride(int both) {
      return stride(both, both);
    }

    /** How far apart the inputs come to lie. */
    public Options stride(int h, int w) {
      stride = new Pair(h, w);
      return this;
    }

    /** What is cut off on each side; 0 unless set. */
    public Options padding(int both) {
      return padding(both, both);
    }

    /** What is cut off on each side. */
    public Options padding(int h, int w) {
      padding = new Pair(h, w);
      return this;
    }

    /** What is added on one side; 0 unless set. */
    public Options outputPadding(int both) {
      return outputPadding(both, both);
    }

    /** What is added on one side. */
    public Options outputPadding(int h, int w) {
      outputPadding = new Pair(h, w);
      return this;
    }

    /** How far a kernel's elements are apart; 1 unless set. */
    public Options dilation(int both) {
      return dilation(both, both);
    }

    /** How far a kernel's elements are apart. */
    public Options dilation(int h, int w) {
      dilation = new Pair(h, w);
      return this;
    }

    /** Into how many groups the channels fall that see each other; 1 unless set. */
    public Options groups(int count) {
      groups = count;
      return this;
    }

    /** Whether a number is added to each output channel; true unless set. */
    public Options bias(boolean wanted) {
      bias = wanted;
      return this;
    }

    /**
     * What stands in the padding: {@code zeros}, PyTorch's only choice.
     *
     * @throws IllegalArgumentException for any other word
     */
    public Options paddingMode(String mode) {
      if (!mode.equals("zeros")) {
        throw new IllegalArgumentException(
            "Only \"zeros\" padding mode is supported for ConvTranspose2d");
      }
      return this;
    }
  }

  /** No options set. */
  public static Options options() {
    return new Options();
  }

  @Override
  public Tensor forward(Tensor x) {
    return Functional.withOptional(
        new TransposedConvolution(
            options.stride,
            options.padding,
            options.outputPadding,
            options.dilation,
            options.groups),
        x,
        weight,
        bias);
  }

  @Override
  protected String extraRepr() {
    StringBuilder text = new StringBuilder();
    text.append(inChannels).append(", ").append(outChannels);
    text.append(", kernel_size=").append(kernelSize);
    text.append(", stride=").append(options.stride);
    if (!options.padding.equals(Pair.of(0))) {
      text.append(", padding=").append(options.padding);
    }
    if (!options.dilation.equals(Pair.of(1))) {
      text.append(", dilation=").append(options.dilation);
    }
    if (!options.outputPadding.equals(Pair.of(0))) {
      text.append(", output_padding=").append(options.outputPadding);
    }
    if (options.groups != 1) {
      text.append(", groups=").append(options.groups);
    }
    if (bias == null) {
      text.append(", bias=False");
    }
    return text.toString();
  }
}

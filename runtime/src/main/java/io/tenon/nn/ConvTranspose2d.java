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
    this(inChannels, outChannels, kernelSize, new Options());
  }

  /**
   * A square kernel.
   *
   * @throws IllegalArgumentException if the channels are no multiples of the groups, or the
   *     output's padding is not below stride or dilation, in PyTorch's words
   */
  public ConvTranspose2d(int inChannels, int outChannels, int kernelSize, Options options) {
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
    if (options.outputPadding >= Math.max(options.stride, options.dilation)) {
      throw new IllegalArgumentException(
          "output padding must be smaller than either stride or dilation");
    }
    this.inChannels = inChannels;
    this.outChannels = outChannels;
    this.kernelSize = Pair.of(kernelSize);
    this.options = options.copy();
    weight =
        Functional.emptyParameter(inChannels, outChannels / options.groups, kernelSize, kernelSize);
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

  /**
   * The options, PyTorch's keyword arguments, each for both directions; each method returns this.
   */
  public static final class Options {
    private int stride = 1;
    private int padding;
    private int outputPadding;
    private int dilation = 1;
    private int groups = 1;
    private boolean bias = true;

    private Options copy() {
      return new Options()
          .stride(stride)
          .padding(padding)
          .outputPadding(outputPadding)
          .dilation(dilation)
          .groups(groups)
          .bias(bias);
    }

    /** How far apart the inputs come to lie; 1 unless set. */
    public Options stride(int both) {
      stride = both;
      return this;
    }

    /** What is cut off on each side; 0 unless set. */
    public Options padding(int both) {
      padding = both;
      return this;
    }

    /** What is added on one side; 0 unless set. */
    public Options outputPadding(int both) {
      outputPadding = both;
      return this;
    }

    /** How far a kernel's elements are apart; 1 unless set. */
    public Options dilation(int both) {
      dilation = both;
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
  }

  /** No options set. */
  public static Options options() {
    return new Options();
  }

  @Override
  public Tensor forward(Tensor x) {
    return Functional.withOptional(
        new TransposedConvolution(
            Pair.of(options.stride),
            Pair.of(options.padding),
            Pair.of(options.outputPadding),
            Pair.of(options.dilation),
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
    text.append(", stride=").append(Pair.of(options.stride));
    if (options.padding != 0) {
      text.append(", padding=").append(Pair.of(options.padding));
    }
    if (options.dilation != 1) {
      text.append(", dilation=").append(Pair.of(options.dilation));
    }
    if (options.outputPadding != 0) {
      text.append(", output_padding=").append(Pair.of(options.outputPadding));
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

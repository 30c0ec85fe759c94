package io.tenon.nn;

import io.tenon.Parameter;
import io.tenon.ShapeError;
import io.tenon.Tensor;
import io.tenon.compiled.Slots;
import io.tenon.op.Pair;

/**
 * {@code torch.nn.Conv1d}: input [N, inChannels, L], result [N, outChannels, L'] with L' = ⌊(L +
 * 2·padding - dilation·(kernelSize - 1) - 1) / stride⌋ + 1. A convolution of maps of one row.
 */
public final class Conv1d extends NnModule {
  private static final Slots<Conv1d> SLOTS =
      new Slots<Conv1d>()
          .parameter("weight", layer -> layer.weight, (layer, value) -> layer.weight = value)
          .parameter("bias", layer -> layer.bias, (layer, value) -> layer.bias = value);

  /** [outChannels, inChannels / groups, k]. */
  public Parameter weight;

  /** [outChannels], or null. */
  public Parameter bias;

  private final int inChannels;
  private final int outChannels;
  private final int kernelSize;
  private final Options options;

  /** A convolution with stride 1 and no padding. */
  public Conv1d(int inChannels, int outChannels, int kernelSize) {
    this(inChannels, outChannels, kernelSize, new Options());
  }

  /**
   * A convolution.
   *
   * @throws IllegalArgumentException if the channels are no multiples of the groups, or {@code
   *     "same"} comes with a stride, in PyTorch's words
   */
  public Conv1d(int inChannels, int outChannels, int kernelSize, Options options) {
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
    options.padding.requireStride(new Pair(1, options.stride));
    this.inChannels = inChannels;
    this.outChannels = outChannels;
    this.kernelSize = kernelSize;
    this.options = options.copy();
    weight = Functional.emptyParameter(outChannels, inChannels / options.groups, kernelSize);
    bias = options.bias ? Functional.emptyParameter(outChannels) : null;
    resetParameters();
  }

  /** Draws initial weights as PyTorch does. */
  public void resetParameters() {
    Init.fanInUniform_(weight);
    if (bias != null) {
      Init.bias_(bias, weight.shape().elements(1, 3));
    }
  }

  /** The options, PyTorch's keyword arguments; each method returns this. */
  public static final class Options {
    private int stride = 1;
    private ConvolutionPadding padding = ConvolutionPadding.NONE;
    private int dilation = 1;
    private int groups = 1;
    private boolean bias = true;

    private Options copy() {
      Options copy = new Options().stride(stride).dilation(dilation).groups(groups).bias(bias);
      copy.padding = padding;
      return copy;
    }

    /** How far windows are apart; 1 unless set. */
    public Options stride(int step) {
      stride = step;
      return this;
    }

    /** What is added on each side; 0 unless set. */
    public Options padding(int number) {
      padding = padding.with(new Pair(0, number));
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

    /**
     * What stands in the padding: {@code zeros}, {@code reflect}, {@code replicate} or {@code
     * circular}; zeros unless set.
     *
     * @throws IllegalArgumentException for any other word
     */
    public Options paddingMode(String mode) {
      padding = padding.withMode(mode);
      return this;
    }

    /** How far a window's elements are apart; 1 unless set. */
    public Options dilation(int step) {
      dilation = step;
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
    if (x.dim() != 3) {
      throw new ShapeError(
          "conv1d: expected an input of 3 dimensions [N, C, L], but got " + x.shape());
    }
    Tensor y =
        options.padding.convolve(
            x.view(x.size(0), x.size(1), 1, x.size(2)),
            weight.view(outChannels, inChannels / options.groups, 1, kernelSize),
            bias,
            new Pair(1, options.stride),
            new Pair(1, options.dilation),
            options.groups);
    return y.view(y.size(0), y.size(1), y.size(3));
  }

  @Override
  protected String extraRepr() {
    StringBuilder text = new StringBuilder();
    text.append(inChannels).append(", ").append(outChannels);
    text.append(", kernel_size=(").append(kernelSize).append(",), stride=(");
    text.append(options.stride).append(",)");
    text.append(options.padding.repr("(" + options.padding.numbers().w() + ",)"));
    if (options.dilation != 1) {
      text.append(", dilation=(").append(options.dilation).append(",)");
    }
    if (options.groups != 1) {
      text.append(", groups=").append(options.groups);
    }
    if (bias == null) {
      text.append(", bias=False");
    }
    text.append(options.padding.modeRepr());
    return text.toString();
  }
}

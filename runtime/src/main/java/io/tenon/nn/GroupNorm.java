package io.tenon.nn;

import io.tenon.Parameter;
import io.tenon.Tensor;
import io.tenon.compiled.Slots;
import io.tenon.op.GroupNormalization;

/**
 * {@code torch.nn.GroupNorm}: each sample's groups of channels have mean 0 and variance 1, then a
 * factor and a summand for each channel; input [N, C, *] (Wu and He, 2018).
 */
public final class GroupNorm extends NnModule {
  private static final Slots<GroupNorm> SLOTS =
      new Slots<GroupNorm>()
          .parameter("weight", layer -> layer.weight, (layer, value) -> layer.weight = value)
          .parameter("bias", layer -> layer.bias, (layer, value) -> layer.bias = value);

  /** [numChannels], or null. */
  public Parameter weight;

  /** [numChannels], or null. */
  public Parameter bias;

  private final int numGroups;
  private final int numChannels;
  private final double eps;
  private final boolean affine;

  /** PyTorch's defaults: eps 1e-5, affine. */
  public GroupNorm(int numGroups, int numChannels) {
    this(numGroups, numChannels, 1e-5, true);
  }

  /**
   * A group normalisation.
   *
   * @throws IllegalArgumentException if the groups don't divide the channels, in PyTorch's words
   */
  public GroupNorm(int numGroups, int numChannels, double eps, boolean affine) {
    super(SLOTS);
    if (numGroups <= 0) {
      throw new IllegalArgumentException(
          "num_groups must be a positive integer, but got " + numGroups);
    }
    if (numChannels % numGroups != 0) {
      throw new IllegalArgumentException("num_channels must be divisible by num_groups");
    }
    this.numGroups = numGroups;
    this.numChannels = numChannels;
    this.eps = eps;
    this.affine = affine;
    if (affine) {
      weight = new Parameter(Tensor.ones(numChannels));
      bias = new Parameter(Tensor.zeros(numChannels));
    }
  }

  @Override
  public Tensor forward(Tensor x) {
    return Functional.withOptional(
        new GroupNormalization("group_norm", numGroups, eps), x, weight, bias);
  }

  @Override
  protected String extraRepr() {
    return numGroups
        + ", "
        + numChannels
        + ", eps="
        + Reprs.number(eps)
        + ", affine="
        + Reprs.bool(affine);
  }
}

package io.tenon.nn;

import io.tenon.Parameter;
import io.tenon.SizeNames;
import io.tenon.Tensor;
import io.tenon.compiled.Slots;

/** {@code torch.nn.Linear}: x·Wᵀ + b for input [*, inFeatures], result [*, outFeatures]. */
public sealed class Linear extends NnModule permits NonDynamicallyQuantizableLinear {
  private static final Slots<Linear> SLOTS =
      new Slots<Linear>()
          .parameter("weight", layer -> layer.weight, (layer, value) -> layer.weight = value)
          .parameter("bias", layer -> layer.bias, (layer, value) -> layer.bias = value);

  /** [outFeatures, inFeatures]. */
  public Parameter weight;

  /** [outFeatures], or null. */
  public Parameter bias;

  private final int inFeatures;
  private final int outFeatures;

  /** A linear layer with bias. */
  public Linear(int inFeatures, int outFeatures) {
    this(inFeatures, outFeatures, true);
  }

  /** A linear layer. */
  public Linear(int inFeatures, int outFeatures, boolean bias) {
    super(SLOTS);
    this.inFeatures = inFeatures;
    this.outFeatures = outFeatures;
    this.weight = Functional.emptyParameter(outFeatures, inFeatures);
    this.bias = bias ? Functional.emptyParameter(outFeatures) : null;
    resetParameters();
  }

  /** Draws initial weights as PyTorch does. */
  public void resetParameters() {
    Init.fanInUniform_(weight);
    if (bias != null) {
      Init.bias_(bias, inFeatures);
    }
  }

  @Override
  public Tensor forward(Tensor x) {
    return Functional.linear(x, weight, bias);
  }

  @Override
  protected String extraRepr() {
    return "in_features="
        + SizeNames.of(inFeatures)
        + ", out_features="
        + SizeNames.of(outFeatures)
        + ", bias="
        + (bias == null ? "False" : "True");
  }
}

package io.tenon.nn;

import io.tenon.Parameter;
import io.tenon.Tensor;
import io.tenon.compiled.Slots;
import io.tenon.op.Leak;
import io.tenon.op.Ops;

/** {@code torch.nn.PReLU}: x, below zero times a weight that is trained; input [N, C, *]. */
public final class PReLU extends NnModule {
  private static final Slots<PReLU> SLOTS =
      new Slots<PReLU>()
          .parameter("weight", layer -> layer.weight, (layer, value) -> layer.weight = value);

  /** [numParameters]. */
  public Parameter weight;

  private final int numParameters;

  /** One weight for all channels, 0.25 at first. */
  public PReLU() {
    this(1, 0.25);
  }

  /** A weight for each channel, 0.25 at first. */
  public PReLU(int numParameters) {
    this(numParameters, 0.25);
  }

  /** {@code numParameters} weights, {@code init} at first. */
  public PReLU(int numParameters, double init) {
    super(SLOTS);
    this.numParameters = numParameters;
    weight = new Parameter(Tensor.full((float) init, numParameters));
  }

  @Override
  public Tensor forward(Tensor x) {
    return Ops.apply(new Leak(), x, weight);
  }

  @Override
  protected String extraRepr() {
    return "num_parameters=" + numParameters;
  }
}

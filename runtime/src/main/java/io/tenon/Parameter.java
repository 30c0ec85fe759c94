package io.tenon;

/** A tensor that is a trainable weight of a module, as {@code torch.nn.Parameter}. */
public final class Parameter extends Tensor {
  private boolean requiresGrad;

  /** A parameter that shares {@code data}'s storage and requires a gradient. */
  public Parameter(Tensor data) {
    this(data, true);
  }

  /** A parameter that shares {@code data}'s storage. */
  public Parameter(Tensor data, boolean requiresGrad) {
    super(data.storage(), data.offset(), data.shape(), data.dtype());
    this.requiresGrad = requiresGrad;
  }

  /** Whether training changes this parameter. */
  public boolean requiresGrad() {
    return requiresGrad;
  }

  /** Sets whether training changes this parameter; returns this. */
  public Parameter requiresGrad_(boolean required) {
    requiresGrad = required;
    return this;
  }
}

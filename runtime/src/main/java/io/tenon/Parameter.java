package io.tenon;

/** A tensor that is a trainable weight of a module, as {@code torch.nn.Parameter}. */
public final class Parameter extends Tensor {
  private boolean requiresGrad;
  private Tensor grad;

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

  /** The gradient, of this parameter's shape; null if there is none. */
  public Tensor grad() {
    return grad;
  }

  /**
   * Sets the gradient; null for none.
   *
   * @throws ShapeError if its shape is not this parameter's
   * @throws IllegalArgumentException if its type is not this parameter's
   */
  public void setGrad(Tensor gradient) {
    if (gradient != null && !gradient.shape().equals(shape())) {
      throw new ShapeError(
          "assigned grad has shape "
              + gradient.shape()
              + ", but the parameter has "
              + shape()
              + ". Fix: a gradient has its parameter's shape");
    }
    if (gradient != null && gradient.dtype() != dtype()) {
      throw new IllegalArgumentException(
          "assigned grad has type " + gradient.dtype() + ", but the parameter has " + dtype());
    }
    grad = gradient;
  }
}

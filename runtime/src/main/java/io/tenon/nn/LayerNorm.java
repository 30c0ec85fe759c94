package io.tenon.nn;

import io.tenon.Parameter;
import io.tenon.Tensor;
import io.tenon.compiled.Slots;
import java.util.Arrays;

/**
 * {@code torch.nn.LayerNorm}: (x - mean) / √(variance + eps) · weight + bias over the last
 * dimensions.
 */
public final class LayerNorm extends NnModule {
  private static final Slots<LayerNorm> SLOTS =
      new Slots<LayerNorm>()
          .parameter("weight", layer -> layer.weight, (layer, value) -> layer.weight = value)
          .parameter("bias", layer -> layer.bias, (layer, value) -> layer.bias = value);

  /** Of the normalised shape, or null. */
  public Parameter weight;

  /** Of the normalised shape, or null. */
  public Parameter bias;

  private final int[] normalizedShape;
  private final double eps;
  private final boolean elementwiseAffine;

  /** PyTorch's defaults: eps 1e-5, with weight and bias. */
  public LayerNorm(int... normalizedShape) {
    this(normalizedShape, 1e-5, true);
  }

  /**
   * A layer normalisation over the last dimensions, which have the sizes {@code normalizedShape}.
   */
  public LayerNorm(int[] normalizedShape, double eps, boolean elementwiseAffine) {
    this(normalizedShape, eps, elementwiseAffine, true);
  }

  /**
   * A layer normalisation over the last dimensions, which have the sizes {@code normalizedShape}.
   *
   * @param bias whether there is a bias, if {@code elementwiseAffine}
   * @throws IllegalArgumentException if there is no size, in PyTorch's words
   */
  public LayerNorm(int[] normalizedShape, double eps, boolean elementwiseAffine, boolean bias) {
    super(SLOTS);
    if (normalizedShape.length == 0) {
      throw new IllegalArgumentException(
          "Expected normalized_shape to be at least 1-dimensional, i.e., containing at least one"
              + " element, but got normalized_shape = []");
    }
    this.normalizedShape = normalizedShape.clone();
    this.eps = eps;
    this.elementwiseAffine = elementwiseAffine;
    if (elementwiseAffine) {
      weight = new Parameter(Tensor.ones(normalizedShape));
      this.bias = bias ? new Parameter(Tensor.zeros(normalizedShape)) : null;
    }
  }

  @Override
  public Tensor forward(Tensor x) {
    return Functional.layerNorm(x, normalizedShape, weight, bias, eps);
  }

  @Override
  protected String extraRepr() {
    String sizes = Arrays.toString(normalizedShape).replace('[', '(').replace(']', ')');
    String shape = normalizedShape.length == 1 ? sizes.replace(")", ",)") : sizes;
    return shape
        + ", eps="
        + Reprs.number(eps)
        + ", elementwise_affine="
        + Reprs.bool(elementwiseAffine);
  }
}

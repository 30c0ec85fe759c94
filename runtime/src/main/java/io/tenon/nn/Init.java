package io.tenon.nn;

import io.tenon.Seeds;
import io.tenon.Tensor;

/** Initial weights, {@code torch.nn.init}. Shape-only tensors are left alone and draw nothing. */
public final class Init {
  private Init() {}

  /** Uniform in [from, to). */
  public static Tensor uniform_(Tensor tensor, double from, double to) {
    if (tensor.isShapeOnly()) {
      return tensor;
    }
    float low = (float) from;
    float range = (float) to - low;
    float[] values = tensor.floats();
    int end = tensor.offset() + tensor.numel();
    for (int i = tensor.offset(); i < end; i++) {
      values[i] = (float) (Seeds.uniform() * range + low);
    }
    return tensor.markChanged();
  }

  /**
   * What {@code Linear} and the convolutions begin with: {@code kaiming_uniform_} with a = √5,
   * which is uniform within ±1/√fan_in (He et al., 2015).
   *
   * @param tensor [O, I, ...]: fan_in is the product of all sizes but the first
   */
  public static Tensor fanInUniform_(Tensor tensor) {
    int fanIn = tensor.shape().elements(1, tensor.dim());
    double gain = Math.sqrt(2.0 / (1 + 5));
    double bound = Math.sqrt(3.0) * (gain / Math.sqrt(fanIn));
    return fanIn == 0 ? tensor : uniform_(tensor, -bound, bound);
  }

  /** Uniform within ±1/√fanIn, for biases. */
  public static Tensor bias_(Tensor bias, int fanIn) {
    double bound = 1 / Math.sqrt(fanIn);
    return fanIn == 0 ? bias : uniform_(bias, -bound, bound);
  }
}

package io.tenon.compiled;

import io.tenon.Tensor;
import io.tenon.kernel.Panel;
import io.tenon.kernel.ScaleShift;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A network's weights and buffers as they are, under their paths. What is handed out are copies.
 */
public abstract class BoundTensors {
  /** In order: a weight that layers share goes by its first path, as when it was compiled. */
  private final Map<String, Tensor> tensors;

  BoundTensors() {
    this(new LinkedHashMap<>());
  }

  BoundTensors(Map<String, Tensor> tensors) {
    this.tensors = tensors;
  }

  /** Adds weights or buffers under their paths. */
  final void take(Map<String, ? extends Tensor> named) {
    tensors.putAll(named);
  }

  /** All weights and buffers by their paths. */
  final Map<String, Tensor> tensors() {
    return tensors;
  }

  /** A size of a weight, for a symbol that the constructor's arguments decide. */
  public int size(String path, int dim) {
    return tensor(path).size(dim);
  }

  /**
   * A batch normalisation layer by its running statistics, as a factor and a summand for each
   * channel.
   *
   * @param layer the layer's path
   * @throws BindingException if it has not {@code channels} channels
   */
  public ScaleShift batchNorm(String layer, double eps, int channels) {
    return batchNorm(
        layer + ".weight",
        layer + ".bias",
        layer + ".running_mean",
        layer + ".running_var",
        eps,
        channels);
  }

  /**
   * A batch normalisation by running statistics as a factor and a summand for each channel.
   *
   * @param weight its path, or null together with {@code bias}
   * @throws BindingException if one has not {@code channels} elements
   */
  public ScaleShift batchNorm(
      String weight, String bias, String mean, String variance, double eps, int channels) {
    return ScaleShift.batchNorm(
        weight == null ? null : floats(weight, channels),
        bias == null ? null : floats(bias, channels),
        floats(mean, channels),
        floats(variance, channels),
        eps);
  }

  /**
   * A weight for each channel, in whole blocks of 16; one for all of them comes as often.
   *
   * @throws BindingException if it has neither {@code channels} elements nor one
   */
  public float[] perChannel(String path, int channels) {
    boolean one = tensor(path).numel() == 1;
    float[] given = floats(path, one ? 1 : channels);
    float[] blocks = new float[(channels + Panel.LANES - 1) / Panel.LANES * Panel.LANES];
    for (int c = 0; c < channels; c++) {
      blocks[c] = given[one ? 0 : c];
    }
    return blocks;
  }

  /**
   * A copy of a weight or buffer.
   *
   * @throws BindingException if it has not {@code elements} elements
   */
  public float[] floats(String path, int elements) {
    Tensor tensor = tensor(path);
    if (tensor.numel() != elements) {
      throw otherShape(path);
    }
    return tensor.toArray();
  }

  /**
   * {@link #floats} that something is divided by before it reaches the weights.
   *
   * @throws BindingException if one is 0: what is divided by it would be infinite, but weights that
   *     are have no sums
   */
  public float[] divisors(String path, int elements) {
    float[] divisors = floats(path, elements);
    for (float divisor : divisors) {
      if (divisor == 0) {
        throw new BindingException("'" + path + "' has a 0, and something is divided by it", true);
      }
    }
    return divisors;
  }

  final BindingException otherShape(String path) {
    return new BindingException(
        "'"
            + path
            + "' has shape "
            + tensor(path).shape()
            + ", but the generated code was written for another");
  }

  /** A weight or buffer itself. */
  final Tensor tensor(String path) {
    Tensor tensor = tensors.get(path);
    if (tensor == null) {
      throw new BindingException("it has no '" + path + "' any more");
    }
    return tensor;
  }
}

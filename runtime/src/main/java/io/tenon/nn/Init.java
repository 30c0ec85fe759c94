package io.tenon.nn;

import io.tenon.Seeds;
import io.tenon.Tensor;
import io.tenon.op.ErrorFunction;
import java.util.Locale;

/**
 * Initial weights, {@code torch.nn.init}: each method changes the tensor in place and returns it.
 * With the same {@link Seeds#manualSeed}, uniform ones are PyTorch's to the bit, normal ones within
 * 1e-6. Shape-only tensors are left alone and draw nothing.
 */
public final class Init {
  /** So many normal numbers PyTorch makes at once; fewer are drawn one by one. */
  private static final int BLOCK = 16;

  private Init() {}

  /** Whether a weight's inputs or its outputs are counted. */
  public enum Mode {
    /** The inputs of each output: keeps the size of activations. */
    FAN_IN,
    /** The outputs of each input: keeps the size of gradients. */
    FAN_OUT
  }

  // ---- distributions

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

  /** Normal with this mean and standard deviation. */
  public static Tensor normal_(Tensor tensor, double mean, double std) {
    if (tensor.isShapeOnly()) {
      return tensor;
    }
    if (std < 0) {
      throw new IllegalArgumentException("normal expects std >= 0.0, but found std " + std);
    }
    float[] values = tensor.floats();
    int from = tensor.offset();
    int end = from + tensor.numel();
    if (tensor.numel() < BLOCK) {
      for (int i = from; i < end; i++) {
        values[i] = (float) (Seeds.normal() * std + mean);
      }
      return tensor.markChanged();
    }
    for (int i = from; i < end; i++) {
      values[i] = (float) Seeds.uniform();
    }
    int at = from;
    for (; at + BLOCK <= end; at += BLOCK) {
      normalBlock(values, at, mean, std);
    }
    if (at < end) { // the last 16 are drawn again
      for (int i = end - BLOCK; i < end; i++) {
        values[i] = (float) Seeds.uniform();
      }
      normalBlock(values, end - BLOCK, mean, std);
    }
    return tensor.markChanged();
  }

  /**
   * Sixteen uniform numbers become normal: the first eight radii, the others angles. In float, as
   * PyTorch does: an angle's rounding is far larger than 1e-6 where the sine is small.
   */
  private static void normalBlock(float[] values, int at, double mean, double std) {
    for (int i = at; i < at + BLOCK / 2; i++) {
      float radius = (float) Math.sqrt(-2 * (float) Math.log(1 - values[i]));
      float angle = (float) (2 * Math.PI) * values[i + BLOCK / 2];
      values[i] = radius * (float) Math.cos(angle) * (float) std + (float) mean;
      values[i + BLOCK / 2] = radius * (float) Math.sin(angle) * (float) std + (float) mean;
    }
  }

  /** Normal, cut off at {@code a} and {@code b}, by the inverse of the distribution function. */
  public static Tensor truncNormal_(Tensor tensor, double mean, double std, double a, double b) {
    double lower = (1 + ErrorFunction.erf((a - mean) / std / Math.sqrt(2))) / 2;
    double upper = (1 + ErrorFunction.erf((b - mean) / std / Math.sqrt(2))) / 2;
    uniform_(tensor, 2 * lower - 1, 2 * upper - 1);
    if (tensor.isShapeOnly()) {
      return tensor;
    }
    float[] values = tensor.floats();
    for (int i = tensor.offset(); i < tensor.offset() + tensor.numel(); i++) {
      double normal = ErrorFunction.inverse(values[i]) * std * Math.sqrt(2) + mean;
      values[i] = (float) Math.max(a, Math.min(b, normal));
    }
    return tensor.markChanged();
  }

  // ---- constants

  /** All elements {@code value}. */
  public static Tensor constant_(Tensor tensor, double value) {
    return tensor.fill_((float) value);
  }

  /** All elements 1. */
  public static Tensor ones_(Tensor tensor) {
    return tensor.fill_(1);
  }

  /** All elements 0. */
  public static Tensor zeros_(Tensor tensor) {
    return tensor.fill_(0);
  }

  /**
   * The identity matrix.
   *
   * @throws IllegalArgumentException if the tensor is no matrix
   */
  public static Tensor eye_(Tensor tensor) {
    requireMatrix(tensor);
    zeros_(tensor);
    for (int i = 0; !tensor.isShapeOnly() && i < Math.min(tensor.size(0), tensor.size(1)); i++) {
      tensor.set(1, i, i);
    }
    return tensor;
  }

  /**
   * A convolution that keeps its input, in each group.
   *
   * @throws IllegalArgumentException if the tensor has not 3 to 5 dimensions, or its outputs are no
   *     multiple of {@code groups}
   */
  public static Tensor dirac_(Tensor tensor, int groups) {
    if (tensor.dim() < 3 || tensor.dim() > 5) {
      throw new IllegalArgumentException("Only tensors with 3, 4, or 5 dimensions are supported");
    }
    if (tensor.size(0) % groups != 0) {
      throw new IllegalArgumentException("dim 0 must be divisible by groups");
    }
    zeros_(tensor);
    int outputs = tensor.size(0) / groups;
    int window = tensor.shape().elements(2, tensor.dim());
    int middle = 0;
    for (int d = 2; d < tensor.dim(); d++) {
      middle = middle * tensor.size(d) + tensor.size(d) / 2;
    }
    for (int g = 0; !tensor.isShapeOnly() && g < groups; g++) {
      for (int o = 0; o < Math.min(outputs, tensor.size(1)); o++) {
        int at = ((g * outputs + o) * tensor.size(1) + o) * window + middle;
        tensor.floats()[tensor.offset() + at] = 1;
      }
    }
    return tensor.markChanged();
  }

  // ---- by the number of inputs and outputs

  /** Uniform within ±gain·√(6 / (fan_in + fan_out)) (Glorot and Bengio, 2010). */
  public static Tensor xavierUniform_(Tensor tensor, double gain) {
    double std = gain * Math.sqrt(2.0 / (fanIn(tensor) + fanOut(tensor)));
    double bound = Math.sqrt(3) * std;
    return uniform_(tensor, -bound, bound);
  }

  /** Normal of deviation gain·√(2 / (fan_in + fan_out)) (Glorot and Bengio, 2010). */
  public static Tensor xavierNormal_(Tensor tensor, double gain) {
    return normal_(tensor, 0, gain * Math.sqrt(2.0 / (fanIn(tensor) + fanOut(tensor))));
  }

  /**
   * Uniform within ±gain·√(3 / fan) (He et al., 2015).
   *
   * @param a the negative slope, where {@code nonlinearity} is {@code leaky_relu}
   */
  public static Tensor kaimingUniform_(Tensor tensor, double a, Mode mode, String nonlinearity) {
    int fan = mode == Mode.FAN_IN ? fanIn(tensor) : fanOut(tensor);
    double bound = Math.sqrt(3) * (gain(nonlinearity, a) / Math.sqrt(fan));
    return fan == 0 ? tensor : uniform_(tensor, -bound, bound);
  }

  /** Normal of deviation gain / √fan (He et al., 2015). */
  public static Tensor kaimingNormal_(Tensor tensor, double a, Mode mode, String nonlinearity) {
    int fan = mode == Mode.FAN_IN ? fanIn(tensor) : fanOut(tensor);
    return fan == 0 ? tensor : normal_(tensor, 0, gain(nonlinearity, a) / Math.sqrt(fan));
  }

  /** {@code torch.nn.init.calculate_gain} for a function without a parameter. */
  public static double calculateGain(String nonlinearity) {
    return gain(nonlinearity, 0.01);
  }

  /**
   * {@code torch.nn.init.calculate_gain}: by how much a function shrinks what goes through it.
   *
   * @param slope the negative slope of {@code leaky_relu}; has no meaning for others
   * @throws IllegalArgumentException for a function that it does not know
   */
  public static double calculateGain(String nonlinearity, double slope) {
    return gain(nonlinearity, slope);
  }

  private static double gain(String nonlinearity, double slope) {
    return switch (nonlinearity) {
      case "linear", "conv1d", "conv2d", "conv3d", "sigmoid" -> 1;
      case "conv_transpose1d", "conv_transpose2d", "conv_transpose3d" -> 1;
      case "tanh" -> 5.0 / 3;
      case "relu" -> Math.sqrt(2);
      case "leaky_relu" -> Math.sqrt(2 / (1 + slope * slope));
      case "selu" -> 0.75;
      default -> throw new IllegalArgumentException("Unsupported nonlinearity " + nonlinearity);
    };
  }

  private static int fanIn(Tensor tensor) {
    return fan(tensor, 1);
  }

  private static int fanOut(Tensor tensor) {
    return fan(tensor, 0);
  }

  private static int fan(Tensor tensor, int dim) {
    if (tensor.dim() < 2) {
      throw new IllegalArgumentException(
          "Fan in and fan out can not be computed for tensor with fewer than 2 dimensions");
    }
    return tensor.size(dim) * tensor.shape().elements(2, tensor.dim());
  }

  // ---- matrices

  /**
   * An orthogonal matrix, or one with orthogonal rows or columns (Saxe et al., 2013); of a tensor
   * of more dimensions, all but the first are one.
   */
  public static Tensor orthogonal_(Tensor tensor, double gain) {
    if (tensor.dim() < 2) {
      throw new IllegalArgumentException("Only tensors with 2 or more dimensions are supported");
    }
    if (tensor.isShapeOnly() || tensor.numel() == 0) {
      return tensor;
    }
    int rows = tensor.size(0);
    int columns = tensor.numel() / rows;
    Tensor random = normal_(Tensor.zeros(rows, columns), 0, 1);
    boolean wide = rows < columns;
    int length = Math.max(rows, columns);
    double[][] vectors = new double[Math.min(rows, columns)][length];
    for (int v = 0; v < vectors.length; v++) {
      for (int i = 0; i < length; i++) {
        vectors[v][i] = wide ? random.get(v, i) : random.get(i, v);
      }
    }
    orthonormalize(vectors);
    float[] to = tensor.floats();
    for (int v = 0; v < vectors.length; v++) {
      for (int i = 0; i < length; i++) {
        int at = wide ? v * columns + i : i * columns + v;
        to[tensor.offset() + at] = (float) (gain * vectors[v][i]);
      }
    }
    return tensor.markChanged();
  }

  /**
   * By the method of Gram and Schmidt, each vector twice, which is as good as a QR decomposition;
   * that of positive diagonal is the only one.
   */
  private static void orthonormalize(double[][] vectors) {
    for (int v = 0; v < vectors.length; v++) {
      for (int round = 0; round < 2; round++) {
        for (int u = 0; u < v; u++) {
          double along = dot(vectors[u], vectors[v]);
          for (int i = 0; i < vectors[v].length; i++) {
            vectors[v][i] -= along * vectors[u][i];
          }
        }
      }
      double norm = Math.sqrt(dot(vectors[v], vectors[v]));
      for (int i = 0; i < vectors[v].length; i++) {
        vectors[v][i] /= norm;
      }
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /**
   * Normal numbers, with the fraction {@code sparsity} of each column zero (Martens, 2010).
   *
   * @throws IllegalArgumentException if the tensor is no matrix
   */
  public static Tensor sparse_(Tensor tensor, double sparsity, double std) {
    requireMatrix(tensor);
    normal_(tensor, 0, std);
    int rows = tensor.size(0);
    int zeros = (int) Math.ceil(sparsity * rows);
    for (int column = 0; !tensor.isShapeOnly() && column < tensor.size(1); column++) {
      int[] order = permutation(rows);
      for (int i = 0; i < zeros; i++) {
        tensor.set(0, order[i], column);
      }
    }
    return tensor;
  }

  /** {@code torch.randperm}. */
  private static int[] permutation(int count) {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      order[i] = i;
    }
    for (int i = 0; i < count - 1; i++) {
      int other = i + Seeds.below(count - i);
      int moved = order[i];
      order[i] = order[other];
      order[other] = moved;
    }
    return order;
  }

  private static void requireMatrix(Tensor tensor) {
    if (tensor.dim() != 2) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Only tensors with 2 dimensions are supported, but this one has %d",
              tensor.dim()));
    }
  }

  // ---- what layers begin with

  /** What {@code Linear} and the convolutions begin with, for their weights. */
  static Tensor fanInUniform_(Tensor tensor) {
    int fan = tensor.shape().elements(1, tensor.dim());
    return fan == 0 ? tensor : kaimingUniform_(tensor, Math.sqrt(5), Mode.FAN_IN, "leaky_relu");
  }

  /** Uniform within ±1/√fanIn, for biases. */
  static Tensor bias_(Tensor bias, int fanIn) {
    double bound = 1 / Math.sqrt(fanIn);
    return fanIn == 0 ? bias : uniform_(bias, -bound, bound);
  }
}

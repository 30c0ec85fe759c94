package io.tenon.nn;

import io.tenon.Parameter;
import io.tenon.Tensor;
import io.tenon.op.AdaptivePooling;
import io.tenon.op.Affine;
import io.tenon.op.Arange;
import io.tenon.op.AttentionValues;
import io.tenon.op.AttentionWeights;
import io.tenon.op.BatchNormalization;
import io.tenon.op.ChannelShuffle;
import io.tenon.op.Convolution;
import io.tenon.op.DropoutNoise;
import io.tenon.op.Elementwise;
import io.tenon.op.HeadMean;
import io.tenon.op.LayerNormalization;
import io.tenon.op.Op;
import io.tenon.op.Ops;
import io.tenon.op.Pad;
import io.tenon.op.Padding;
import io.tenon.op.Pair;
import io.tenon.op.PartialAffine;
import io.tenon.op.Pooling;
import io.tenon.op.ScaledDotProductAttention;
import io.tenon.op.Softmax;
import io.tenon.op.UnaryFunction;
import java.util.ArrayList;
import java.util.List;

/**
 * The operations as functions, {@code torch.nn.functional}: meant for {@code import static}. Shapes
 * are PyTorch's; a shape that does not fit is a {@link io.tenon.ShapeError}.
 */
public final class Functional {
  private Functional() {}

  private static Tensor apply(Op op, Tensor first, Tensor... optional) {
    List<Tensor> operands = new ArrayList<>();
    operands.add(first);
    for (Tensor tensor : optional) {
      if (tensor != null) {
        operands.add(tensor);
      }
    }
    return Ops.apply(op, operands.toArray(new Tensor[0]));
  }

  private static Tensor map(UnaryFunction function, Tensor x) {
    return Ops.apply(new Elementwise(function), x);
  }

  // ---- convolution and linear

  /** {@code F.conv2d}: x [N, C, H, W], weight [O, C / groups, kH, kW], bias [O] or null. */
  public static Tensor conv2d(
      Tensor x,
      Tensor weight,
      Tensor bias,
      Pair stride,
      Padding padding,
      Pair dilation,
      int groups) {
    return apply(new Convolution(stride, padding, dilation, groups), x, weight, bias);
  }

  /** {@code F.conv2d} with stride 1 and no padding. */
  public static Tensor conv2d(Tensor x, Tensor weight, Tensor bias) {
    return conv2d(x, weight, bias, Pair.of(1), Padding.NONE, Pair.of(1), 1);
  }

  /** {@code F.linear}: x [*, I], weight [O, I], bias [O] or null; result [*, O]. */
  public static Tensor linear(Tensor x, Tensor weight, Tensor bias) {
    return apply(new Affine(), x, weight, bias);
  }

  /** {@code linear} with part {@code part} of a weight, or of a bias alone, in equal parts. */
  static Tensor partialLinear(
      Tensor x, Tensor weight, Tensor bias, int part, int parts, boolean wholeWeight) {
    return apply(new PartialAffine(part, parts, wholeWeight), x, weight, bias);
  }

  // ---- attention

  /**
   * How much queries [N, L, E] attend to keys [N, S, E] in each of {@code heads} parts of the
   * features: softmax(q·kᵀ / √(E / heads) + mask), [N, heads, L, S].
   *
   * @param attnMask [L, S] or [N·heads, L, S], or null: floats are added, integers that are not 0
   *     forbid
   * @param keyPaddingMask [N, S] likewise, or null
   * @param isCausal whether query l attends to keys 0 to l alone
   */
  public static Tensor attentionWeights(
      Tensor query,
      Tensor key,
      int heads,
      Tensor attnMask,
      Tensor keyPaddingMask,
      boolean isCausal) {
    Op op = new AttentionWeights(heads, isCausal, attnMask != null, keyPaddingMask != null);
    return apply(op, query, key, attnMask, keyPaddingMask);
  }

  /** Values [N, S, E] as weights [N, heads, L, S] weigh them: [N, L, E]. */
  public static Tensor attentionValues(Tensor weights, Tensor value) {
    return Ops.apply(new AttentionValues(), weights, value);
  }

  /** {@link #scaledDotProductAttention} of all queries to all keys. */
  public static Tensor scaledDotProductAttention(Tensor query, Tensor key, Tensor value) {
    return scaledDotProductAttention(query, key, value, null, false);
  }

  /**
   * {@code F.scaled_dot_product_attention}: query [*, L, d], key [*, S, d] and value [*, S, e],
   * such as [N, heads, L, d]; result [*, L, e].
   *
   * @param attnMask broadcasts to [*, L, S], or null: floats are added, integers that are not 0
   *     (PyTorch's bool) allow attention
   * @param isCausal whether query l attends to keys 0 to l alone; without a mask then
   */
  public static Tensor scaledDotProductAttention(
      Tensor query, Tensor key, Tensor value, Tensor attnMask, boolean isCausal) {
    Op op = new ScaledDotProductAttention(isCausal, attnMask != null);
    return apply(op, query, key, value, attnMask);
  }

  /** Weights [N, heads, L, S] averaged over the heads: [N, L, S]. */
  static Tensor headMean(Tensor weights) {
    return Ops.apply(new HeadMean(), weights);
  }

  // ---- pooling

  /** {@code F.max_pool2d} with windows and steps of {@code kernelSize}. */
  public static Tensor maxPool2d(Tensor x, int kernelSize) {
    return maxPool2d(x, kernelSize, kernelSize, 0);
  }

  /** {@code F.max_pool2d}. */
  public static Tensor maxPool2d(Tensor x, int kernelSize, int stride, int padding) {
    return maxPool2d(x, Pair.of(kernelSize), Pair.of(stride), Pair.of(padding), Pair.of(1), false);
  }

  /** {@code F.max_pool2d}. */
  public static Tensor maxPool2d(
      Tensor x, Pair kernelSize, Pair stride, Pair padding, Pair dilation, boolean ceilMode) {
    return Ops.apply(Pooling.max(kernelSize, stride, padding, dilation, ceilMode), x);
  }

  /** {@code F.avg_pool2d} with windows and steps of {@code kernelSize}. */
  public static Tensor avgPool2d(Tensor x, int kernelSize) {
    return avgPool2d(x, Pair.of(kernelSize), Pair.of(kernelSize), Pair.of(0), false, true);
  }

  /** {@code F.avg_pool2d}. */
  public static Tensor avgPool2d(
      Tensor x,
      Pair kernelSize,
      Pair stride,
      Pair padding,
      boolean ceilMode,
      boolean countIncludePad) {
    return Ops.apply(Pooling.avg(kernelSize, stride, padding, ceilMode, countIncludePad), x);
  }

  /** {@code F.adaptive_avg_pool2d} to maps of {@code outputSize}×{@code outputSize}. */
  public static Tensor adaptiveAvgPool2d(Tensor x, int outputSize) {
    return adaptiveAvgPool2d(x, Pair.of(outputSize));
  }

  /** {@code F.adaptive_avg_pool2d}; a size of 0 keeps the input's. */
  public static Tensor adaptiveAvgPool2d(Tensor x, Pair outputSize) {
    return Ops.apply(new AdaptivePooling(outputSize), x);
  }

  // ---- normalisation

  /**
   * {@code F.batch_norm}; running statistics are updated in place when {@code training}.
   *
   * @param weight [C], or null together with {@code bias}
   * @param runningMean [C], or null together with {@code runningVar}: then the batch's statistics
   *     are used
   */
  public static Tensor batchNorm(
      Tensor x,
      Tensor runningMean,
      Tensor runningVar,
      Tensor weight,
      Tensor bias,
      boolean training,
      double momentum,
      double eps) {
    boolean tracked = runningMean != null;
    boolean ofBatch = training || !tracked;
    Op op = new BatchNormalization(weight != null, tracked, ofBatch, false, momentum, eps);
    return apply(op, x, weight, bias, runningMean, runningVar);
  }

  /** {@code F.layer_norm} over the last dimensions, those of {@code normalizedShape}. */
  public static Tensor layerNorm(
      Tensor x, int[] normalizedShape, Tensor weight, Tensor bias, double eps) {
    return apply(new LayerNormalization(io.tenon.Shape.of(normalizedShape), eps), x, weight, bias);
  }

  /** An operation whose operands after the first may be null, for layers of this package. */
  static Tensor withOptional(Op op, Tensor first, Tensor... optional) {
    return apply(op, first, optional);
  }

  // ---- making

  /** {@code torch.arange}: the integers from 0 to below {@code end}. */
  public static Tensor arange(int end) {
    return arange(0, end);
  }

  /** {@code torch.arange}: the integers from {@code start} to below {@code end}. */
  public static Tensor arange(int start, int end) {
    return Ops.apply(new Arange(start, end));
  }

  // ---- shape

  /** {@code torch.flatten} of all dimensions from {@code startDim} on. */
  public static Tensor flatten(Tensor x, int startDim) {
    return x.flatten(startDim);
  }

  /** {@code torch.cat}: tensors one after the other along {@code dim}. */
  public static Tensor cat(List<Tensor> tensors, int dim) {
    return Ops.cat(tensors, dim);
  }

  /** {@code F.pad} with zeros of the last two dimensions; {@code x} itself where none are added. */
  public static Tensor pad(Tensor x, int left, int right, int top, int bottom) {
    Padding padding = new Padding(left, right, top, bottom);
    return padding.equals(Padding.NONE) ? x : pad(x, padding, Pad.Mode.CONSTANT, 0);
  }

  /** {@code F.channel_shuffle}: the channels of [N, C, *] of several groups dealt out in turn. */
  public static Tensor channelShuffle(Tensor x, int groups) {
    return Ops.apply(new ChannelShuffle(groups), x);
  }

  /** {@code F.pad} of the last two dimensions. */
  public static Tensor pad(Tensor x, Padding padding, Pad.Mode mode, float value) {
    return Ops.apply(new Pad(padding, mode, value), x);
  }

  // ---- dropout

  /**
   * {@code F.dropout}: in training, each element is zero with probability {@code p}, the others are
   * scaled up.
   */
  public static Tensor dropout(Tensor x, double p, boolean training) {
    if (p < 0 || p > 1) {
      throw new IllegalArgumentException(
          "dropout probability has to be between 0 and 1, but got " + p);
    }
    return training && p > 0 ? Ops.apply(new DropoutNoise(p), x) : x;
  }

  // ---- activations

  /** max(0, x). */
  public static Tensor relu(Tensor x) {
    return map(UnaryFunction.RELU, x);
  }

  /** min(6, max(0, x)). */
  public static Tensor relu6(Tensor x) {
    return map(UnaryFunction.RELU6, x);
  }

  /** x, below zero times {@code negativeSlope}. */
  public static Tensor leakyRelu(Tensor x, double negativeSlope) {
    return Ops.apply(new Elementwise(UnaryFunction.LEAKY_RELU, (float) negativeSlope, 0), x);
  }

  /** x, below zero α · (eˣ - 1). */
  public static Tensor elu(Tensor x, double alpha) {
    return Ops.apply(new Elementwise(UnaryFunction.ELU, (float) alpha, 0), x);
  }

  /** The scaled exponential linear unit. */
  public static Tensor selu(Tensor x) {
    return map(UnaryFunction.SELU, x);
  }

  /** x · Φ(x). */
  public static Tensor gelu(Tensor x) {
    return map(UnaryFunction.GELU, x);
  }

  /** x · Φ(x), with {@code approximate} "none" or "tanh". */
  public static Tensor gelu(Tensor x, String approximate) {
    return switch (approximate) {
      case "none" -> gelu(x);
      case "tanh" -> map(UnaryFunction.GELU_TANH, x);
      default ->
          throw new IllegalArgumentException("approximate argument must be either none or tanh.");
    };
  }

  /** x · σ(x). */
  public static Tensor silu(Tensor x) {
    return map(UnaryFunction.SILU, x);
  }

  /** 1 / (1 + e⁻ˣ). */
  public static Tensor sigmoid(Tensor x) {
    return map(UnaryFunction.SIGMOID, x);
  }

  /** The hyperbolic tangent. */
  public static Tensor tanh(Tensor x) {
    return map(UnaryFunction.TANH, x);
  }

  /** x · relu6(x + 3) / 6. */
  public static Tensor hardswish(Tensor x) {
    return map(UnaryFunction.HARDSWISH, x);
  }

  /** relu6(x + 3) / 6. */
  public static Tensor hardsigmoid(Tensor x) {
    return map(UnaryFunction.HARDSIGMOID, x);
  }

  /** x, at least {@code minVal} and at most {@code maxVal}. */
  public static Tensor hardtanh(Tensor x, double minVal, double maxVal) {
    return Ops.apply(new Elementwise(UnaryFunction.HARDTANH, (float) minVal, (float) maxVal), x);
  }

  /** log(1 + e^(βx)) / β, and x where βx is above {@code threshold}. */
  public static Tensor softplus(Tensor x, double beta, double threshold) {
    return Ops.apply(new Elementwise(UnaryFunction.SOFTPLUS, (float) beta, (float) threshold), x);
  }

  /** x · tanh(softplus(x)). */
  public static Tensor mish(Tensor x) {
    return map(UnaryFunction.MISH, x);
  }

  /** eˣ over its sum along {@code dim}. */
  public static Tensor softmax(Tensor x, int dim) {
    return Ops.apply(new Softmax(x.shape().dimension(dim), false), x);
  }

  /** The logarithm of {@link #softmax}. */
  public static Tensor logSoftmax(Tensor x, int dim) {
    return Ops.apply(new Softmax(x.shape().dimension(dim), true), x);
  }

  /** A parameter of these sizes with no values yet, for layers that initialise it themselves. */
  static Parameter emptyParameter(int... sizes) {
    return new Parameter(Tensor.zeros(sizes));
  }
}

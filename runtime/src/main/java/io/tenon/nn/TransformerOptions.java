package io.tenon.nn;

import io.tenon.Tensor;
import java.util.function.UnaryOperator;

/**
 * What transformer layers have in common beside their sizes, PyTorch's keyword arguments; each
 * method returns this.
 */
public final class TransformerOptions {
  int dimFeedforward = 2048;
  double dropout = 0.1;
  UnaryOperator<Tensor> activation = Functional::relu;
  double layerNormEps = 1e-5;
  boolean batchFirst;
  boolean normFirst;

  /** No options set. */
  public TransformerOptions() {}

  /** These options, as they are now. */
  TransformerOptions copy() {
    return new TransformerOptions()
        .dimFeedforward(dimFeedforward)
        .dropout(dropout)
        .activation(activation)
        .layerNormEps(layerNormEps)
        .batchFirst(batchFirst)
        .normFirst(normFirst);
  }

  /** The features between the two linear layers; 2048 unless set. */
  public TransformerOptions dimFeedforward(int features) {
    dimFeedforward = features;
    return this;
  }

  /** The probability of every dropout, also of attention's weights; 0.1 unless set. */
  public TransformerOptions dropout(double p) {
    dropout = p;
    return this;
  }

  /**
   * Between the two linear layers, {@code relu} or {@code gelu}; {@code relu} unless set.
   *
   * @throws IllegalArgumentException for any other word
   */
  public TransformerOptions activation(String name) {
    return switch (name) {
      case "relu" -> activation(Functional::relu);
      case "gelu" -> activation(Functional::gelu);
      default -> throw new IllegalArgumentException("activation should be relu/gelu, not " + name);
    };
  }

  /** Between the two linear layers. */
  public TransformerOptions activation(UnaryOperator<Tensor> function) {
    activation = function;
    return this;
  }

  /** What the normalisations add to variances; 1e-5 unless set. */
  public TransformerOptions layerNormEps(double eps) {
    layerNormEps = eps;
    return this;
  }

  /** Whether sequences are [N, T, dModel]; [T, N, dModel] unless set. */
  public TransformerOptions batchFirst(boolean first) {
    batchFirst = first;
    return this;
  }

  /**
   * Whether normalisations stand before attention and linear layers; behind them unless set (Xiong
   * et al., 2020).
   */
  public TransformerOptions normFirst(boolean first) {
    normFirst = first;
    return this;
  }

  MultiheadAttention attention(int dModel, int nhead) {
    MultiheadAttention.Options options = MultiheadAttention.options();
    return new MultiheadAttention(dModel, nhead, options.dropout(dropout).batchFirst(batchFirst));
  }

  LayerNorm norm(int dModel) {
    return new LayerNorm(new int[] {dModel}, layerNormEps, true);
  }
}
